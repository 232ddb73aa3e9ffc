"""Domain values in, rows for templates out. No queries here."""
