"""Shared by joining, moving and splitting: rows get another owner, as changes of one act."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from tracker.actions.history import ChangeRecorder, is_before_birth
from tracker.actions.revisions import links_of, save_fields
from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.mending.silencing import SilencedFlag
from tracker.models import Acknowledgement, Care, Child, Concern, Entry, Spot, Visit
from tracker.models.record import Record

_MADE_BY_FORM = re.compile(r"[0-9a-f]{12}")
"""Tracks that the form made are unique: equal ones are the same spot in both concerns."""


class CannotMend(Exception):
    """Base of the reasons why something is not joined, moved or split."""


class BeforeBirth(CannotMend):
    """A day of what would be moved lies before the birth of ``child``."""

    def __init__(self, child: Child) -> None:
        self.child = child


class WouldSilence(CannotMend):
    """A reminder that is due today would not be due any more."""

    def __init__(self, silenced: SilencedFlag) -> None:
        self.silenced = silenced


class AlsoAboutOthers(CannotMend):
    """``visit`` is about what would be moved and about other concerns, which stay."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit


@dataclass(frozen=True)
class MendingResult:
    """``change_set`` undoes the act; None if there was nothing to do.

    ``ended_pauses``: the paused reminders that show again. ``unlinked``: the number of records that
    lost a link to a record of the other child. ``noticed_again``: an entry was added on the later
    day first noticed of two joined concerns.
    """

    change_set: UUID | None
    ended_pauses: tuple[Acknowledgement, ...] = ()
    unlinked: int = 0
    noticed_again: bool = False


def check_birth(child: Child) -> None:
    """Raises BeforeBirth if the child has a record from before its birth."""
    if is_before_birth(child):
        raise BeforeBirth(child)


def give_entry(recorder: ChangeRecorder, entry: Entry, target: Concern) -> None:
    """Gives an entry to another concern, with the acknowledgements that name it."""
    fields = {"concern": target, "uuid": free_uuid(entry, Entry, concern__child=target.child)}
    with recorder.changing(entry):
        _keep_tracks_apart(entry, target)
        save_fields(entry, fields)
    for ack in Acknowledgement.all_objects.filter(entry=entry):
        about = target if ack.concern_id else None
        uuid = free_uuid(ack, Acknowledgement, child=target.child)
        recorder.change(ack, {"child": target.child, "concern": about, "uuid": uuid}, None)


def give_care(recorder: ChangeRecorder, care: Care, target: Concern) -> None:
    """Gives a care to another concern."""
    fields = {"concern": target, "uuid": free_uuid(care, Care, concern=target)}
    recorder.change(care, fields, None)


def free_uuid(row: Record, model: type[Record], **owner: object) -> UUID:
    """Returns the row's id, or one derived from it if the new owner has another row with it.

    A form may have been sent for two concerns or children.
    """
    uuid = row.uuid
    others = model.all_objects.filter(**owner).exclude(pk=row.pk)
    while others.filter(uuid=uuid).exists():
        uuid = uuid5(uuid, "moved")
    return uuid


def _keep_tracks_apart(entry: Entry, target: Concern) -> None:
    """Renames the tracks of an entry's spots that are those of other spots of the target."""
    named = [spot for spot in entry.spots.all() if not _MADE_BY_FORM.fullmatch(spot.track)]
    tracks = {spot.track for spot in named} - {""}
    taken = Spot.objects.filter(entry__concern=target, track__in=tracks) if tracks else ()
    tracks &= {spot.track for spot in taken}
    for spot in named:
        if spot.track in tracks:
            spot.track = _another(spot.track, entry.concern)
            spot.save(update_fields=["track"])


def _another(track: str, concern: Concern) -> str:
    """Returns the same track for all entries of a concern."""
    return f"{track[: MAX_TEXT_LENGTH - 13]} {concern.uuid.hex[:12]}"


def unlink(recorder: ChangeRecorder, rows: Iterable[Record], name: str, left: set[int]) -> int:
    """Removes links to the records with these primary keys from the relation ``name``.

    Returns the number of rows that had one.
    """
    number = 0
    for row in rows:
        links = links_of(row, name).filter(**{f"{_other_end(row, name)}__in": left})
        if links.exists():
            number += 1
            with recorder.changing(row):
                links.delete()
    return number


def _other_end(row: Record, name: str) -> str:
    field: Any = row._meta.get_field(name)
    end: str = field.m2m_reverse_field_name()
    return end
