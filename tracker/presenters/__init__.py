"""Turns domain values into rows for templates. Makes no queries."""
