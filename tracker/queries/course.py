"""What the pages about the course of things need beside the diary of the check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from tracker.domain import records
from tracker.domain.spells import Course, Spell
from tracker.models import Care, Child, Concern, Entry, Exposure, FormerName, Visit
from tracker.queries.diaries import entry_as_written, former_name_record


def former_names_of(concern: Concern) -> list[records.FormerName]:
    """In the order in which it had them. One query."""
    return [former_name_record(row) for row in FormerName.objects.filter(concern=concern)]


def entries_of(concern: Concern) -> QuerySet[Entry]:
    """Newest first, with spots and signs. Three queries for a page of it, one for its length."""
    entries: QuerySet[Entry] = Entry.objects.filter(concern=concern).newest_first()
    return entries.prefetch_related("spots", "signs")


def entries_by_id(child: Child, ids: Iterable[str]) -> dict[str, records.Entry]:
    """Those looks with all that was written. Three queries."""
    rows = Entry.objects.filter(
        concern__child=child, concern__deleted_at=None, uuid__in=list(ids)
    ).prefetch_related("spots", "signs")
    return {str(row.uuid): entry_as_written(row) for row in rows}


def care_of(concern: Concern) -> list[Care]:
    """Newest first. One query."""
    return list(Care.objects.filter(concern=concern).order_by("-started_on", "-pk"))


def visits_about(concern: Concern) -> list[Visit]:
    """Newest first. One query."""
    return list(Visit.objects.filter(concerns=concern).newest_first())


def care_of_child(child: Child) -> list[Care]:
    """Each with its concern, as begun. One query."""
    rows = Care.objects.filter(concern__child=child, concern__deleted_at=None)
    return list(rows.select_related("concern").order_by("started_on", "pk"))


def exposures_within(child: Child, start: date, end: date) -> list[Exposure]:
    """One query."""
    return list(Exposure.objects.filter(child=child, day__range=(start, end)).order_by("day", "pk"))


def visits_within(child: Child, start: date, end: date) -> list[Visit]:
    """Each with ``about``, its concerns; without those only about deleted ones. Two queries."""
    return _with_concerns(Visit.objects.filter(child=child, day__range=(start, end)))


def follow_ups_of(child: Child) -> list[Visit]:
    """The visits that named a day to come back; else as ``visits_within``. Two queries."""
    return _with_concerns(Visit.objects.filter(child=child, follow_up_on__isnull=False))


def _with_concerns(visits: Any) -> list[Visit]:
    named = Prefetch("concerns", Concern.all_objects.order_by("pk"), to_attr="named")
    found = visits.prefetch_related(named).in_order()
    return [visit for visit in found if _is_about_something(visit)]


def _is_about_something(visit: Visit) -> bool:
    named: list[Concern] = visit.named  # type: ignore[attr-defined]
    visit.about = [row for row in named if row.deleted_at is None]  # type: ignore[attr-defined]
    return bool(visit.about) or not named  # type: ignore[attr-defined]


def spells_of(concern: Concern, as_of: date) -> tuple[Spell, ...]:
    """The concern's spells as known on that day, oldest first. One query."""
    rows = Entry.objects.filter(concern=concern).in_order().values_list("day", "at", "status")
    entries = tuple(records.Entry(day=day, at=at, status=status) for day, at, status in rows)
    record = records.Concern(
        id=str(concern.uuid),
        condition=concern.condition,
        first_noticed_on=concern.first_noticed_on,
        entries=entries,
    )
    return Course.of(record).spells_on(as_of)
