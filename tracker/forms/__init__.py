"""Request data in, domain values out."""
