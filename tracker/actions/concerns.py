"""Beginning and renaming concerns, also by what a doctor said at a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.actions.idempotency import write_once
from tracker.actions.records import WriteResult, write_one, write_record
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import Child, Concern, Entry, FormerName, User
from tracker.models.record import Record
from tracker.models.rows import record_of, values_of
from tracker.queries.records import full_record, says_the_same
from tracker.rendering import renamed_title


@transaction.atomic
def begin_concern(
    *, child: Child, concern: records.Concern, by: User
) -> tuple[Concern, UUID | None]:
    """A new concern, with the entry that it begins with where it has one, see ``write_once``.

    Its id is that of its form. Returns it with the batch that takes it back, None where it was
    there. Raises AlreadySaved.
    """
    recorder = ChangeRecorder(child, by)
    row = write_once(
        Concern,
        uuid=UUID(concern.id),
        whose={"child": child},
        fields=values_of(concern),
        same_content=lambda row: _began_so(row, concern),
        finish=lambda _row: None,
        recorder=recorder,
    )
    if recorder.change_set is not None:
        for entry in concern.entries:  # one that is there was compared just now
            uuid = _first_entry_id(row)
            write_one(row, entry, uuid, by, recorder, same_content=lambda _row: True)
    return row, recorder.change_set


@transaction.atomic
def change_concern(
    *, row: Concern, concern: records.Concern, today: date, revision: int, by: User
) -> UUID | None:
    """Renames a concern or moves its first day. A name it had before is kept in its history.

    The day first noticed is no later than the first entry; the form sees to it. Revision, batch
    and what is raised are as in ``change_record``.
    """
    recorder = ChangeRecorder(row.child, by)
    _change(recorder, row, values_of(concern), today, revision)
    return recorder.change_set


def named_by_doctor(
    concern: records.Concern, condition: str, milia_type: str | None
) -> records.Concern:
    """The concern with the name that a doctor gave it.

    A title that only named the former condition goes with it. A kind of milia said before stays
    while the condition stays and no other kind is said.
    """
    former_type = concern.milia_type if concern.condition == condition else None
    return replace(
        concern,
        title=renamed_title(concern.title, concern.condition, condition),
        condition=condition,
        named_by="doctor",
        milia_type=milia_type or former_type,
    )


@transaction.atomic
def write_visit(
    *,
    child: Child,
    visit: records.Visit,
    uuid: UUID,
    by: User,
    named: records.Concern | None,
    today: date,
) -> WriteResult:
    """A visit as ``write_record`` writes it, and the name that a doctor gave a concern there.

    ``named`` is that concern, with its name as from ``today`` on. The batch takes back both.
    """
    if named is None:
        return write_record(owner=child, record=visit, uuid=uuid, by=by)
    recorder = ChangeRecorder(child, by)
    concern = Concern.objects.get(child=child, uuid=named.id)
    values = values_of(named)
    del values["first_noticed_on"]  # a name moves no day

    def same_content(row: Record) -> bool:
        is_named = (concern.condition, concern.named_by) == (named.condition, "doctor")
        return is_named and says_the_same(full_record(records.Visit, row), visit)

    def finish() -> None:
        _change(recorder, concern, values, today)

    row = write_one(child, visit, uuid, by, recorder, same_content=same_content, finish=finish)
    return WriteResult((row,), recorder.change_set)


def _change(
    recorder: ChangeRecorder,
    concern: Concern,
    values: Mapping[str, object],
    today: date,
    revision: int | None = None,
) -> None:
    """The name it had until today, where it gets another, is kept in its history."""
    former = {"condition": concern.condition, "named_by": concern.named_by}
    with recorder.changing(concern, revision):
        save_fields(concern, values)
        if {name: getattr(concern, name) for name in former} != former:
            FormerName.objects.create(concern=concern, until=today, **former)


def _began_so(row: Concern, concern: records.Concern) -> bool:
    """Apart from what a doctor named since, and from the first entry's day and time, which are
    the clock's.
    """
    stored = record_of(records.Concern, row)
    asked = replace(
        concern, entries=(), named_by=stored.named_by, milia_type=stored.milia_type, id=stored.id
    )
    if asked != stored:
        return False
    first = Entry.all_objects.filter(concern=row, uuid=_first_entry_id(row)).first()
    if first is None or not concern.entries:
        return first is None and not concern.entries
    (entry,) = concern.entries
    written = full_record(records.Entry, first)
    return says_the_same(written, replace(entry, day=written.day, at=written.at))


def _first_entry_id(concern: Concern) -> UUID:
    """The id of the entry that a concern began with: in a diary file each id stands once."""
    return uuid5(concern.uuid, "first look")
