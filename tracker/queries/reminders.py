"""What a member chose to be reminded of, and what that depends on in the diaries."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from tracker.domain.look_again import LOOKS_BACK, child_facts
from tracker.domain.reminders import WRITE_TOLD_FOR, ChildFacts
from tracker.models import Change, Family, Job, Member, ReminderChoice
from tracker.queries.diaries import timeline_of

MISSED_SHOWN_FOR = timedelta(days=7)


def choices_of(member: Member) -> ReminderChoice:
    """Returns the row of the member, or one that is not saved, with all off."""
    row = ReminderChoice.objects.filter(member=member).first()
    return row or ReminderChoice(member=member)


def choice_in_force(member_id: int | None) -> ReminderChoice | None:
    """Returns what is sent to the member, with member, user and family; None for nothing.

    Who may not write is not asked to, nor told of what others write.
    """
    rows = ReminderChoice.objects.select_related("member__user", "member__family")
    active = rows.filter(member__user__is_active=True, member__family__is_sample=False)
    choice = active.filter(member=member_id).first()
    if choice is not None and not choice.member.writes:
        choice.evening = choice.still_there = choice.wrote = False
    return choice if choice is not None and choice.is_on else None


def facts_of(family: Family, today: date) -> tuple[ChildFacts, ...]:
    """Returns what reminders depend on, of each child. Reads what the check needs alone."""
    return tuple(
        child_facts(timeline_of(child, today - LOOKS_BACK), today)
        for child in family.children.order_by("pk")
    )


def others_wrote_at(member: Member, now: datetime) -> datetime | None:
    """Returns when somebody else wrote last, None if the member did since, or nobody lately.

    Whoever writes has the diary open, and sees what others wrote. One query.
    """
    written = Change.objects.filter(
        child__family=member.family_id,
        verb=Change.Verb.WRITTEN,
        undone_at=None,
        made_at__gt=now - WRITE_TOLD_FOR,
    )
    last = written.order_by("-made_at", "-pk").first()
    return None if last is None or last.by_id == member.user_id else last.made_at


def missed_of(member: Member, now: datetime) -> QuerySet[Job]:
    """Returns the reminders of the last days that could not be sent, the latest first.

    Those that came another way are left out: the job of each channel has the reminder's key.
    """
    since = now - MISSED_SHOWN_FOR
    missed = Job.objects.filter(member=member, is_missed=True, ended_at__gte=since)
    came = Job.objects.filter(member=member, is_missed=False, ended_at__isnull=False)
    return missed.exclude(key__in=came.values("key")).order_by("-ended_at", "-pk")


def last_missed(choice: ReminderChoice, now: datetime) -> Job | None:
    """Returns the latest one that the member has not read of. No query for who chose nothing."""
    if not choice.is_on:
        return None
    missed = missed_of(choice.member, now)
    if choice.missed_read_at is not None:
        missed = missed.filter(ended_at__gt=choice.missed_read_at)
    return missed.first()
