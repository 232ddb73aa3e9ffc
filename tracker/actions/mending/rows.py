"""Shared by joining, moving and splitting: rows get another owner, as changes of one act."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet

from tracker.actions.history import ChangeRecorder, batches, is_before_birth
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
    give_entries(recorder, Entry.all_objects.filter(pk=entry.pk), target)
    entry.refresh_from_db(fields=["uuid"])
    entry.concern = target


def give_entries(recorder: ChangeRecorder, entries: QuerySet[Entry], target: Concern) -> None:
    """Gives entries to another concern, with the acknowledgements that name them.

    Those that only get another concern are changed together, since there may be thousands.
    """
    taken = _named_tracks(Spot.objects.filter(entry__concern=target))
    ids = dict(entries.order_by("pk").values_list("pk", "uuid"))
    apart = _with_a_taken_id(ids, target)
    for spot in Spot.objects.filter(entry__in=entries.order_by().values("pk")):
        if spot.track in taken:
            apart.add(spot.entry_id)
    for pk in sorted(apart):
        _give_apart(recorder, Entry.all_objects.get(pk=pk), target, taken)
    recorder.change_all(Entry, [pk for pk in ids if pk not in apart], {"concern": target})
    for some in batches([*ids]):
        for ack in Acknowledgement.all_objects.filter(entry__in=some):
            about = target if ack.concern_id else None
            uuid = free_uuid(ack, Acknowledgement, child=target.child)
            recorder.change(ack, {"child": target.child, "concern": about, "uuid": uuid}, None)


def _with_a_taken_id(ids: Mapping[int, UUID], target: Concern) -> set[int]:
    """Returns the entries whose id another entry of the target's child has."""
    rows = Entry.all_objects.filter(concern__child=target.child).values_list("pk", "uuid")
    taken = {uuid for pk, uuid in rows if pk not in ids}
    return {pk for pk, uuid in ids.items() if uuid in taken}


def _give_apart(
    recorder: ChangeRecorder, entry: Entry, target: Concern, taken: Collection[str]
) -> None:
    """Gives an entry that needs another id, or other tracks than those ``taken``."""
    fields = {"concern": target, "uuid": free_uuid(entry, Entry, concern__child=target.child)}
    with recorder.changing(entry):
        for spot in entry.spots.all():
            if spot.track in taken:
                spot.track = _another(spot.track, entry.concern)
                spot.save(update_fields=["track"])
        save_fields(entry, fields)


def _named_tracks(spots: QuerySet[Spot]) -> set[str]:
    tracks = spots.exclude(track="").values_list("track", flat=True).distinct()
    return {track for track in tracks if not _MADE_BY_FORM.fullmatch(track)}


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
