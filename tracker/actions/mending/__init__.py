"""Joins concerns, moves records to another concern or to a sibling, and splits a concern."""
