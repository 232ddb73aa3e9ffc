"""Joins two concerns that are the same one."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import transaction

from tracker.actions.history import ChangeRecorder
from tracker.actions.mending.rows import MendingResult, WouldSilence, give_care, give_entries
from tracker.actions.records import write_one
from tracker.actions.revisions import RecordDeleted, lock_row, save_fields
from tracker.domain import records
from tracker.domain.mending.joining import Joining
from tracker.models import Acknowledgement, Care, Concern, Entry, Exposure, FormerName, User, Visit
from tracker.models.rows import values_of
from tracker.queries import timeline_of
from tracker.queries.course import former_names_of
from tracker.queries.records import full_record


@transaction.atomic
def join_concerns(*, source: Concern, target: Concern, today: date, by: User) -> MendingResult:
    """Gives all that was written about ``source`` to ``target``, whose name stays.

    Both are concerns of one child. Deleted records are given too. Raises WouldSilence, and
    RecordDeleted if one of them was deleted meanwhile.
    """
    child = target.child
    recorder = ChangeRecorder(child, by)
    for concern in (source, target):
        if (stored := lock_row(concern)).deleted_at is not None:
            raise RecordDeleted(stored)
    plan = Joining.of(
        timeline_of(child), source=str(source.uuid), target=str(target.uuid), today=today
    )
    ended = _join_acknowledgements(recorder, source, target, plan)
    give_entries(recorder, Entry.all_objects.filter(concern=source), target)
    for care in Care.all_objects.filter(concern=source).order_by("pk"):
        give_care(recorder, care, target)
    _link_to_target(recorder, source, target)
    if plan.noticed_again is not None:
        seen = records.Entry(plan.noticed_again, "present")
        write_one(target, seen, uuid4(), by, recorder)
    _join_rows(recorder, source, target, plan)
    silenced = plan.silenced(timeline_of(child))
    if silenced is not None:
        raise WouldSilence(silenced)
    return MendingResult(recorder.change_set, ended, noticed_again=plan.noticed_again is not None)


def _link_to_target(recorder: ChangeRecorder, source: Concern, target: Concern) -> None:
    """Links visits and exposures about the source to the target."""
    for model in (Visit, Exposure):
        for row in model.all_objects.filter(concerns=source):
            with recorder.changing(row):
                row.concerns.remove(source)
                row.concerns.add(target)


def _join_acknowledgements(
    recorder: ChangeRecorder, source: Concern, target: Concern, plan: Joining
) -> tuple[Acknowledgement, ...]:
    """Deletes those that would silence more than before. Returns the pauses among them."""
    ended = []
    own = Acknowledgement.objects.filter(concern__in=[source, target])
    for row in own.select_related("concern", "entry", "day_note"):
        record = full_record(records.Acknowledgement, row)
        if record in plan.ended:
            ended.append(row)
        if record in plan.ended or record in plan.reopened:
            recorder.delete(row)
    for row in Acknowledgement.all_objects.filter(concern=source):
        recorder.change(row, {"concern": target}, None)
    return tuple(ended)


def _join_rows(recorder: ChangeRecorder, source: Concern, target: Concern, plan: Joining) -> None:
    """Hides the source behind the target, which gets the names of both."""
    for joined in Concern.all_objects.filter(joined_into=source):
        recorder.change(joined, {"joined_into": target}, None)
    names = plan.former_names(former_names_of(target), former_names_of(source))
    recorder.delete(source)
    with recorder.changing(source):
        source.former_names.all().delete()
        save_fields(source, {"joined_into": target})
    with recorder.changing(target):
        save_fields(target, {"first_noticed_on": plan.first_noticed_on})
        target.former_names.all().delete()
        FormerName.objects.bulk_create(
            FormerName(concern=target, **values_of(name)) for name in names
        )
