"""Creating and renaming concerns, also by the name that a doctor gave at a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.actions.idempotency import AlreadySaved, write_once
from tracker.actions.records import WriteResult, replace_content, write_one
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import Change, Child, Concern, Entry, FormerName, User, Visit
from tracker.models.record import Record
from tracker.models.rows import record_of, values_of
from tracker.queries.history import moved_from
from tracker.queries.records import full_record, has_same_content
from tracker.rendering import renamed_title


@transaction.atomic
def begin_concern(
    *, child: Child, concern: records.Concern, by: User
) -> tuple[Concern, UUID | None]:
    """Creates a concern once, under its own id (see ``write_once``), with its first entry if it has
    one.

    Sent again with other content, the form changes both. Returns the row and the change set that
    undoes it, None if it existed already. Raises AlreadySaved if anything else has changed them, if
    it was joined with another concern since, and for other content after it was moved.
    """
    recorder = ChangeRecorder(child, by)
    if moved := _moved_since(child, concern):
        return moved, None
    row = write_once(
        Concern,
        uuid=UUID(concern.id),
        lookup={"child": child},
        fields=values_of(concern),
        same_content=lambda row: _is_same_new_concern(row, concern),
        finish=lambda _row: None,
        change=lambda row: _change_new_concern(row, concern, recorder),
        recorder=recorder,
    )
    if recorder.change_set is not None:
        for entry in concern.entries:  # same_content compared an existing one above
            uuid = _first_entry_id(row)
            write_one(row, entry, uuid, by, recorder, same_content=lambda _row: True)
    return row, recorder.change_set


@transaction.atomic
def change_concern(
    *, row: Concern, concern: records.Concern, today: date, revision: int, by: User
) -> UUID | None:
    """Renames a concern or moves its first day. A former name is kept in its history.

    ``revision``, the change set returned and the errors raised are those of ``change_record``.
    """
    recorder = ChangeRecorder(row.child, by)
    _change(recorder, row, values_of(concern), today, revision)
    return recorder.change_set


def named_by_doctor(
    concern: records.Concern, condition: str, milia_type: str | None
) -> records.Concern:
    """Returns the concern with the condition that a doctor named.

    A title that only repeated the former condition is replaced too. A former type of milia is kept
    if the condition stays the same and no other type is given.
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
    revision: int = 0,
) -> WriteResult:
    """Writes a visit as ``write_record`` does, and renames a concern as a doctor did at it.

    ``named`` is that concern with its name from the visit's day on. One change set undoes both.
    A name that the form has given stays: AlreadySaved is raised if it is sent again without it.
    """
    recorder = ChangeRecorder(child, by)
    if named is None:
        _check_names_nothing(child, uuid)
        row = write_one(child, visit, uuid, by, recorder, revision=revision)
        return WriteResult((row,), recorder.change_set)
    concern = Concern.objects.get(child=child, uuid=named.id)
    values = values_of(named)
    del values["first_noticed_on"]  # naming does not move the first day

    is_named = (concern.condition, concern.named_by) == (named.condition, "doctor")
    if not is_named:
        _check_names_nothing(child, uuid)

    def same_content(row: Record) -> bool:
        return is_named and has_same_content(full_record(records.Visit, row), visit)

    def finish() -> None:
        _change(recorder, concern, values, visit.day)

    row = write_one(
        child,
        visit,
        uuid,
        by,
        recorder,
        revision=revision,
        same_content=same_content,
        finish=finish,
    )
    return WriteResult((row,), recorder.change_set)


def _check_names_nothing(child: Child, uuid: UUID) -> None:
    """Raises AlreadySaved if the form of a visit was saved before and named a concern."""
    row = Visit.objects.filter(child=child, uuid=uuid).first()
    if row is None:
        return
    acts = Change.objects.filter(kind="visit", record_id=row.pk).values("change_set")
    if Change.objects.filter(kind="concern", change_set__in=acts, undone_at=None).exists():
        raise AlreadySaved(row)


@transaction.atomic
def continue_concern(
    *, row: Concern, concern: records.Concern, by: User
) -> tuple[Entry, UUID | None]:
    """Adds what was written about a new concern to ``row``, which it turned out to be.

    Its entry is written once, under the id of ``concern``. The day first noticed becomes an entry
    too, unless the concern was seen on that day already. Returns the entry and the change set.
    Raises AlreadySaved.
    """
    (entry,) = concern.entries
    uuid = UUID(concern.id)
    recorder = ChangeRecorder(row.child, by)
    noticed = concern.first_noticed_on
    entries = Entry.objects.filter(concern=row)
    is_known = noticed == row.first_noticed_on or entries.filter(day=noticed).exists()
    if noticed < entry.day and not is_known:
        sighting = records.Entry(day=noticed, status="present")
        write_one(row, sighting, uuid5(uuid, "first noticed"), by, recorder)
    written = write_one(
        row, entry, uuid, by, recorder, same_content=lambda stored: _is_same_entry(stored, entry)
    )
    assert isinstance(written, Entry)
    return written, recorder.change_set


def _moved_since(child: Child, concern: records.Concern) -> Concern | None:
    """Returns what the form wrote if it was moved to a sibling. Raises AlreadySaved."""
    uuid = UUID(concern.id)
    joined = Concern.all_objects.filter(child=child, uuid=uuid).exclude(joined_into=None).first()
    if joined is not None:
        raise AlreadySaved(joined.joined_into)
    moved: Concern | None = moved_from(child, Concern, uuid)
    if moved is not None and not _is_same_new_concern(moved, concern):
        raise AlreadySaved(moved)
    return moved


def first_entry_of(concern: Concern) -> Entry:
    """Returns the entry that ``begin_concern`` wrote."""
    entry: Entry = Entry.all_objects.get(concern=concern, uuid=_first_entry_id(concern))
    return entry


def _change(
    recorder: ChangeRecorder,
    concern: Concern,
    values: Mapping[str, object],
    today: date,
    revision: int | None = None,
) -> None:
    """Saves the values. A name that they replace is kept as a former name until ``today``."""
    former = {"condition": concern.condition, "named_by": concern.named_by}
    with recorder.changing(concern, revision):
        save_fields(concern, values)
        if {name: getattr(concern, name) for name in former} != former:
            FormerName.objects.create(concern=concern, until=today, **former)


def _change_new_concern(row: Concern, concern: records.Concern, recorder: ChangeRecorder) -> None:
    """Changes a concern and its first entry as their form says now, which keeps the entry's time.

    The former condition was a slip of this form, so it is not kept as a former name.
    """
    entries = Entry.objects.filter(concern=row, uuid=_first_entry_id(row))
    if len(entries) != len(concern.entries) or not recorder.continues_form(row.uuid, row, *entries):
        raise AlreadySaved(row)
    with recorder.changing(row):
        save_fields(row, values_of(concern))
    for stored, entry in zip(entries, concern.entries, strict=True):
        with recorder.changing(stored):
            replace_content(stored, replace(entry, day=stored.day, at=stored.at))


def _is_same_new_concern(row: Concern, concern: records.Concern) -> bool:
    """Whether the row was created by this form.

    Ignores a name that a doctor gave since, and the first entry's day and time, which come from the
    clock.
    """
    stored = record_of(records.Concern, row)
    sent = replace(
        concern, entries=(), named_by=stored.named_by, milia_type=stored.milia_type, id=stored.id
    )
    if sent != stored:
        return False
    first = Entry.all_objects.filter(concern=row, uuid=_first_entry_id(row)).first()
    if first is None or not concern.entries:
        return first is None and not concern.entries
    (entry,) = concern.entries
    return _is_same_entry(first, entry)


def _is_same_entry(row: Record, entry: records.Entry) -> bool:
    """Ignores day and time, which come from the clock."""
    stored = full_record(records.Entry, row)
    return has_same_content(stored, replace(entry, day=stored.day, at=stored.at))


def _first_entry_id(concern: Concern) -> UUID:
    """Derives the id of a concern's first entry, since an id must be unique within a diary file."""
    return uuid5(concern.uuid, "first look")
