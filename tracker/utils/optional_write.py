"""Writes that a page can do without."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)

SHORT_WAIT = 1.0
"""Seconds."""


@contextmanager
def optional_write() -> Iterator[None]:
    """Skips the writes of the block if the database takes none: it is full, or locked by another.

    Waits for another only shortly, so that a page is not held up by somebody's long write.
    """
    try:
        with _short_wait():
            yield
    except OperationalError:
        logger.warning("The database took no write; a request was answered without it")


@contextmanager
def _short_wait() -> Iterator[None]:
    """PostgreSQL locks single rows, for which a request hardly ever waits."""
    if connection.vendor != "sqlite":
        yield
        return
    _wait_for_lock(SHORT_WAIT)
    try:
        yield
    finally:
        _wait_for_lock(connection.settings_dict["OPTIONS"]["timeout"])


def _wait_for_lock(seconds: float) -> None:
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")
