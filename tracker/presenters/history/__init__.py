"""What changed, was deleted or was written by two at once, as texts."""
