"""Reminders that are sent: when, to whom and by which channel."""
