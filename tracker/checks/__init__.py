"""System checks whose messages are for whoever hosts the diary. Importing them registers them."""

from tracker.checks import database, host

__all__ = ["database", "host"]
