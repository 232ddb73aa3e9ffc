"""Consistent reads while others write."""

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
    """Yields the items as of one snapshot, without a lock that keeps others from writing."""
    with read_snapshot():
        yield from items


@contextmanager
def read_snapshot() -> Iterator[None]:
    """Reads within the block see the database as of the first of them. Writing in it fails.

    In a transaction or another ``read_snapshot`` it does nothing. Also usable as a decorator.
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
    """Asks the database driver, since Django knows only of transactions that it began."""
    if connection.in_atomic_block:
        return True
    driver = connection.connection
    if driver is None:
        return False
    if connection.vendor == "sqlite":
        return bool(driver.in_transaction)
    return bool(driver.info.transaction_status.value)  # 0 is idle
