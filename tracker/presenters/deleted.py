"""What was deleted: by whom, and until when it can come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.text import Truncator
from django.utils.translation import ngettext

from tracker.models import Care, Concern, Entry, kind_of
from tracker.models.record import RESTORE_PERIOD, Record
from tracker.presenters.records import moment, name_of, what_of
from tracker.queries.history import Deleted
from tracker.rendering import day_text, title_of


@dataclass(frozen=True)
class DeletedRow:
    """``says``: how its words begin. ``with_it``: what comes back with it. ``before_it``: the
    deleted concern that it belongs to. ``may_go_now``: it can be removed for good at once.
    """

    kind: str
    pk: int
    what: str
    says: str
    with_it: str
    before_it: str
    by: str
    deleted: str
    until: str
    may_go_now: bool


def deleted_rows(found: Iterable[Deleted], zone: tzinfo | None) -> tuple[DeletedRow, ...]:
    return tuple(deleted_row(row, zone) for row in found)


def deleted_row(found: Deleted, zone: tzinfo | None) -> DeletedRow:
    row = found.record
    return DeletedRow(
        kind=kind_of(row),
        pk=row.pk,
        what=what_of(row),
        says=Truncator(getattr(row, "notes", "") or getattr(row, "said", "")).chars(100),
        with_it=", ".join(_with_it(found)),
        before_it=_before_it(row),
        by=name_of(row.deleted_by),
        deleted=moment(row.deleted_at, zone),
        until=day_text(_until(row).astimezone(zone).date()),
        may_go_now=isinstance(row, Concern | Entry),
    )


def _until(row: Record) -> datetime:
    assert row.deleted_at is not None
    return row.deleted_at + RESTORE_PERIOD


def _with_it(found: Deleted) -> Iterator[str]:
    for n, text in (
        (found.entries, ngettext("%(n)s entry", "%(n)s entries", found.entries)),
        (found.photos, ngettext("%(n)s photo", "%(n)s photos", found.photos)),
    ):
        if n:
            yield text % {"n": n}


def _before_it(row: Record) -> str:
    """The title of its concern, where that was deleted too."""
    if isinstance(row, Entry | Care) and row.concern.deleted_at is not None:
        return title_of(row.concern)
    return ""
