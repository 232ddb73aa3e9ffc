"""Writes: keyword-only functions named by what they do, atomic, with the acting user as ``by``."""
