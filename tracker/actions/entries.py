"""Writes to entries and day notes other than saving a whole form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.actions.records import WriteResult, write_one
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import Child, Concern, DayNote, Entry, Spot, User


@transaction.atomic
def write_tapped_entries(
    *, child: Child, entries: Iterable[tuple[Concern, records.Entry, UUID]], by: User
) -> WriteResult:
    """Writes the entries of one tap, with one change set for all.

    Each id is derived from button, concern and day, so an existing row with that id is the same
    tap, whatever its content.
    """
    recorder = ChangeRecorder(child, by)
    rows = [
        write_one(concern, entry, uuid, by, recorder, same_content=lambda _row: True)
        for concern, entry, uuid in entries
    ]
    return WriteResult(tuple(rows), recorder.change_set)


@transaction.atomic
def retract_signs(
    *,
    record: Entry | DayNote,
    signs: Iterable[str],
    cleared: Mapping[str, object] | None = None,
    by: User,
) -> UUID | None:
    """Corrects urgent signs, a temperature or a tick that were entered by mistake.

    Sets the answers to "not checked" and the fields to the values of ``cleared``. Returns the
    change set.
    """
    recorder = ChangeRecorder(record.child, by)
    with recorder.changing(record):
        record.signs.filter(key__in=list(signs)).update(answer="not_checked")
        save_fields(record, cleared or {})
    return recorder.change_set


@transaction.atomic
def measure_spot(*, spot: Spot, size_mm: float, by: User) -> UUID | None:
    """Saves a measured size, in millimetres, for a spot of an entry. Returns the change set.

    Raises Spot.DoesNotExist if the entry's spots were rewritten meanwhile.
    """
    recorder = ChangeRecorder(spot.entry.child, by)
    with recorder.changing(spot.entry):
        if not Spot.objects.filter(pk=spot.pk).update(size_mm=size_mm):
            raise Spot.DoesNotExist
    return recorder.change_set
