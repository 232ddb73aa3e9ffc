"""Queries about concerns over time, beyond the diary of the timeline check."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import CharField, F, Min, Q, QuerySet
from django.db.models.functions import Cast, Substr

from tracker.domain import records
from tracker.domain.come_back import says_when_to_come_back
from tracker.domain.spells import Course, CourseDay, Spell, course_days
from tracker.domain.triggers import same_name
from tracker.models import Care, Child, Concern, DayNote, Entry, Exposure, FormerName, Visit
from tracker.models.rows import columns_of, record_of
from tracker.queries.diaries import visits_about_something
from tracker.queries.records import full_record

EXPOSURES_LOOKED_AT = 50
THINGS_OFFERED = 4
"""How many things are offered to be recorded again, found in the latest exposures."""


def former_names_of(concern: Concern) -> list[records.FormerName]:
    """Returns the concern's former names, oldest first. One query."""
    rows = FormerName.objects.filter(concern=concern)
    return [record_of(records.FormerName, row) for row in rows]


def entries_of(concern: Concern) -> QuerySet[Entry]:
    """Returns the concern's entries, newest first, with spots and signs.

    Four queries for a page, one for the count.
    """
    entries: QuerySet[Entry] = Entry.objects.filter(concern=concern).newest_first()
    return entries.prefetch_related("spots", "signs", "come_back")


def entries_by_id(child: Child, ids: Iterable[str]) -> dict[str, records.Entry]:
    """Returns these entries in full. Four queries."""
    rows = Entry.objects.filter(
        concern__child=child, concern__deleted_at=None, uuid__in=list(ids)
    ).prefetch_related("spots", "signs", "come_back")
    return {str(row.uuid): full_record(records.Entry, row) for row in rows}


def course_days_of(concerns: Collection[Concern], as_of: date) -> dict[str, tuple[CourseDay, ...]]:
    """Returns the days with entries up to ``as_of`` of each concern by its id.

    One query, which reads the many rows of long diaries as tuples.
    """
    columns = ("concern_id", "day", "status", "trend", "severity", "itch", "sleep_lost")
    rows = Entry.objects.filter(concern__in=concerns, day__lte=as_of)
    ordered = rows.order_by("concern", "day", F("at").asc(nulls_first=True), "pk")
    found = {
        concern: course_days(
            CourseDay(day, status == "present", trend or None, severity, itch, sleep_lost)
            for _concern, day, status, trend, severity, itch, sleep_lost in same
        )
        for concern, same in groupby(ordered.values_list(*columns), key=itemgetter(0))
    }
    return {str(concern.uuid): found.get(concern.pk, ()) for concern in concerns}


def first_recorded_days(child: Child, until: date) -> list[date]:
    """Returns the first day of each month, up to a day, with a record on it. One query.

    Records of one month are counted by the database, since there may be many.
    """
    entries = Entry.objects.filter(concern__child=child, concern__deleted_at=None)
    care = Care.objects.filter(concern__child=child, concern__deleted_at=None)
    is_about_something = Q(concerns=None) | Q(concerns__deleted_at=None)
    dated = [
        (entries, "day"),
        (Concern.objects.filter(child=child), "first_noticed_on"),
        (DayNote.objects.filter(child=child), "day"),
        (Exposure.objects.filter(child=child), "day"),
        (Visit.objects.filter(is_about_something, child=child), "day"),
        (care, "started_on"),
        (care, "ended_on"),
    ]
    first, *others = (_first_in_months(rows, column, until) for rows, column in dated)
    return [day for _month, day in first.union(*others)]


def _first_in_months(rows: QuerySet[Any], column: str, until: date) -> QuerySet[Any]:
    month = Substr(Cast(column, CharField()), 1, len("2026-03"))
    until_then = rows.filter(**{f"{column}__lte": until}).order_by()
    return until_then.values_list(month).annotate(first=Min(column))


def care_of(concern: Concern) -> list[Care]:
    """Returns the concern's care, newest first. One query."""
    return list(Care.objects.filter(concern=concern).order_by("-started_on", "-pk"))


def visits_about(concern: Concern) -> list[Visit]:
    """Returns the visits about the concern, newest first. One query."""
    return list(Visit.objects.filter(concerns=concern).newest_first())


def advisers_of(concern: Concern) -> list[records.Visit]:
    """Returns the visits about the concern that named a reason to come back, newest first.

    Their ``concerns`` are left out. One query.
    """
    visits = (record_of(records.Visit, row, concerns=()) for row in visits_about(concern))
    return [visit for visit in visits if says_when_to_come_back(visit)]


def care_of_child(child: Child) -> list[Care]:
    """Returns all care of the child with its concern, oldest first. One query."""
    rows = Care.objects.filter(concern__child=child, concern__deleted_at=None)
    return list(rows.select_related("concern").order_by("started_on", "pk"))


def exposures_within(child: Child, start: date, end: date) -> list[Exposure]:
    """Returns exposures from ``start`` to ``end``, both included, with concerns. Two queries."""
    rows = Exposure.objects.filter(child=child, day__range=(start, end))
    return list(rows.prefetch_related("concerns").in_order())


def exposures_about(concern: Concern, start: date, end: date) -> list[Exposure]:
    """Returns those within these days that are about the concern or about none. One query."""
    is_about = Q(concerns=concern) | Q(concerns=None)
    rows = Exposure.objects.filter(is_about, child=concern.child_id, day__range=(start, end))
    return list(rows.in_order())


def recent_things(child: Child) -> list[tuple[str, str]]:
    """Returns kind and name of the things recorded lately, each once, the last first. One query."""
    rows = Exposure.objects.filter(child=child).order_by("-day", "-pk")[:EXPOSURES_LOOKED_AT]
    things = {(row.kind, same_name(row.name)): (row.kind, row.name) for row in reversed(rows)}
    latest = dict.fromkeys((row.kind, same_name(row.name)) for row in rows)
    return [things[key] for key in latest][:THINGS_OFFERED]


def visits_within(child: Child, start: date, end: date) -> list[Visit]:
    """Returns visits from ``start`` to ``end``, both included, as ``visits_about_something`` does.

    Two queries.
    """
    return visits_about_something(child, day__range=(start, end))


def visits_with_a_day(child: Child) -> list[Visit]:
    """Returns visits that name a later day, as ``visits_about_something`` does. Two queries."""
    return [
        visit
        for visit in visits_about_something(child)
        if visit.follow_up_on is not None or visit.expect_by is not None
    ]


def spells_of(concern: Concern, as_of: date) -> tuple[Spell, ...]:
    """Returns the concern's spells as known on ``as_of``, oldest first. One query."""
    only = ("day", "at", "status")
    rows = Entry.objects.filter(concern=concern).in_order()
    found = rows.values_list(*columns_of(records.Entry, only), named=True)
    entries = tuple(record_of(records.Entry, row, only) for row in found)
    return Course.of(record_of(records.Concern, concern, entries=entries)).spells_on(as_of)
