"""The settings of an open connection to SQLite."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connection, transaction

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite"),
]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 5_000), ("foreign_keys", 1)],
)
def test_what_was_saved_survives_a_power_cut_and_two_can_write(pragma: str, value: object) -> None:
    connection.close()  # reopened for the next query, as for every request
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_a_transaction_waits_for_its_turn_at_its_beginning() -> None:
    """At its start, not at its first write, which could fail."""
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
