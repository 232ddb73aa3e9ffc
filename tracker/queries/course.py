"""What the pages about the course of things need beside the diary of the check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet

from tracker.domain import records
from tracker.models import Care, Child, Concern, Entry, Exposure, FormerName, Visit
from tracker.queries.diaries import entry_record, spot_record


def concern_as_charted(concern: Concern, care: Iterable[Care]) -> records.Concern:
    """The concern with all its looks, light: no spots, signs or notes. Two queries."""
    columns = ("day", "at", "status", "trend", "severity")
    looks = Entry.objects.filter(concern=concern).in_order().values_list(*columns)
    names = FormerName.objects.filter(concern=concern)
    return records.Concern(
        id=str(concern.uuid),
        condition=concern.condition,
        first_noticed_on=concern.first_noticed_on,
        title=concern.title,
        named_by=concern.named_by,
        milia_type=concern.milia_type or None,
        former_names=tuple(
            records.FormerName(name.condition, name.named_by, name.until) for name in names
        ),
        entries=tuple(
            records.Entry(day=day, status=status, at=at, trend=trend or None, severity=severity)
            for day, at, status, trend, severity in looks
        ),
        care=tuple(care_as_charted(row) for row in care),
    )


def care_as_charted(care: Care) -> records.Care:
    return records.Care(
        kind=care.kind,
        started_on=care.started_on,
        ended_on=care.ended_on,
        product=care.product,
        prescribed=care.prescribed,
        outcome=care.outcome or None,
        notes=care.notes,
    )


def entries_of(concern: Concern) -> QuerySet[Entry]:
    """Newest first, with spots and signs. Three queries for a page of it, one for its length."""
    entries: QuerySet[Entry] = Entry.objects.filter(concern=concern).newest_first()
    return entries.prefetch_related("spots", "signs")


def entries_by_id(child: Child, ids: Iterable[str]) -> dict[str, records.Entry]:
    """Those looks with all that was written. Three queries."""
    rows = Entry.objects.filter(
        concern__child=child, concern__deleted_at=None, uuid__in=list(ids)
    ).prefetch_related("spots", "signs")
    return {look.id or "": look for look in as_written(rows)}


def as_written(entries: Iterable[Entry]) -> list[records.Entry]:
    """Looks with their spots and signs, which are prefetched."""
    return [
        entry_record(
            entry,
            [spot_record(spot) for spot in entry.spots.all()],
            {sign.key: sign.answer for sign in entry.signs.all()},
        )
        for entry in entries
    ]


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
    named = Prefetch("concerns", Concern.all_objects.order_by("pk"), to_attr="named")
    visits = Visit.objects.filter(child=child, day__range=(start, end)).prefetch_related(named)
    return [visit for visit in visits.in_order() if _is_about_something(visit)]


def _is_about_something(visit: Visit) -> bool:
    named: list[Concern] = visit.named  # type: ignore[attr-defined]
    visit.about = [row for row in named if row.deleted_at is None]  # type: ignore[attr-defined]
    return bool(visit.about) or not named  # type: ignore[attr-defined]
