"""Writing, changing and deleting looks: entries of a concern and day notes about the child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.history import Journal
from tracker.actions.once import write_once
from tracker.actions.revisions import put
from tracker.domain import records
from tracker.models import Child, Concern, DayNote, Entry, Sign, Spot, User
from tracker.queries.diaries import entry_as_written, note_as_written
from tracker.queries.looks import says_the_same


@dataclass(frozen=True)
class Written:
    """What an act wrote. ``batch`` undoes it; None where the same form had been sent before.

    Like all that is written under an id, see ``write_once``, which raises SavedBefore.
    """

    records: tuple[Entry | DayNote, ...]
    batch: UUID | None

    @property
    def entry(self) -> Entry:
        """Of an act that wrote one."""
        (entry,) = self.records
        assert isinstance(entry, Entry)
        return entry


@transaction.atomic
def write_entry(*, concern: Concern, look: records.Entry, uuid: UUID, by: User) -> Written:
    """Writes one look. One earlier than the day first noticed moves that day back."""
    journal = Journal(concern.child, by)
    entry = write_one(concern, look, uuid, by, journal)
    return Written((entry,), journal.batch)


@transaction.atomic
def tap(*, child: Child, looks: Iterable[tuple[Concern, records.Entry, UUID]], by: User) -> Written:
    """Writes looks as one act, with one undo.

    Each id stands for the button that was tapped, for what, on which day: whatever was written
    under it is that tap, at whatever time it comes again.
    """
    journal = Journal(child, by)
    written = [
        write_one(concern, look, uuid, by, journal, is_said_by=lambda _entry: True)
        for concern, look, uuid in looks
    ]
    return Written(tuple(written), journal.batch)


@transaction.atomic
def change_entry(*, entry: Entry, look: records.Entry, revision: int, by: User) -> UUID | None:
    """Puts ``look`` in the place of what was written; the author stays.

    Like all changes of something that is edited: ``revision`` is the one that the editor saw.
    Returns the batch to undo it, None where nothing became different. Raises ChangedMeanwhile and
    IsDeleted.
    """
    journal = Journal(entry.concern.child, by)
    with journal.changing(entry, revision):
        put(entry, entry_fields(look))
        entry.spots.all().delete()
        entry.signs.all().delete()
        _save_parts(entry, look)
    journal.sees(entry.concern, look.day)
    return journal.batch


@transaction.atomic
def write_day_note(*, child: Child, note: records.DayNote, uuid: UUID, by: User) -> Written:
    """Writes a look at the child as a whole."""
    journal = Journal(child, by)
    day_note = write_once(
        DayNote,
        uuid=uuid,
        whose={"child": child},
        fields={**day_note_fields(note), "author": by, "author_name": by.shown_name},
        is_said_by=lambda before: says_the_same(note_as_written(before), note),
        finish=lambda row: _save_signs(note.signs, day_note=row),
        journal=journal,
    )
    return Written((day_note,), journal.batch)


@transaction.atomic
def change_day_note(
    *, day_note: DayNote, note: records.DayNote, revision: int, by: User
) -> UUID | None:
    """Puts ``note`` in the place of what was written, as ``change_entry`` does."""
    journal = Journal(day_note.child, by)
    with journal.changing(day_note, revision):
        put(day_note, day_note_fields(note))
        day_note.signs.all().delete()
        _save_signs(note.signs, day_note=day_note)
    return journal.batch


@transaction.atomic
def take_back_sign(
    *, look: Entry | DayNote, signs: Iterable[str], temperature: bool, by: User
) -> UUID | None:
    """Urgent signs (or the temperature) of a look were written by mistake.

    The answers become "not checked", the temperature goes. Returns the undo batch.
    """
    child = look.concern.child if isinstance(look, Entry) else look.child
    journal = Journal(child, by)
    with journal.changing(look):
        look.signs.filter(key__in=list(signs)).update(answer="not_checked")
        if temperature:
            put(look, {"temperature_c": None})
    return journal.batch


def write_one(
    concern: Concern,
    look: records.Entry,
    uuid: UUID,
    by: User,
    journal: Journal,
    is_said_by: Callable[[Entry], bool] | None = None,
) -> Entry:
    """One look as part of an act.

    An id that another concern of the child has already is bent, always in the same way: in a
    diary file each id stands once.
    """
    elsewhere = Entry.all_objects.filter(concern__child=concern.child_id, uuid=uuid)
    if elsewhere.exclude(concern=concern).exists():
        uuid = uuid5(uuid, str(concern.uuid))

    def finish(entry: Entry) -> None:
        _save_parts(entry, look)
        journal.sees(concern, look.day)

    return write_once(
        Entry,
        uuid=uuid,
        whose={"concern": concern},
        fields={**entry_fields(look), "author": by, "author_name": by.shown_name},
        is_said_by=is_said_by or (lambda before: says_the_same(entry_as_written(before), look)),
        finish=finish,
        journal=journal,
    )


def entry_fields(look: records.Entry) -> dict[str, object]:
    """A look's own columns; spots and signs have tables of their own."""
    return {
        "day": look.day,
        "at": look.at,
        "status": look.status,
        "trend": look.trend or "",
        "severity": look.severity,
        "itch": look.itch,
        "sleep_lost": look.sleep_lost,
        "scratched": look.scratched,
        "bleeding": look.bleeding,
        "dry": look.dry,
        "appearance": list(look.appearance),
        "temperature_c": look.temperature_c,
        "notes": look.notes,
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


def _save_parts(entry: Entry, look: records.Entry) -> None:
    Spot.objects.bulk_create(spot_row(entry, spot) for spot in look.spots)
    _save_signs(look.signs, entry=entry)


def _save_signs(signs: Mapping[str, str], **look: Entry | DayNote) -> None:
    Sign.objects.bulk_create(Sign(key=key, answer=answer, **look) for key, answer in signs.items())
