"""Several servers of one PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from threading import Barrier, Thread
from time import sleep
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import override_settings
from time_machine import TimeMachineFixture

from diary import prepare
from diary.cache import LockedDatabaseCache
from tracker.actions.upkeep.server_key import is_key_of_database
from tracker.backup import Database
from tracker.management.commands.migrate import LOCK
from tracker.models import ServerKey

about_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="about PostgreSQL"
)


# The cache


def test_the_cache_is_in_the_database_that_servers_share() -> None:
    is_shared = "shared" in caches.settings and isinstance(caches["shared"], LockedDatabaseCache)
    assert is_shared == (connection.vendor == "postgresql")


@pytest.mark.postgresql
@about_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_expired", [False, True])
def test_of_many_at_once_one_adds(has_expired: bool) -> None:
    caches["shared"].set("key", "old", timeout=-5 if has_expired else 60)
    together = Barrier(8)

    def add(number: int) -> bool:
        together.wait()
        try:
            return caches["shared"].add("key", number)
        finally:
            connections.close_all()

    for _ in range(5):
        with ThreadPoolExecutor(8) as pool:
            added = list(pool.map(add, range(8)))
        assert sum(added) == has_expired
        if not has_expired:
            return
        assert caches["shared"].get("key") == added.index(True)
        caches["shared"].set("key", "old", timeout=-5)


@pytest.mark.postgresql
@about_postgresql
@pytest.mark.django_db
def test_what_has_expired_goes_also_when_nobody_asks_for_it(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to("2026-03-10", tick=False)
    cache = caches["shared"]
    for key, timeout in [("a", 60), ("b", 62), ("c", None)]:
        cache.set(key, key, timeout)
    time_machine.shift(61)
    cache.remove_expired()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM milkspot_cache ORDER BY 1")
        assert cursor.fetchall() == [(":1:b",), (":1:c",)]


# The key


@pytest.mark.django_db
def test_the_key_of_the_first_server_is_the_one_of_all() -> None:
    assert is_key_of_database()
    assert is_key_of_database()
    with override_settings(SECRET_KEY="another"):
        assert not is_key_of_database()
    assert "another" not in str(list(ServerKey.objects.values()))


@pytest.mark.django_db
def test_another_key_is_accepted_by_a_command() -> None:
    assert is_key_of_database()
    with override_settings(SECRET_KEY="another"):
        call_command("accept_secret_key", stdout=(out := StringIO()))
        assert is_key_of_database()
    assert out.getvalue() == (
        "All servers of this database now need this SECRET_KEY. Everybody logs in again.\n"
    )
    assert not is_key_of_database()


@pytest.mark.django_db
def test_a_database_has_one_key() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ServerKey.objects.create(pk=2, fingerprint="f")


@pytest.mark.django_db
def test_a_server_with_another_key_does_not_start() -> None:
    assert is_key_of_database()
    with override_settings(SECRET_KEY="another"):
        if connection.vendor == "sqlite":  # which has one server
            prepare._check_secret_key()
            return
        with pytest.raises(SystemExit, match="this database is used with another SECRET_KEY"):
            prepare._check_secret_key()


@pytest.mark.django_db
def test_the_key_is_in_no_backup() -> None:
    """It could not be restored for a server with another one."""
    assert is_key_of_database()
    assert not Database().holds_data()
    assert "tracker.serverkey" not in Database().counts()


# Migrations


@contextmanager
def another_server_that_migrates() -> Iterator[Any]:
    other = connection.copy()
    try:
        with other.cursor() as cursor, other.connection.transaction():
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            yield
    finally:
        other.close()


@pytest.mark.postgresql
@about_postgresql
@pytest.mark.django_db(transaction=True)
def test_one_server_at_a_time_migrates() -> None:
    said, done = StringIO(), []

    def migrate() -> None:
        call_command("migrate", "--without-backup", stdout=StringIO(), stderr=said, verbosity=0)
        done.append(datetime.now(UTC))
        connections.close_all()

    thread = Thread(target=migrate)
    with another_server_that_migrates():
        thread.start()
        while not said.getvalue():
            sleep(0.01)
        sleep(0.2)
        assert (said.getvalue(), done) == (
            "Waiting for another server that updates the database.\n",
            [],
        )
    thread.join(20)
    assert len(done) == 1
