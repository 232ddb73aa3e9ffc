"""What is done to entries and day notes beside writing and changing them whole."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.actions.records import WriteResult, write_one
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import Child, Concern, DayNote, Entry, Spot, User


@transaction.atomic
def tap(
    *, child: Child, entries: Iterable[tuple[Concern, records.Entry, UUID]], by: User
) -> WriteResult:
    """Writes what was tapped as one act, with one undo.

    Each id stands for the button that was tapped, for what, on which day: whatever was written
    under it is that tap, at whatever time it comes again.
    """
    recorder = ChangeRecorder(child, by)
    rows = [
        write_one(concern, entry, uuid, by, recorder, same_content=lambda _row: True)
        for concern, entry, uuid in entries
    ]
    return WriteResult(tuple(rows), recorder.change_set)


@transaction.atomic
def take_back_sign(
    *, record: Entry | DayNote, signs: Iterable[str], temperature: bool, by: User
) -> UUID | None:
    """Urgent signs (or the temperature) of a look were written by mistake.

    The answers become "not checked", the temperature goes. Returns the undo batch.
    """
    recorder = ChangeRecorder(record.child, by)
    with recorder.changing(record):
        record.signs.filter(key__in=list(signs)).update(answer="not_checked")
        if temperature:
            save_fields(record, {"temperature_c": None})
    return recorder.change_set


@transaction.atomic
def measure_spot(*, spot: Spot, size_mm: float, by: User) -> UUID | None:
    """Puts the measured size into a spot of an entry. Returns the undo batch.

    Raises Spot.DoesNotExist where the entry was written anew meanwhile.
    """
    recorder = ChangeRecorder(spot.entry.child, by)
    with recorder.changing(spot.entry):
        if not Spot.objects.filter(pk=spot.pk).update(size_mm=size_mm):
            raise Spot.DoesNotExist
    return recorder.change_set
