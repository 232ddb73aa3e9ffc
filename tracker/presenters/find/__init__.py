"""What a search found, and a month as a calendar."""
