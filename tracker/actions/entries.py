"""Writing, changing and deleting looks: entries of a concern and day notes about the child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.actions.idempotency import write_once
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import Child, Concern, DayNote, Entry, Sign, Spot, User
from tracker.queries.diaries import entry_as_written, note_as_written
from tracker.queries.entries import says_the_same


@dataclass(frozen=True)
class WriteResult:
    """What an act wrote. ``change_set`` undoes it; None where the same form had been sent before.

    Like all that is written under an id, see ``write_once``, which raises SavedBefore.
    """

    records: tuple[Entry | DayNote, ...]
    change_set: UUID | None

    @property
    def entry(self) -> Entry:
        """Of an act that wrote one."""
        (entry,) = self.records
        assert isinstance(entry, Entry)
        return entry


@transaction.atomic
def write_entry(*, concern: Concern, record: records.Entry, uuid: UUID, by: User) -> WriteResult:
    """Writes one look. One earlier than the day first noticed moves that day back."""
    recorder = ChangeRecorder(concern.child, by)
    entry = write_one(concern, record, uuid, by, recorder)
    return WriteResult((entry,), recorder.change_set)


@transaction.atomic
def tap(
    *, child: Child, rows: Iterable[tuple[Concern, records.Entry, UUID]], by: User
) -> WriteResult:
    """Writes looks as one act, with one undo.

    Each id stands for the button that was tapped, for what, on which day: whatever was written
    under it is that tap, at whatever time it comes again.
    """
    recorder = ChangeRecorder(child, by)
    written = [
        write_one(concern, record, uuid, by, recorder, same_content=lambda _entry: True)
        for concern, record, uuid in rows
    ]
    return WriteResult(tuple(written), recorder.change_set)


@transaction.atomic
def change_entry(*, entry: Entry, record: records.Entry, revision: int, by: User) -> UUID | None:
    """Puts ``record`` in the place of what was written; the author stays.

    Like all changes of something that is edited: ``revision`` is the one that the editor saw.
    Returns the batch to undo it, None where nothing became different. Raises ChangedMeanwhile and
    IsDeleted.
    """
    recorder = ChangeRecorder(entry.concern.child, by)
    with recorder.changing(entry, revision):
        save_fields(entry, entry_fields(record))
        entry.spots.all().delete()
        entry.signs.all().delete()
        _save_parts(entry, record)
    recorder.note_first_seen(entry.concern, record.day)
    return recorder.change_set


@transaction.atomic
def write_day_note(*, child: Child, note: records.DayNote, uuid: UUID, by: User) -> WriteResult:
    """Writes a look at the child as a whole."""
    recorder = ChangeRecorder(child, by)
    day_note = write_once(
        DayNote,
        uuid=uuid,
        whose={"child": child},
        fields={**day_note_fields(note), "author": by, "author_name": by.shown_name},
        same_content=lambda before: says_the_same(note_as_written(before), note),
        finish=lambda row: _save_signs(note.signs, day_note=row),
        recorder=recorder,
    )
    return WriteResult((day_note,), recorder.change_set)


@transaction.atomic
def change_day_note(
    *, day_note: DayNote, note: records.DayNote, revision: int, by: User
) -> UUID | None:
    """Puts ``note`` in the place of what was written, as ``change_entry`` does."""
    recorder = ChangeRecorder(day_note.child, by)
    with recorder.changing(day_note, revision):
        save_fields(day_note, day_note_fields(note))
        day_note.signs.all().delete()
        _save_signs(note.signs, day_note=day_note)
    return recorder.change_set


@transaction.atomic
def take_back_sign(
    *, record: Entry | DayNote, signs: Iterable[str], temperature: bool, by: User
) -> UUID | None:
    """Urgent signs (or the temperature) of a look were written by mistake.

    The answers become "not checked", the temperature goes. Returns the undo batch.
    """
    child = record.concern.child if isinstance(record, Entry) else record.child
    recorder = ChangeRecorder(child, by)
    with recorder.changing(record):
        record.signs.filter(key__in=list(signs)).update(answer="not_checked")
        if temperature:
            save_fields(record, {"temperature_c": None})
    return recorder.change_set


def write_one(
    concern: Concern,
    record: records.Entry,
    uuid: UUID,
    by: User,
    recorder: ChangeRecorder,
    same_content: Callable[[Entry], bool] | None = None,
) -> Entry:
    """One look as part of an act.

    An id that another concern of the child has already is bent, always in the same way: in a
    diary file each id stands once.
    """
    elsewhere = Entry.all_objects.filter(concern__child=concern.child_id, uuid=uuid)
    if elsewhere.exclude(concern=concern).exists():
        uuid = uuid5(uuid, str(concern.uuid))

    def finish(entry: Entry) -> None:
        _save_parts(entry, record)
        recorder.note_first_seen(concern, record.day)

    return write_once(
        Entry,
        uuid=uuid,
        whose={"concern": concern},
        fields={**entry_fields(record), "author": by, "author_name": by.shown_name},
        same_content=same_content
        or (lambda before: says_the_same(entry_as_written(before), record)),
        finish=finish,
        recorder=recorder,
    )


def entry_fields(record: records.Entry) -> dict[str, object]:
    """A look's own columns; spots and signs have tables of their own."""
    return {
        "day": record.day,
        "at": record.at,
        "status": record.status,
        "trend": record.trend or "",
        "severity": record.severity,
        "itch": record.itch,
        "sleep_lost": record.sleep_lost,
        "scratched": record.scratched,
        "bleeding": record.bleeding,
        "dry": record.dry,
        "appearance": list(record.appearance),
        "temperature_c": record.temperature_c,
        "notes": record.notes,
    }


def day_note_fields(note: records.DayNote) -> dict[str, object]:
    """A note's own columns; signs have a table of their own."""
    return {
        "day": note.day,
        "at": note.at,
        "temperature_c": note.temperature_c,
        "notes": note.notes,
    }


def spot_row(entry: Entry, spot: records.Spot) -> Spot:
    """Not saved yet."""
    return Spot(
        entry=entry,
        site=spot.site,
        side=spot.side or "",
        view=spot.view or "",
        x=spot.x,
        y=spot.y,
        count=spot.count,
        size_mm=spot.size_mm,
        track=spot.track or "",
    )


def _save_parts(entry: Entry, record: records.Entry) -> None:
    Spot.objects.bulk_create(spot_row(entry, spot) for spot in record.spots)
    _save_signs(record.signs, entry=entry)


def _save_signs(signs: Mapping[str, str], **record: Entry | DayNote) -> None:
    Sign.objects.bulk_create(
        Sign(key=key, answer=answer, **record) for key, answer in signs.items()
    )
