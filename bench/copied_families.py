"""One family written through the pages, and copies of its rows in any number, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import uuid4

ENTRIES, TAPS = 100, 70  # of a family
STRIDE = 100_000
"""A copy's key is that of the original times this, plus the copy's number."""

NOT_COPIED = {"DailyRun", "FileToRemove", "ServerKey"}
COPIED_APPS = {"tracker", "sessions", "usersessions", "account"}
NUMBERS_OF_ROWS = {("tracker_change", "record_id"), ("tracker_job", "key")}
"""Columns with the key of a row, though they are no foreign keys."""

CHILD_PAGES = ("today", "timeline", "summary", "history")

Person = dict[str, str]
"""The session and the mail address of a member, and the addresses that they open."""


def write_family(today: datetime) -> None:
    """Writes the family that is copied: the last entries of the sample diary, and taps."""
    from django.urls import reverse

    from tests.factories import (
        client_of,
        make_family,
        make_invitation,
        make_member,
        make_share,
    )
    from tracker.actions.importing import import_diary
    from tracker.actions.reminder_choices import choose_reminders
    from tracker.actions.upkeep.look_again import look_again
    from tracker.domain.sample import sample_diary
    from tracker.models import Concern, Entry, Member

    family = make_family(time_zone="UTC")
    parents = [make_member(family), make_member(family, role="caregiver")]
    child = import_diary(diary=sample_diary(today.date()), family=family, by=parents[0]).child
    client = client_of(parents[0])
    client.defaults["SERVER_NAME"] = "localhost"
    concerns = list(Concern.objects.filter(child=child).order_by("pk"))
    newest = Entry.objects.newest_first().values_list("pk", flat=True)
    Entry.objects.exclude(pk__in=list(newest[: ENTRIES - TAPS])).delete()
    for number, concern in zip(range(TAPS), cycle(concerns), strict=False):
        day = today.date() - timedelta(days=1 + number)
        data = {"uuid": uuid4(), "choice": "same", "day": day}
        tap = client.post(reverse("log", args=[child.pk, concern.uuid]), data)
        assert tap.status_code == 302, tap.status_code
    assert Entry.objects.count() == ENTRIES
    make_share(child, by=parents[0])
    make_invitation(family, parents[0])
    for member in Member.objects.select_related("family"):
        choices = {"evening": True, "due": True, "by_mail": True}
        choose_reminders(member=member, choices=choices, now=today)
    look_again(today)


def copy_family(numbers: range) -> None:
    """Copies every row of the first family once for each number."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no check of foreign keys
        for model in copied_models():
            cursor.execute(copy_statement(model), [numbers.start, numbers.stop - 1])
        cursor.execute("SET session_replication_role = DEFAULT")
        for model in copied_models():
            if model._meta.auto_field:
                table = model._meta.db_table
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
        cursor.execute("VACUUM ANALYZE")


def copied_models() -> list[Any]:
    from django.apps import apps

    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in COPIED_APPS and model.__name__ not in NOT_COPIED
    ]


def copy_statement(model: Any) -> str:
    """Returns the INSERT of the copies, in the order of the original rows."""
    table, key = model._meta.db_table, model._meta.pk.column
    columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
    values = [copied_value(table, field) for field in model._meta.concrete_fields]
    first = "" if model._meta.pk.get_internal_type() == "CharField" else f"WHERE {key} < {STRIDE}"
    if not first:  # of sessions: those of the first family alone
        first = f"WHERE {key} IN (SELECT session_key FROM usersessions_usersession"
        first += f" WHERE user_id < {STRIDE})"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)}"
        f" FROM {table}, generate_series(%s, %s) AS number {first} ORDER BY {key}, number"
    )


def copied_value(table: str, field: Any) -> str:
    name, kind = field.column, field.get_internal_type()
    column = f'"{name}"'
    if field.is_relation or kind == "BigAutoField" or kind == "AutoField":
        return f"{column} * {STRIDE} + number"
    if (table, name) in NUMBERS_OF_ROWS:
        number = f"({column}::bigint * {STRIDE} + number)"
        return f"{number}::text" if kind == "CharField" else number
    if not field.unique:
        return column
    if kind == "UUIDField":
        return f"md5({column}::text || number)::uuid"
    if "email" in name:
        return f"number || '.' || {column}"
    return f"md5({column} || number)"


def people(numbers: Sequence[int]) -> list[Person]:
    """Logs in a parent of each of these families."""
    from django.urls import reverse

    from tests.factories import client_of
    from tracker.models import Child, Concern, User

    first = User.objects.order_by("pk").values_list("pk", flat=True)[0]
    child = Child.objects.order_by("pk").values_list("pk", flat=True)[0]
    concern = Concern.objects.order_by("pk")[0].uuid
    found = []
    for number in numbers:
        user = User.objects.get(pk=first * STRIDE + number)
        session = client_of(user).cookies["milkspot_session"].value
        key = child * STRIDE + number
        addresses = {name: reverse(name, args=[key]) for name in CHILD_PAGES}
        addresses |= {name: reverse(name, args=[key, concern]) for name in ("concern", "log")}
        found.append({"session": session, "email": user.email, **addresses})
    return found
