"""The jobs of reminders: one looks what is due for a member, one sends each by each channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from tracker.actions.reminder_choices import PLAN
from tracker.domain.reminders import DueReminder, is_quiet, next_moment, reminders_due
from tracker.jobs import Handler, TryAgain, enqueue
from tracker.models import Job, Member, ReminderChoice
from tracker.queries.reminders import choice_in_force, facts_of, others_wrote_at
from tracker.reminder_texts import TITLES
from tracker.reminding.by_mail import MailChannel
from tracker.reminding.channels import Channel, Message, Outcome
from tracker.reminding.stop_links import stop_path

CHANNELS: tuple[Channel, ...] = (MailChannel(),)


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
                    due_at=now,
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
    if channel.send(choice.member, _message(choice.member, due[0]), now) is Outcome.TRY_AGAIN:
        raise TryAgain
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


def _message(member: Member, reminder: DueReminder) -> Message:
    with translation.override(member.user.language_code):
        title = str(TITLES[reminder.what])
    tag = salted_hmac(__name__, _key(member, reminder), algorithm="sha256").hexdigest()[:32]
    return Message(title, reverse("home"), stop_path(member, reminder.switch), tag)


def _zone(choice: ReminderChoice) -> ZoneInfo:
    return ZoneInfo(choice.member.family.time_zone)


def _kind(channel: Channel) -> str:
    return f"reminder by {channel.name}"


def _key(member: Member, reminder: DueReminder) -> str:
    return f"{member.pk} {reminder.key}"
