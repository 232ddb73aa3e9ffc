"""The jobs of reminders: one looks what is due for a member, one sends each by each channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from secrets import SystemRandom
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from tracker.actions.reminder_choices import PLAN
from tracker.domain.reminders import DueReminder, is_quiet, next_moment, next_quiet, reminders_due
from tracker.jobs import GiveUp, Handler, TryAgain, enqueue
from tracker.models import Job, Member, ReminderChoice
from tracker.queries.reminders import choice_in_force, facts_of, others_wrote_at
from tracker.reminder_texts import TITLES
from tracker.reminding.by_apprise import AppriseChannel
from tracker.reminding.by_mail import MailChannel
from tracker.reminding.by_push import PushChannel
from tracker.reminding.channels import Channel, Message, Outcome
from tracker.reminding.stop_links import stop_path

CHANNELS: tuple[Channel, ...] = (PushChannel(), MailChannel(), AppriseChannel())

LAST_MINUTE = timedelta(minutes=1)
"""Before a reminder expires, for sending it."""


def is_reached(member: Member) -> bool:
    """Whether a reminder would reach the member by the ways that they chose."""
    return any(channel.reaches(member) for channel in CHANNELS)


def look_for_reminders(job: Job, now: datetime) -> datetime | None:
    """Adds a job for each reminder that is due. Returns when to look again."""
    choice = choice_in_force(job.member_id)
    if choice is None:
        return None
    for reminder in _due(choice, now):
        for channel in CHANNELS:
            if channel.reaches(choice.member):
                enqueue(
                    kind=_kind(channel),
                    key=_key(choice.member, reminder),
                    due_at=_drawn_moment(channel, reminder, now),
                    give_up_at=reminder.expires_at,
                    member=choice.member,
                )
    return next_moment(choice, _zone(choice), now)


def send_reminder(channel: Channel, job: Job, now: datetime) -> datetime | None:
    """Sends a reminder, unless it was stopped or answered meanwhile. Quiet hours put it off."""
    choice = choice_in_force(job.member_id)
    if choice is None or not channel.reaches(choice.member):
        return None
    if is_quiet(choice, _zone(choice), now):
        return next_moment(choice, _zone(choice), now)
    due = [row for row in _due(choice, now) if _key(choice.member, row) == job.key]
    if not due:
        return None
    outcome = channel.send(choice.member, _message(choice, due[0], now), now)
    if outcome is Outcome.TRY_AGAIN:
        raise TryAgain
    if outcome is Outcome.GONE and not any(each.reaches(choice.member) for each in CHANNELS):
        raise GiveUp
    return None


def handlers() -> Iterator[tuple[str, Handler]]:
    """Yields each kind of job with what does it."""
    yield PLAN, look_for_reminders
    for channel in CHANNELS:
        yield _kind(channel), partial(send_reminder, channel)


def _due(choice: ReminderChoice, now: datetime) -> tuple[DueReminder, ...]:
    zone = _zone(choice)
    facts = facts_of(choice.member.family, now.astimezone(zone).date())
    wrote_at = others_wrote_at(choice.member, now) if choice.wrote else None
    return reminders_due(choice, facts, zone, now, wrote_at)


def _drawn_moment(channel: Channel, reminder: DueReminder, now: datetime) -> datetime:
    """Returns when to send: by lot, so that it is not the minute that somebody chose."""
    latest = min(now + channel.spread, reminder.expires_at - LAST_MINUTE)
    return now + max(timedelta(), latest - now) * SystemRandom().random()


def _message(choice: ReminderChoice, reminder: DueReminder, now: datetime) -> Message:
    member = choice.member
    expires_at = min(reminder.expires_at, next_quiet(choice, _zone(choice), now))
    with translation.override(member.user.language_code):
        title = str(TITLES[reminder.what])
    tag = salted_hmac(__name__, _key(member, reminder), algorithm="sha256").hexdigest()[:32]
    stop = stop_path(member, reminder.switch)
    return Message(title, reverse("home"), stop, tag, expires_at)


def _zone(choice: ReminderChoice) -> ZoneInfo:
    return ZoneInfo(choice.member.family.time_zone)


def _kind(channel: Channel) -> str:
    return f"reminder by {channel.name}"


def _key(member: Member, reminder: DueReminder) -> str:
    return f"{member.pk} {reminder.key}"
