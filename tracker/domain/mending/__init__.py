"""What joining, moving and splitting do to a diary: decided from the records alone."""
