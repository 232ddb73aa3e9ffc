"""Deleted records: who deleted them and until when they can be restored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.text import Truncator
from django.utils.translation import ngettext

from tracker.formats import day_text
from tracker.models import Care, Concern, Entry, Photo, kind_of
from tracker.models.record import Record
from tracker.presenters.photos import PhotoCard
from tracker.presenters.records import local_time_text, record_name, user_name
from tracker.queries.history import DeletedRecord
from tracker.rendering import title_of


@dataclass(frozen=True)
class DeletedRow:
    """``excerpt``: the first 100 characters of its notes. ``contents``: what is restored with it.
    ``deleted_concern``: the title of its concern, if that is deleted too. ``deleted_entry``: a
    photo's entry is deleted too. ``can_be_removed``: an owner can remove it permanently at once.
    ``picture``: a photo's card, for those who may see it.
    """

    kind: str
    pk: int
    what: str
    excerpt: str
    contents: str
    deleted_concern: str
    deleted_entry: bool
    by: str
    deleted: str
    until: str
    can_be_removed: bool
    picture: PhotoCard | None


def deleted_rows(
    deleted: Iterable[DeletedRecord], zone: tzinfo | None, pictures: Mapping[str, PhotoCard]
) -> tuple[DeletedRow, ...]:
    """``pictures``: the cards of photos by id."""
    return tuple(deleted_row(row, zone, pictures.get(str(row.record.uuid))) for row in deleted)


def deleted_row(
    deleted: DeletedRecord, zone: tzinfo | None, picture: PhotoCard | None = None
) -> DeletedRow:
    row = deleted.record
    return DeletedRow(
        kind=kind_of(row),
        pk=row.pk,
        what=record_name(row),
        excerpt=Truncator(_text(row)).chars(100),
        contents=", ".join(_contents(deleted)),
        deleted_concern=_deleted_concern(row),
        deleted_entry=isinstance(row, Photo) and row.entry.deleted_at is not None,
        by=user_name(row.deleted_by),
        deleted=local_time_text(row.deleted_at, zone),
        until=day_text(_until(row).astimezone(zone).date()),
        can_be_removed=isinstance(row, Concern | Entry),
        picture=picture,
    )


def _text(row: Record) -> str:
    fields = ("notes", "said", "caption")
    return next((text for name in fields if (text := getattr(row, name, ""))), "")


def _until(row: Record) -> datetime:
    assert row.deleted_at is not None
    return row.deleted_at + row.restore_period


def _contents(deleted: DeletedRecord) -> Iterator[str]:
    for n, text in (
        (deleted.entries, ngettext("%(n)s entry", "%(n)s entries", deleted.entries)),
        (deleted.photos, ngettext("%(n)s photo", "%(n)s photos", deleted.photos)),
    ):
        if n:
            yield text % {"n": n}


def _deleted_concern(row: Record) -> str:
    owned = row.entry if isinstance(row, Photo) else row
    if isinstance(owned, Entry | Care) and owned.concern.deleted_at is not None:
        return title_of(owned.concern)
    return ""
