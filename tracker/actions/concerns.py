"""Beginning and renaming concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.entries import write_one
from tracker.actions.history import Journal
from tracker.actions.once import write_once
from tracker.actions.revisions import put
from tracker.domain import records
from tracker.models import Child, Concern, Entry, FormerName, User
from tracker.queries.diaries import entry_as_written
from tracker.queries.looks import says_the_same
from tracker.words import title_after


@transaction.atomic
def begin_concern(
    *,
    child: Child,
    title: str,
    condition: str,
    first_noticed_on: date,
    uuid: UUID,
    by: User,
    first_look: records.Entry | None = None,
) -> tuple[Concern, UUID | None]:
    """A new concern, with today's look at it where there is one, see ``write_once``.

    Returns it with the batch that takes it back, None where it was there. Raises SavedBefore.
    """
    journal = Journal(child, by)
    fields = {"title": title, "condition": condition, "first_noticed_on": first_noticed_on}

    def is_said_by(before: Concern) -> bool:
        is_named_so = all(getattr(before, name) == value for name, value in fields.items())
        return is_named_so and _began_with(before, first_look)

    concern = write_once(
        Concern,
        uuid=uuid,
        whose={"child": child},
        fields=fields,
        is_said_by=is_said_by,
        journal=journal,
    )
    if first_look is not None and journal.batch is not None:
        uuid = _first_look_id(concern)  # one that is there was compared just now
        write_one(concern, first_look, uuid, by, journal, is_said_by=lambda _entry: True)
    return concern, journal.batch


def _began_with(concern: Concern, look: records.Entry | None) -> bool:
    """Apart from the day and the time, which are the clock's."""
    first = _first_look(concern)
    if first is None or look is None:
        return first is None and look is None
    written = entry_as_written(first)
    return says_the_same(written, replace(look, day=written.day, at=written.at))


def _first_look(concern: Concern) -> Entry | None:
    rows = Entry.all_objects.filter(concern=concern, uuid=_first_look_id(concern))
    entry: Entry | None = rows.first()
    return entry


def _first_look_id(concern: Concern) -> UUID:
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
    journal = Journal(concern.child, by)
    fields = {
        "title": title,
        "condition": condition,
        "named_by": named_by,
        "milia_type": milia_type,
        "first_noticed_on": first_noticed_on,
    }
    _change(journal, concern, fields, today, revision)
    return journal.batch


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


def name_concern(name: DoctorsName, journal: Journal) -> None:
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
    _change(journal, concern, fields, name.today)


def _change(
    journal: Journal,
    concern: Concern,
    fields: Mapping[str, object],
    today: date,
    revision: int | None = None,
) -> None:
    """The name it had until today, where it gets another, is kept in its history."""
    former = {"condition": concern.condition, "named_by": concern.named_by}
    with journal.changing(concern, revision):
        put(concern, fields)
        if {name: getattr(concern, name) for name in former} != former:
            FormerName.objects.create(concern=concern, until=today, **former)
