"""Moves a record to another concern, or to a sibling's diary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.actions.mending.rows import (
    AlsoAboutOthers,
    MendingResult,
    WouldSilence,
    check_birth,
    free_uuid,
    give_entry,
    unlink,
)
from tracker.actions.revisions import RecordDeleted, links_of, lock_row
from tracker.domain import records
from tracker.domain.mending.joining import is_pause_on
from tracker.domain.mending.silencing import SilencedFlag, course_flag, silenced_finding
from tracker.domain.timeline import Timeline
from tracker.domain.urgent import Finding
from tracker.models import Acknowledgement, Child, Concern, DayNote, Entry, Exposure, User, Visit
from tracker.models.record import Record
from tracker.queries import timeline_of
from tracker.queries.records import full_record


@transaction.atomic
def move_entry(*, entry: Entry, target: Concern, today: date, by: User) -> MendingResult:
    """Moves an entry with its photos to another concern of its child or of a sibling.

    Links to visits of the former child are removed. Raises BeforeBirth, WouldSilence, and
    RecordDeleted if the entry or a concern was deleted meanwhile.
    """
    child, source = entry.child, entry.concern
    recorder = _recorder(child, target.child, by)
    _check_present(entry, source, target)
    before = _timelines(child, target.child)
    give_entry(recorder, entry, target)
    unlinked = 0
    if target.child != child:
        unlinked = unlink(recorder, [entry], "come_back", _keys(Visit.all_objects, child))
    ended: tuple[Acknowledgement, ...] = ()
    if course_flag(before[0], str(source.uuid), today) is not None:
        ended = _end_pauses(recorder, target, today)
    _check_after(
        before, child, target.child, today, lambda finding: finding.entry == str(entry.uuid)
    )
    return MendingResult(recorder.change_set, ended, unlinked)


@transaction.atomic
def move_to_sibling(
    *,
    row: DayNote | Exposure | Visit,
    sibling: Child,
    about: Concern | None,
    today: date,
    by: User,
) -> MendingResult:
    """Moves a day note, exposure or visit to a sibling's diary.

    ``about``: the sibling's concern that an exposure or visit is about there; None for the sibling
    as a whole. Links of entries to the visit are removed. Raises as ``move_entry`` does.
    """
    child = row.child
    recorder = _recorder(child, sibling, by)
    _check_present(row)
    before = _timelines(child, sibling)
    uuid, unlinked = free_uuid(row, type(row), child=sibling), 0
    if isinstance(row, DayNote):
        for ack in Acknowledgement.all_objects.filter(day_note=row):
            recorder.change(ack, {"child": sibling}, None)
    if isinstance(row, Visit):
        entries = Entry.all_objects.filter(come_back=row)
        unlinked = unlink(recorder, entries, "come_back", {row.pk})
    with recorder.changing(row):
        if isinstance(row, Exposure | Visit):
            links_of(row, "concerns").delete()
            row.concerns.set([about] if about else [])
        row.child, row.uuid = sibling, uuid
        row.save(update_fields=["child", "uuid"])
    _check_after(before, child, sibling, today, lambda finding: finding.entry == str(row.uuid))
    return MendingResult(recorder.change_set, unlinked=unlinked)


@transaction.atomic
def move_concern(*, concern: Concern, sibling: Child, today: date, by: User) -> MendingResult:
    """Moves a concern with all that was written about it to a sibling's diary.

    Visits about it alone go with it. Links between what goes and what stays are removed. Raises
    AlsoAboutOthers for a visit about other concerns too, and as ``move_entry`` does.
    """
    child = concern.child
    recorder = _recorder(child, sibling, by)
    _check_present(concern)
    before = _timelines(child, sibling)
    entries = Entry.all_objects.filter(concern=concern)
    visits = list(Visit.all_objects.filter(concerns=concern))
    for visit in visits:
        if links_of(visit, "concerns").exclude(concern=concern).exists():
            raise AlsoAboutOthers(visit)
    unlinked = _unlink_concern(recorder, concern, visits)
    for visit in visits:
        uuid = free_uuid(visit, Visit, child=sibling)
        recorder.change(visit, {"child": sibling, "uuid": uuid}, None)
    acks = Acknowledgement.all_objects.filter(concern=concern)
    for ack in acks | Acknowledgement.all_objects.filter(entry__in=entries):
        uuid = free_uuid(ack, Acknowledgement, child=sibling)
        recorder.change(ack, {"child": sibling, "uuid": uuid}, None)
    for entry in entries:
        uuid = free_uuid(entry, Entry, concern__child=sibling)
        if uuid != entry.uuid:
            recorder.change(entry, {"uuid": uuid}, None)
    uuid = free_uuid(concern, Concern, child=sibling)
    recorder.change(concern, {"child": sibling, "uuid": uuid}, None)
    moved = {str(uuid) for uuid in entries.values_list("uuid", flat=True)}
    _check_after(before, child, sibling, today, lambda finding: finding.entry in moved)
    return MendingResult(recorder.change_set, unlinked=unlinked)


def _unlink_concern(recorder: ChangeRecorder, concern: Concern, visits: list[Visit]) -> int:
    """Removes links across the two diaries: exposures and other visits stay with the child."""
    going = {visit.pk for visit in visits}
    staying = _keys(Visit.all_objects, concern.child) - going
    exposures = Exposure.all_objects.filter(concerns=concern)
    linked = Entry.all_objects.filter(come_back__child=concern.child).distinct()
    return (
        unlink(recorder, exposures, "concerns", {concern.pk})
        + unlink(recorder, linked.exclude(concern=concern), "come_back", going)
        + unlink(recorder, linked.filter(concern=concern), "come_back", staying)
    )


def _keys(rows: Any, child: Child) -> set[int]:
    return {*rows.filter(child=child).values_list("pk", flat=True)}


def _recorder(child: Child, target: Child, by: User) -> ChangeRecorder:
    """The histories of both children tell of a move between them."""
    assert child.family_id == target.family_id
    return ChangeRecorder(child, by, other_child=None if target == child else target)


def _check_present(*rows: Record) -> None:
    for row in rows:
        stored = lock_row(row)
        if stored.deleted_at is not None:
            raise RecordDeleted(stored)


def _timelines(child: Child, sibling: Child) -> list[Timeline]:
    return [timeline_of(each) for each in dict.fromkeys((child, sibling))]


def _end_pauses(
    recorder: ChangeRecorder, concern: Concern, today: date
) -> tuple[Acknowledgement, ...]:
    """Ends pauses of a concern, which were not about what it gets. Returns them."""
    acks = Acknowledgement.objects.filter(concern=concern).select_related("concern")
    pauses = [ack for ack in acks if is_pause_on(full_record(records.Acknowledgement, ack), today)]
    for pause in pauses:
        recorder.delete(pause)
    return tuple(pauses)


def _check_after(
    before: list[Timeline],
    child: Child,
    target: Child,
    today: date,
    among: Callable[[Finding], bool],
) -> None:
    """Raises BeforeBirth, and WouldSilence if what moved had an open urgent sign."""
    check_birth(target)
    after = _timelines(child, target)
    found = silenced_finding(before, after, today, among, may_vanish=target != child)
    if found is not None:
        raise WouldSilence(SilencedFlag(found.rule.key, found.key[1]))
