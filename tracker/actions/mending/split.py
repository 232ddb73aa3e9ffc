"""Splits a concern: some of its entries become a concern of their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.actions.idempotency import refuse_change, write_once
from tracker.actions.mending.rows import MendingResult, WouldSilence, check_birth, give_entries
from tracker.actions.summary import show_too
from tracker.domain import records
from tracker.domain.mending.silencing import SilencedFlag, silenced_finding
from tracker.models import Concern, Entry, User
from tracker.models.rows import record_of, values_of
from tracker.queries import timeline_of


class NotSplit(Exception):
    """No entry was chosen, or all, or one that is there no more."""


@transaction.atomic
def split_concern(
    *, concern: Concern, new: records.Concern, entries: Collection[UUID], today: date, by: User
) -> tuple[Concern, MendingResult]:
    """Gives these entries of a concern to a new one, which is created once, under its own id.

    Care, visits and pauses stay with the former one. Raises NotSplit, AlreadySaved, BeforeBirth
    and WouldSilence.
    """
    child = concern.child
    recorder = ChangeRecorder(child, by)
    before = timeline_of(child)
    row = write_once(
        Concern,
        uuid=UUID(new.id),
        lookup={"child": child},
        fields=values_of(new),
        same_content=lambda row: record_of(records.Concern, row) == new,
        finish=lambda _row: None,
        change=refuse_change,
        recorder=recorder,
    )
    if recorder.change_set is None:
        return row, MendingResult(None)
    own = Entry.objects.filter(concern=concern)
    chosen = own.filter(uuid__in=entries)
    if chosen.count() != len(set(entries)) or not 0 < chosen.count() < own.count():
        raise NotSplit
    give_entries(recorder, chosen, row)
    check_birth(child)
    show_too(chosen=concern, also=row)
    ids = {str(uuid) for uuid in entries}
    found = silenced_finding(
        [before], [timeline_of(child)], today, lambda finding: finding.entry in ids
    )
    if found is not None:
        raise WouldSilence(SilencedFlag(found.rule.key, found.key[1]))
    return row, MendingResult(recorder.change_set)
