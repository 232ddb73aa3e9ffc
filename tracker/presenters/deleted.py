"""Deleted records: who deleted them and until when they can be restored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.text import Truncator
from django.utils.translation import ngettext

from tracker.models import Care, Concern, Entry, kind_of
from tracker.models.record import RESTORE_PERIOD, Record
from tracker.presenters.records import local_time_text, record_name, user_name
from tracker.queries.history import DeletedRecord
from tracker.rendering import day_text, title_of


@dataclass(frozen=True)
class DeletedRow:
    """``excerpt``: the first 100 characters of its notes. ``contents``: what is restored with it.
    ``deleted_concern``: the title of its concern, if that is deleted too. ``can_be_removed``: it
    can be removed permanently at once.
    """

    kind: str
    pk: int
    what: str
    excerpt: str
    contents: str
    deleted_concern: str
    by: str
    deleted: str
    until: str
    can_be_removed: bool


def deleted_rows(deleted: Iterable[DeletedRecord], zone: tzinfo | None) -> tuple[DeletedRow, ...]:
    return tuple(deleted_row(row, zone) for row in deleted)


def deleted_row(deleted: DeletedRecord, zone: tzinfo | None) -> DeletedRow:
    row = deleted.record
    return DeletedRow(
        kind=kind_of(row),
        pk=row.pk,
        what=record_name(row),
        excerpt=Truncator(getattr(row, "notes", "") or getattr(row, "said", "")).chars(100),
        contents=", ".join(_contents(deleted)),
        deleted_concern=_deleted_concern(row),
        by=user_name(row.deleted_by),
        deleted=local_time_text(row.deleted_at, zone),
        until=day_text(_until(row).astimezone(zone).date()),
        can_be_removed=isinstance(row, Concern | Entry),
    )


def _until(row: Record) -> datetime:
    assert row.deleted_at is not None
    return row.deleted_at + RESTORE_PERIOD


def _contents(deleted: DeletedRecord) -> Iterator[str]:
    for n, text in (
        (deleted.entries, ngettext("%(n)s entry", "%(n)s entries", deleted.entries)),
        (deleted.photos, ngettext("%(n)s photo", "%(n)s photos", deleted.photos)),
    ):
        if n:
            yield text % {"n": n}


def _deleted_concern(row: Record) -> str:
    if isinstance(row, Entry | Care) and row.concern.deleted_at is not None:
        return title_of(row.concern)
    return ""
