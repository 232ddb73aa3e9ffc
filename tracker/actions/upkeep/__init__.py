"""Upkeep of the database, by the daily tasks and by commands."""
