"""Chooses and stops reminders, and plans when they are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tracker.domain.reminders import next_moment
from tracker.jobs import enqueue, reschedule
from tracker.models import Family, Job, Member, ReminderChoice

PLAN = "reminders"
"""The kind of job that looks which reminders of a member are due; one for each member."""

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)

FARTHEST = timedelta(days=3)
"""``next_moment`` is nearer, unless the clock was wrong."""


@transaction.atomic
def choose_reminders(*, member: Member, choices: Mapping[str, object], now: datetime) -> None:
    """Saves these fields of what the member chose; the others stay."""
    choice, _ = ReminderChoice.objects.update_or_create(member=member, defaults=dict(choices))
    choice.member = member
    plan_reminders(choice, now)


def decline_reminders(*, member: Member, switch: str) -> None:
    """Offers the member no reminders of this kind any more."""
    declined = {f"{switch}_declined": True}
    ReminderChoice.objects.update_or_create(member=member, defaults=declined)


def read_missed(*, member: Member, now: datetime) -> None:
    """Notes that the member has read which reminders could not be sent."""
    ReminderChoice.objects.filter(member=member).update(missed_read_at=now)


def stop_reminders(*, member_id: int, switch: str) -> bool:
    """Turns off one kind of reminder. Returns False if the member has gone."""
    assert switch in ReminderChoice.SWITCHES
    return bool(ReminderChoice.objects.filter(member=member_id).update(**{switch: False}))


def plan_reminders(choice: ReminderChoice, now: datetime) -> None:
    """Looks for due reminders at the next moment at which there may be one."""
    member = choice.member
    due_at = next_moment(choice, ZoneInfo(member.family.time_zone), now)
    enqueue(kind=PLAN, key=str(member.pk), due_at=due_at, member=member)
    reschedule(Job.objects.filter(kind=PLAN, key=str(member.pk)), due_at)


def look_after_write(family_id: int) -> None:
    """Looks at once for the members who want to know that somebody wrote.

    Call it in the transaction of the write.
    """
    listeners = ReminderChoice.objects.filter(member__family=family_id, wrote=True)
    jobs = Job.objects.filter(kind=PLAN, member__in=listeners.values("member"))
    reschedule(jobs, AT_ONCE)


def replan_family(family: Family, now: datetime) -> None:
    """Plans anew, as the family's time zone may have changed."""
    rows = ReminderChoice.objects.filter(member__family=family)
    for choice in rows.select_related("member__family"):
        plan_reminders(choice, now)


def replan_after_wrong_clock(now: datetime) -> None:
    """Looks at once where a clock that was ahead planned the next look."""
    jobs = Job.objects.filter(kind=PLAN, ended_at=None, due_at__gt=now + FARTHEST)
    reschedule(jobs, now)
