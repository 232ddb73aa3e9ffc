"""Writing, changing and deleting looks: entries of a concern and day notes about the child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.history import Journal
from tracker.domain import records
from tracker.models import Child, Concern, DayNote, Entry, Sign, Spot, User


@dataclass(frozen=True)
class Written:
    """What an act wrote. ``batch`` undoes it; None where the same form had been sent before."""

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
    """Writes one look. Sent twice with the same ``uuid`` it is there once.

    A look earlier than the day first noticed moves that day back.
    """
    journal = Journal(concern.child, by)
    entry, is_new = write_one(concern, look, uuid, by, journal)
    return Written((entry,), journal.batch if is_new else None)


@transaction.atomic
def write_entries(
    *, child: Child, looks: Iterable[tuple[Concern, records.Entry, UUID]], by: User
) -> Written:
    """Writes several looks as one act, with one undo."""
    journal = Journal(child, by)
    written = [write_one(concern, look, uuid, by, journal) for concern, look, uuid in looks]
    any_new = any(is_new for _, is_new in written)
    return Written(tuple(entry for entry, _ in written), journal.batch if any_new else None)


@transaction.atomic
def change_entry(*, entry: Entry, look: records.Entry, by: User) -> UUID:
    """Puts ``look`` in the place of what was written. The author stays. Returns the undo batch."""
    journal = Journal(entry.concern.child, by)
    journal.change(entry, entry_fields(look))
    journal.sees(entry.concern, look.day)
    entry.spots.all().delete()
    entry.signs.all().delete()
    _save_parts(entry, look)
    return journal.batch


@transaction.atomic
def write_day_note(*, child: Child, note: records.DayNote, uuid: UUID, by: User) -> Written:
    """Writes a look at the child as a whole. Sent twice with the same ``uuid`` it is there once."""
    journal = Journal(child, by)
    day_note, is_new = DayNote.all_objects.get_or_create(
        child=child,
        uuid=uuid,
        defaults={**day_note_fields(note), "author": by, "author_name": by.shown_name},
    )
    if not is_new:
        return Written((day_note,), journal.batch if journal.restored(day_note) else None)
    _save_signs(note.signs, day_note=day_note)
    journal.written(day_note)
    return Written((day_note,), journal.batch)


@transaction.atomic
def change_day_note(*, day_note: DayNote, note: records.DayNote, by: User) -> UUID:
    """Puts ``note`` in the place of what was written. Returns the undo batch."""
    journal = Journal(day_note.child, by)
    journal.change(day_note, day_note_fields(note))
    day_note.signs.all().delete()
    _save_signs(note.signs, day_note=day_note)
    return journal.batch


@transaction.atomic
def take_back_sign(
    *, look: Entry | DayNote, signs: Iterable[str], temperature: bool, by: User
) -> UUID:
    """Urgent signs (or the temperature) of a look were written by mistake.

    The answers become "not checked", the temperature goes. Returns the undo batch.
    """
    child = look.concern.child if isinstance(look, Entry) else look.child
    journal = Journal(child, by)
    journal.changes(look)
    look.signs.filter(key__in=list(signs)).update(answer="not_checked")
    if temperature:
        look.temperature_c = None
        look.save(update_fields=["temperature_c"])
    return journal.batch


def write_one(
    concern: Concern, look: records.Entry, uuid: UUID, by: User, journal: Journal
) -> tuple[Entry, bool]:
    """One look as part of an act; whether it is new.

    An id that another concern of the child has already is bent, always in the same way: in a
    diary file each id stands once.
    """
    elsewhere = Entry.all_objects.filter(concern__child=concern.child_id, uuid=uuid)
    if elsewhere.exclude(concern=concern).exists():
        uuid = uuid5(uuid, str(concern.uuid))
    entry, is_new = Entry.all_objects.get_or_create(
        concern=concern,
        uuid=uuid,
        defaults={**entry_fields(look), "author": by, "author_name": by.shown_name},
    )
    if not is_new:
        return entry, journal.restored(entry)
    _save_parts(entry, look)
    journal.sees(concern, look.day)
    journal.written(entry)
    return entry, True


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
