"""Writes, changes, deletes and restores records of any kind.

Entries and care belong to a concern, all others to the child. Each exception for one kind is a
small function at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.history import ChangeRecorder, is_before_birth
from tracker.actions.idempotency import AlreadySaved, change_again, write_once
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import (
    Care,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Photo,
    Sign,
    Spot,
    User,
    Visit,
)
from tracker.models.child import Authored
from tracker.models.record import Record
from tracker.models.rows import model_of, values_of
from tracker.queries.history import moved_from
from tracker.queries.records import full_record, has_same_content

AnyRecord = (
    records.Entry
    | records.DayNote
    | records.Care
    | records.Exposure
    | records.Visit
    | records.Question
    | records.Acknowledgement
)


_MOVED_ALONE = (records.Entry, records.DayNote, records.Exposure, records.Visit)
"""Kinds that can be moved without their owner."""


class CannotRestore(Exception):
    """The record is dated before the birth date, which was moved after it was deleted."""


@dataclass(frozen=True)
class WriteResult:
    """The rows that were written, and the ``change_set`` that undoes them.

    ``change_set`` is None if the form had been saved before.
    """

    rows: tuple[Record, ...]
    change_set: UUID | None

    @property
    def entry(self) -> Entry:
        """The only row, which must be an entry."""
        (entry,) = self.rows
        assert isinstance(entry, Entry)
        return entry


@transaction.atomic
def write_record(
    *, owner: Child | Concern, record: AnyRecord, uuid: UUID, by: User, revision: int = 0
) -> WriteResult:
    """Writes a record once, under its form's ``uuid``, for the ``owner`` that it belongs to.

    Sent again with other content, the form changes the record; ``revision`` and the errors raised
    are those of ``change_again``.
    """
    recorder = ChangeRecorder(child_of(owner), by)
    row = write_one(owner, record, uuid, by, recorder, revision=revision)
    return WriteResult((row,), recorder.change_set)


@transaction.atomic
def change_record(*, row: Record, record: AnyRecord, revision: int, by: User) -> UUID | None:
    """Replaces the content with that of ``record``; the author stays.

    ``revision`` is the one that the editor saw. Returns the change set, None if nothing changed.
    Raises ChangedMeanwhile and RecordDeleted.
    """
    recorder = ChangeRecorder(child_of(row), by)
    with recorder.changing(row, revision):
        replace_content(row, record)
    return recorder.change_set


@transaction.atomic
def change_fields(*, row: Record, fields: Mapping[str, object], by: User) -> UUID | None:
    """Saves some fields, whatever else was changed meanwhile.

    Returns the change set, None if nothing changed.
    """
    recorder = ChangeRecorder(child_of(row), by)
    recorder.change(row, fields, revision=None)
    return recorder.change_set


@transaction.atomic
def delete_record(*, row: Record, by: User) -> UUID | None:
    """Marks a record as deleted, and returns the change set.

    What belongs to it is hidden too: photos, a concern's entries and care.
    """
    recorder = ChangeRecorder(child_of(row), by)
    recorder.delete(row)
    return recorder.change_set


@transaction.atomic
def restore_record(*, row: Record, by: User) -> list[Record]:
    """Restores a deleted record, and before it the concern and the entry that it belongs to.

    Returns the records that were deleted until now. Raises CannotRestore.
    """
    child = child_of(row)
    recorder = ChangeRecorder(child, by)
    restored = [each for each in (*_owners(row), row) if recorder.restore(each)]
    if is_before_birth(child):
        raise CannotRestore
    return restored


def child_of(owner: Child | Record) -> Child:
    """Returns the child that an owner or record belongs to."""
    child: Child = owner if isinstance(owner, Child) else owner.child  # type: ignore[attr-defined]
    return child


def write_one(
    owner: Child | Concern,
    record: AnyRecord,
    uuid: UUID,
    by: User,
    recorder: ChangeRecorder,
    *,
    revision: int = 0,
    same_content: Callable[[Record], bool] | None = None,
    finish: Callable[[], None] = lambda: None,
) -> Record:
    """Writes one record as part of an act. ``finish`` is called if it is new or changed.

    Raises AlreadySaved if its form is sent again with other content after the record was moved.
    """
    kind = type(record)
    model: type[Record] = model_of(kind)  # type: ignore[assignment]
    same_content = same_content or (
        lambda row: bool(has_same_content(full_record(kind, row), record))
    )
    if isinstance(record, _MOVED_ALONE) and (moved := moved_from(owner, model, uuid)):
        if not same_content(moved):
            raise AlreadySaved(moved)
        return moved

    def finish_row(row: Record) -> None:
        _add_related_rows(row, record)
        finish()

    def change(row: Record) -> None:
        change_again(row, revision, lambda row: replace_content(row, record), recorder)
        finish()

    return write_once(
        model,
        uuid=_record_id(record, uuid, owner),
        lookup={"concern" if isinstance(owner, Concern) else "child": owner},
        fields={**values_of(record), **_references(record, owner), **_author_fields(model, by)},
        same_content=same_content,
        finish=finish_row,
        change=change,
        recorder=recorder,
    )


def replace_content(row: Record, record: AnyRecord) -> None:
    """Replaces the content with that of ``record``, as part of a change."""
    save_fields(row, values_of(record))
    _replace_related_rows(row, record)


# Exceptions for one kind


def _owners(row: Record) -> list[Record]:
    """Returns the records without which this one is not shown, the outermost first."""
    match row:
        case Entry() | Care():
            return [row.concern]
        case Photo():
            return [row.entry.concern, row.entry]
    return []


def _record_id(record: AnyRecord, uuid: UUID, owner: Child | Concern) -> UUID:
    """Returns the record's id, derived from the form's ``uuid`` if a form makes several records.

    A list of questions and a page of reminders send one id several times: another text, reminder or
    day is another record. An entry whose id is used by another concern of the child gets a derived
    one, since ids are unique within a diary file.
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
    """Returns the rows to which a record refers by id."""
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


def _author_fields(model: type[Record], by: User) -> dict[str, Any]:
    return {"author": by, "author_name": by.shown_name} if issubclass(model, Authored) else {}


def _add_related_rows(row: Record, record: AnyRecord) -> None:
    """Saves the parts of a record that are stored in other tables."""
    if isinstance(row, Entry) and isinstance(record, records.Entry):
        Spot.objects.bulk_create(Spot(entry=row, **values_of(spot)) for spot in record.spots)
        _add_signs(record.signs, entry=row)
        if record.come_back:
            row.come_back.set(Visit.objects.filter(child=row.child, uuid__in=record.come_back))
    if isinstance(row, DayNote) and isinstance(record, records.DayNote):
        _add_signs(record.signs, day_note=row)
    if isinstance(record, records.Exposure | records.Visit) and isinstance(row, Exposure | Visit):
        row.concerns.set(Concern.objects.filter(child=row.child_id, uuid__in=record.concerns))


def _replace_related_rows(row: Record, record: AnyRecord) -> None:
    if isinstance(row, Entry):
        row.spots.all().delete()
        row.come_back.clear()
    if isinstance(row, Entry | DayNote):
        row.signs.all().delete()
    _add_related_rows(row, record)


def _add_signs(signs: Mapping[str, str], **record: Entry | DayNote) -> None:
    Sign.objects.bulk_create(
        Sign(key=key, answer=answer, **record) for key, answer in signs.items()
    )
