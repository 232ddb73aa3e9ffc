"""The history of changes, and deleted records that can be restored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tracker.models import (
    KINDS,
    Care,
    Change,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Family,
    Photo,
    Question,
    Visit,
    kind_of,
)
from tracker.models.record import Record

CHANGES_A_PAGE = 50


@dataclass(frozen=True)
class Cursor:
    """The end of a page of the history; the next page begins below it."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Parses the text of a cursor; returns None if it is invalid."""
        at, _line, pk = text.rpartition("_")
        try:
            cursor = cls(datetime.fromisoformat(at), int(pk))
        except ValueError:
            return None
        return cursor if cursor.at.tzinfo else None


@dataclass(frozen=True)
class Page:
    """Changes, newest first; ``older`` is None on the last page."""

    changes: list[Change]
    older: Cursor | None


def changes_in(child: Child) -> QuerySet[Change]:
    """Returns the changes that the child's history tells of, also of acts that moved something
    from or to a sibling's diary.
    """
    rows: QuerySet[Change] = Change.objects.filter(Q(child=child) | Q(other_child=child))
    return rows


def was_in_diary(child: Child, *rows: Record) -> bool:
    """Whether the child's history tells of one of these records. At most a query for each."""
    own = changes_in(child)
    return any(own.filter(kind=kind_of(row), record_id=row.pk).exists() for row in rows)


def moved_from(owner: Child | Concern, model: type[Record], uuid: UUID) -> Any:
    """Returns the record with this id that was written about ``owner`` and was moved since; None if
    there is none. One query, and one for each record of the family with this id elsewhere.
    """
    name = kind_of(owner)
    family = (owner if isinstance(owner, Child) else owner.child).family_id
    rows = model.objects.filter(**{f"{path_to_child(model)}__family": family}, uuid=uuid)
    return next((row for row in rows.exclude(**{name: owner}) if _has_left(row, name, owner)), None)


def _has_left(row: Record, name: str, owner: Child | Concern) -> bool:
    changes = Change.objects.filter(kind=kind_of(row), record_id=row.pk, undone_at=None)
    return any(
        change.is_move
        and change.before is not None
        and change.before[0]["fields"][name] == owner.pk
        for change in changes
    )


def changes_of(child: Child, below: Cursor | None = None, record: Record | None = None) -> Page:
    """Returns a page of changes to the child's diary, or to one record, with their users.

    One query. Changes of an entry include those of its photos; those of a record, what it was in
    a sibling's diary.
    """
    rows = changes_in(child)
    if record is not None:
        own = Q(kind=record._meta.model_name, record_id=record.pk)
        rows = Change.objects.filter(own | Q(entry=record) if isinstance(record, Entry) else own)
    if below is not None:
        rows = rows.filter(Q(made_at__lt=below.at) | Q(made_at=below.at, pk__lt=below.pk))
    with_users = rows.select_related("by", "undone_by", "entry__concern")
    newest = with_users.order_by("-made_at", "-pk")
    found = list(newest[: CHANGES_A_PAGE + 1])
    page = found[:CHANGES_A_PAGE]
    more = len(found) > len(page)
    return Page(page, Cursor(page[-1].made_at, page[-1].pk) if more else None)


def records_by_key(changes: Iterable[Change]) -> dict[tuple[str, int], Record]:
    """Returns the changed records, deleted ones included, by kind and primary key.

    One query for each kind. Care and entries come with their concern. Photos are left out: the
    change names their entry.
    """
    keys: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        if change.entry_id is None:
            keys[change.kind].add(change.record_id)
    return {
        (kind, row.pk): row
        for kind, pks in keys.items()
        if kind in KINDS
        for row in _with_concern(KINDS[kind].all_objects.filter(pk__in=pks))
    }


def find_record(child: Child, kind: str, pk: int) -> Record | None:
    """Returns a record of the child, deleted or not, as in ``records_by_key``. One query."""
    if kind not in KINDS:
        return None
    rows = KINDS[kind].all_objects.filter(**child_filter(KINDS[kind], child), pk=pk)
    record: Record | None = _with_concern(rows).first()
    return record


def concerns_ever(family: Family) -> list[Concern]:
    """Returns the concerns of all children, deleted ones included. One query."""
    return list(Concern.all_objects.filter(child__family=family))


@dataclass(frozen=True)
class DeletedRecord:
    """A record that can be restored, with the number of entries and photos restored with it."""

    record: Record
    entries: int
    photos: int


def deleted_of(child: Child, now: datetime) -> list[DeletedRecord]:
    """Returns records that can be restored, with their users, the latest first. Eight queries.

    Acknowledgements are left out.
    """
    found: list[DeletedRecord] = []
    for model in (Concern, Entry, Photo, Care, DayNote, Visit, Exposure, Question):
        since = now - model.restore_period
        found += _counted(_deleted(model, child).filter(deleted_at__gte=since))
    return sorted(found, key=lambda row: (row.record.deleted_at, row.record.pk), reverse=True)


def deleted_record(child: Child, kind: str, pk: int) -> DeletedRecord | None:
    """Returns a deleted record of the child, at any age. One query."""
    if kind not in KINDS:
        return None
    return next(_counted(_deleted(KINDS[kind], child).filter(pk=pk)), None)


def _deleted(model: type[Record], child: Child) -> Any:
    """A joined concern is none: all that was written about it is in another one."""
    rows = model.all_objects.filter(**child_filter(model, child), deleted_at__isnull=False)
    return rows.filter(joined_into=None) if model is Concern else rows


def _counted(rows: Any) -> Iterator[DeletedRecord]:
    counted = _with_concern(rows).select_related("deleted_by")
    for row in counted.annotate(**_COUNTS.get(rows.model, {})):
        yield DeletedRecord(row, getattr(row, "entry_count", 0), getattr(row, "photo_count", 0))


_CONCERN: dict[type[Record], str] = {
    Care: "concern",
    Entry: "concern",
    Photo: "entry__concern",
}
"""The path to the concern of records that belong to one."""


def child_filter(model: type[Record], child: Child) -> dict[str, Child]:
    """Returns the condition that selects the child's records of a model."""
    return {path_to_child(model): child}


def path_to_child(model: type[Record]) -> str:
    return f"{_CONCERN[model]}__child" if model in _CONCERN else "child"


_COUNTS: dict[type[Record], dict[str, Count]] = {
    Concern: {
        "entry_count": Count("entries", filter=Q(entries__deleted_at=None), distinct=True),
        "photo_count": Count(
            "entries__photos",
            filter=Q(entries__deleted_at=None, entries__photos__deleted_at=None),
            distinct=True,
        ),
    },
    Entry: {"photo_count": Count("photos", filter=Q(photos__deleted_at=None))},
}


def _with_concern(rows: Any) -> Any:
    path = _CONCERN.get(rows.model)
    return rows.select_related(path) if path else rows
