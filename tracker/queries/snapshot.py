"""Several reads of one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection

T = TypeVar("T")

_BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


def iterate_snapshot(items: Iterable[T]) -> Iterator[T]:
    """The items, made while the database stands still for this reader alone.

    What somebody writes meanwhile is not in them, and nobody waits for the reader: it takes no
    lock that keeps others from writing.
    """
    with read_snapshot():
        yield from items


@contextmanager
def read_snapshot() -> Iterator[None]:
    """All that is read within is read as of the first read; nothing can be written within.

    Within a transaction, or another ``read_snapshot``, it is read as of that. Also a decorator.
    """
    if _is_in_transaction():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("COMMIT")  # after which a cursor that an error holds on to can be closed


def _is_in_transaction() -> bool:
    """Asks the database's own driver, since Django knows only of the transactions that it began."""
    if connection.in_atomic_block:
        return True
    driver = connection.connection
    if driver is None:
        return False
    if connection.vendor == "sqlite":
        return bool(driver.in_transaction)
    return bool(driver.info.transaction_status.value)  # 0 is idle
