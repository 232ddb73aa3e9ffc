"""Writes: named by what they do, keyword-only, atomic, and told who acts (``by``)."""
