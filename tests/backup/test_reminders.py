"""What a restored diary sends: nothing twice, and nothing of days that are over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.forms import model_to_dict

from tests.backup.backups import back_up, backup, lose_everything
from tests.factories import make_entry
from tests.push.service import Browser, make_subscription
from tracker.actions.reminder_choices import choose_reminders
from tracker.backup import restore
from tracker.due_jobs import do_due_jobs
from tracker.models import (
    Child,
    Concern,
    Job,
    Member,
    PushKey,
    PushSubscription,
    ReminderChoice,
    Visit,
)
from tracker.push.subscriptions import make_push_key

DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
EVENING = datetime(2026, 3, 10, 19, 30, tzinfo=UTC)
NUDGE = "Time for today's entry"


@pytest.fixture
def member(child: Child, settings) -> Member:
    """Who chose the nudge in the evening by mail, and on a phone."""
    settings.SENDS_MAIL = True
    settings.PUBLIC_URL, settings.OPERATOR = "https://diary.milkspot.de", "ana@milkspot.de"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Concern.objects.update(condition="heat_rash", first_noticed_on=date(2026, 3, 1))
    make_entry(Concern.objects.get(), DAY - timedelta(days=1))
    member = Member.objects.get()
    choices = {"by_mail": True, "evening": True, "follow_up": True}
    choose_reminders(member=member, choices=choices, now=NOON)
    return member


def sent(now: datetime) -> list[str]:
    """Do what is due, and return the subjects of the mails."""
    mail.outbox = []
    do_due_jobs(lambda: now)
    return [each.subject for each in mail.outbox]


def lose_and_restore(tmp_path: Path, media: Path) -> None:
    back_up(tmp_path / "one")
    lose_everything(media)
    restore(backup(tmp_path / "one"))


def test_what_was_chosen_comes_back_and_the_phones_stay_behind(
    member: Member, tmp_path: Path, media: Path
) -> None:
    make_push_key()
    key = PushKey.objects.get().private_key
    make_subscription(member.user, "https://push.example.org/a", Browser())
    chosen = model_to_dict(ReminderChoice.objects.get())
    lose_and_restore(tmp_path, media)
    assert model_to_dict(ReminderChoice.objects.get()) == chosen
    assert PushKey.objects.get().private_key == key
    assert not PushSubscription.objects.exists()


def test_what_was_sent_before_is_not_sent_again(
    member: Member, tmp_path: Path, media: Path
) -> None:
    assert sent(EVENING) == [NUDGE]
    lose_and_restore(tmp_path, media)
    assert sent(EVENING + timedelta(minutes=1)) == []
    assert sent(EVENING + timedelta(days=1)) == [NUDGE]


def test_of_a_week_that_is_over_only_the_last_evening_is_told(
    member: Member, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Visit.objects.create(
        child=member.family.children.get(), day=DAY, follow_up_on=DAY + timedelta(days=3)
    )
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", Mock(side_effect=OSError))
        assert sent(EVENING) == []
    waiting = Job.objects.get(kind="reminder by mail", ended_at=None)
    lose_and_restore(tmp_path, media)
    assert sent(EVENING + timedelta(days=7)) == [NUDGE]
    assert Job.objects.get(pk=waiting.pk).is_missed
