"""Writing, changing, deleting and restoring records of any kind.

Entries and care hang on a concern, all others on the child. What is special about one kind stands
in a small function of its own, below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.history import ChangeRecorder, is_before_birth
from tracker.actions.idempotency import write_once
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import Care, Child, Concern, DayNote, Entry, Sign, Spot, User, Visit
from tracker.models.child import Authored
from tracker.models.record import Record
from tracker.models.rows import model_of, values_of
from tracker.queries.records import full_record, says_the_same

AnyRecord = (
    records.Entry
    | records.DayNote
    | records.Care
    | records.Exposure
    | records.Visit
    | records.Question
    | records.Acknowledgement
)


class CannotRestore(Exception):
    """It is from before the birth, which somebody moved since it was deleted."""


@dataclass(frozen=True)
class WriteResult:
    """What an act wrote. ``change_set`` undoes it; None where the same form was sent before."""

    rows: tuple[Record, ...]
    change_set: UUID | None

    @property
    def entry(self) -> Entry:
        """Of an act that wrote one."""
        (entry,) = self.rows
        assert isinstance(entry, Entry)
        return entry


@transaction.atomic
def write_record(*, owner: Child | Concern, record: AnyRecord, uuid: UUID, by: User) -> WriteResult:
    """Writes a record once, under the ``uuid`` of its form. ``owner`` is what it hangs on.

    An entry earlier than the day first noticed moves that day back. Raises AlreadySaved, see
    ``write_once``.
    """
    recorder = ChangeRecorder(child_of(owner), by)
    row = write_one(owner, record, uuid, by, recorder)
    return WriteResult((row,), recorder.change_set)


@transaction.atomic
def change_record(*, row: Record, record: AnyRecord, revision: int, by: User) -> UUID | None:
    """Puts ``record`` in the place of what was written; the author stays.

    ``revision`` is the one that the editor saw. Returns the batch to undo it, None where nothing
    became different. Raises ChangedMeanwhile and IsDeleted.
    """
    recorder = ChangeRecorder(child_of(row), by)
    with recorder.changing(row, revision):
        save_fields(row, values_of(record))
        _replace_parts(row, record)
    _note_first_seen(row, recorder)
    return recorder.change_set


@transaction.atomic
def delete_record(*, row: Record, by: User) -> UUID | None:
    """Puts a record out of sight, and with it what hangs on it: photos, the entries and the care
    of a concern. Returns the batch that brings it back.
    """
    recorder = ChangeRecorder(child_of(row), by)
    recorder.delete(row)
    return recorder.change_set


@transaction.atomic
def restore_record(*, row: Record, by: User) -> list[Record]:
    """A deleted record is there again, whole, and before it the concern that it is about.

    Returns what came back: nothing where it was there already. Raises CannotRestore.
    """
    child = child_of(row)
    recorder = ChangeRecorder(child, by)
    about = [row.concern] if isinstance(row, Entry | Care) else []
    restored = [each for each in (*about, row) if recorder.restored(each)]
    if is_before_birth(child):
        raise CannotRestore
    return restored


def child_of(owner: Child | Record) -> Child:
    """The child that it is about."""
    child: Child = owner if isinstance(owner, Child) else owner.child  # type: ignore[attr-defined]
    return child


def write_one(
    owner: Child | Concern,
    record: AnyRecord,
    uuid: UUID,
    by: User,
    recorder: ChangeRecorder,
    *,
    same_content: Callable[[Record], bool] | None = None,
    finish: Callable[[], None] = lambda: None,
) -> Record:
    """One record as part of an act. ``finish`` is done where it was written just now."""
    kind = type(record)
    model: type[Record] = model_of(kind)  # type: ignore[assignment]

    def finish_row(row: Record) -> None:
        _add_parts(row, record)
        _note_first_seen(row, recorder)
        finish()

    return write_once(
        model,
        uuid=_id_of(record, uuid, owner),
        whose={"concern" if isinstance(owner, Concern) else "child": owner},
        fields={**values_of(record), **_references(record, owner), **_author(model, by)},
        same_content=same_content or (lambda row: says_the_same(full_record(kind, row), record)),
        finish=finish_row,
        recorder=recorder,
    )


# What is special about a kind


def _id_of(record: AnyRecord, uuid: UUID, owner: Child | Concern) -> UUID:
    """The id for what a form with this one says.

    A list of questions and a page of reminders are sent with one id several times: another text,
    reminder or day is another record. An id that an entry of another concern has already is bent,
    always in the same way, since in a diary file each id stands once.
    """
    match record:
        case records.Question():
            return uuid5(uuid, f"{record.asked_on} {record.text}")
        case records.Acknowledgement():
            return uuid5(uuid, f"{record.day} {record.rule} {record.concern or ''}")
        case records.Entry() if isinstance(owner, Concern):
            others = Entry.all_objects.filter(concern__child=owner.child_id, uuid=uuid)
            return uuid5(uuid, str(owner.uuid)) if others.exclude(concern=owner).exists() else uuid
    return uuid


def _references(record: AnyRecord, owner: Child | Concern) -> dict[str, Any]:
    """The rows that a record names by their ids, where its own row points at them."""
    if not isinstance(record, records.Acknowledgement):
        return {}
    about = {"child": owner, "uuid": record.concern}
    named = {"concern__child": owner, "uuid": record.entry}
    note = {"child": owner, "uuid": record.entry}
    return {
        "concern": Concern.objects.get(**about) if record.concern else None,
        "entry": Entry.objects.filter(**named).first() if record.entry else None,
        "day_note": DayNote.objects.filter(**note).first() if record.entry else None,
    }


def _author(model: type[Record], by: User) -> dict[str, Any]:
    return {"author": by, "author_name": by.shown_name} if issubclass(model, Authored) else {}


def _note_first_seen(row: Record, recorder: ChangeRecorder) -> None:
    """No entry lies before the day its concern was first noticed."""
    if isinstance(row, Entry):
        recorder.note_first_seen(row.concern, row.day)


def _add_parts(row: Record, record: AnyRecord) -> None:
    """What a record says in other tables."""
    if isinstance(row, Entry) and isinstance(record, records.Entry):
        Spot.objects.bulk_create(Spot(entry=row, **values_of(spot)) for spot in record.spots)
        _add_signs(record.signs, entry=row)
    if isinstance(row, DayNote) and isinstance(record, records.DayNote):
        _add_signs(record.signs, day_note=row)
    if isinstance(row, Visit) and isinstance(record, records.Visit):
        row.concerns.set(Concern.objects.filter(child=row.child_id, uuid__in=record.concerns))


def _replace_parts(row: Record, record: AnyRecord) -> None:
    if isinstance(row, Entry):
        row.spots.all().delete()
    if isinstance(row, Entry | DayNote):
        row.signs.all().delete()
    _add_parts(row, record)


def _add_signs(signs: Mapping[str, str], **record: Entry | DayNote) -> None:
    Sign.objects.bulk_create(
        Sign(key=key, answer=answer, **record) for key, answer in signs.items()
    )
