"""Beginning and renaming concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.entries import write_one
from tracker.actions.history import ChangeRecorder
from tracker.actions.idempotency import write_once
from tracker.actions.revisions import save_fields
from tracker.domain import records
from tracker.models import Child, Concern, Entry, FormerName, User
from tracker.queries.diaries import entry_as_written
from tracker.queries.entries import says_the_same
from tracker.rendering import title_after


@transaction.atomic
def begin_concern(
    *,
    child: Child,
    title: str,
    condition: str,
    first_noticed_on: date,
    uuid: UUID,
    by: User,
    first_entry: records.Entry | None = None,
) -> tuple[Concern, UUID | None]:
    """A new concern, with today's look at it where there is one, see ``write_once``.

    Returns it with the batch that takes it back, None where it was there. Raises SavedBefore.
    """
    recorder = ChangeRecorder(child, by)
    fields = {"title": title, "condition": condition, "first_noticed_on": first_noticed_on}

    def same_content(before: Concern) -> bool:
        is_named_so = all(getattr(before, name) == value for name, value in fields.items())
        return is_named_so and _began_with(before, first_entry)

    concern = write_once(
        Concern,
        uuid=uuid,
        whose={"child": child},
        fields=fields,
        same_content=same_content,
        recorder=recorder,
    )
    if first_entry is not None and recorder.change_set is not None:
        uuid = _first_entry_id(concern)  # one that is there was compared just now
        write_one(concern, first_entry, uuid, by, recorder, same_content=lambda _entry: True)
    return concern, recorder.change_set


def _began_with(concern: Concern, record: records.Entry | None) -> bool:
    """Apart from the day and the time, which are the clock's."""
    first = _first_entry(concern)
    if first is None or record is None:
        return first is None and record is None
    written = entry_as_written(first)
    return says_the_same(written, replace(record, day=written.day, at=written.at))


def _first_entry(concern: Concern) -> Entry | None:
    rows = Entry.all_objects.filter(concern=concern, uuid=_first_entry_id(concern))
    entry: Entry | None = rows.first()
    return entry


def _first_entry_id(concern: Concern) -> UUID:
    """The id of the look that a concern began with: in a diary file each id stands once."""
    return uuid5(concern.uuid, "first look")


@transaction.atomic
def change_concern(
    *,
    concern: Concern,
    title: str,
    condition: str,
    named_by: str,
    milia_type: str,
    first_noticed_on: date,
    today: date,
    revision: int,
    by: User,
) -> UUID | None:
    """Renames a concern or moves its first day. A name it had before is kept in its history.

    ``first_noticed_on`` is no later than the first entry; the form sees to it. Revision, batch and
    what is raised are as in ``change_entry``.
    """
    recorder = ChangeRecorder(concern.child, by)
    fields = {
        "title": title,
        "condition": condition,
        "named_by": named_by,
        "milia_type": milia_type,
        "first_noticed_on": first_noticed_on,
    }
    _change(recorder, concern, fields, today, revision)
    return recorder.change_set


@dataclass(frozen=True)
class DoctorsName:
    """What a doctor called a concern; told on ``today``, until when it had its former name."""

    concern: Concern
    condition: str
    milia_type: str
    today: date

    @property
    def is_known(self) -> bool:
        """The concern has this name from a doctor."""
        now = (self.concern.condition, self.concern.named_by)
        return now == (self.condition, "doctor")


def name_concern(name: DoctorsName, recorder: ChangeRecorder) -> None:
    """Gives a concern the doctor's name, as part of an act.

    A title that only named the former condition goes with it. A kind of milia said before stays
    while the condition stays and no other kind is said.
    """
    concern = name.concern
    is_the_same = concern.condition == name.condition
    fields = {
        "title": title_after(concern.title, concern.condition, name.condition),
        "condition": name.condition,
        "named_by": "doctor",
        "milia_type": name.milia_type or (concern.milia_type if is_the_same else ""),
    }
    _change(recorder, concern, fields, name.today)


def _change(
    recorder: ChangeRecorder,
    concern: Concern,
    fields: Mapping[str, object],
    today: date,
    revision: int | None = None,
) -> None:
    """The name it had until today, where it gets another, is kept in its history."""
    former = {"condition": concern.condition, "named_by": concern.named_by}
    with recorder.changing(concern, revision):
        save_fields(concern, fields)
        if {name: getattr(concern, name) for name in former} != former:
            FormerName.objects.create(concern=concern, until=today, **former)
