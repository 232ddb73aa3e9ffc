"""Beginning and renaming concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.entries import write_one
from tracker.actions.history import Journal
from tracker.domain import records
from tracker.models import Child, Concern, FormerName, User
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
    """A new concern, with today's look at it where there is one. Sent twice it is there once.

    Returns it with the batch that takes it back, None where it was there.
    """
    concern, is_new = Concern.all_objects.get_or_create(
        child=child,
        uuid=uuid,
        defaults={
            "title": title,
            "condition": condition,
            "first_noticed_on": first_noticed_on,
        },
    )
    if not is_new:
        return concern, None
    journal = Journal(child, by)
    journal.written(concern)
    if first_look is not None:
        write_one(concern, first_look, first_look_id(uuid), by, journal)
    return concern, journal.batch


def first_look_id(concern: UUID) -> UUID:
    """The id of the look that a concern began with: in a diary file each id stands once."""
    return uuid5(concern, "first look")


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
    by: User,
) -> UUID:
    """Renames a concern or moves its first day. A name it had before is kept in its history.

    ``first_noticed_on`` is no later than the first entry; the form sees to it. Returns the undo
    batch.
    """
    journal = Journal(concern.child, by)
    fields = {
        "title": title,
        "condition": condition,
        "named_by": named_by,
        "milia_type": milia_type,
        "first_noticed_on": first_noticed_on,
    }
    _change(journal, concern, fields, today)
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


def _change(journal: Journal, concern: Concern, fields: Mapping[str, object], today: date) -> None:
    """The name it had until today, where it gets another, is kept in its history."""
    former = {"condition": concern.condition, "named_by": concern.named_by}
    journal.change(concern, fields)
    if {name: getattr(concern, name) for name in former} != former:
        FormerName.objects.create(concern=concern, until=today, **former)
