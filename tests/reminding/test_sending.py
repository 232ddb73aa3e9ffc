"""Reminders by mail: what is due is sent once, and never after it was stopped or answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client
from time_machine import TimeMachineFixture

from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tracker.actions.records import write_record
from tracker.actions.reminder_choices import choose_reminders, stop_reminders
from tracker.daily_tasks import run_daily_tasks
from tracker.domain import records
from tracker.due_jobs import do_due_jobs
from tracker.models import Change, Concern, Job, Member, User, Visit
from tracker.queries.reminders import missed_of

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
EVENING = datetime(2026, 3, 10, 19, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

TITLES = {
    "Time for today's entry",
    "Something is due: open the diary",
    "You noted something for tomorrow",
    "You noted something for today",
    "Still there? Open the diary",
    "Somebody added something to the diary",
}


@pytest.fixture
def concern() -> Concern:
    """A rash of a family in London, seen yesterday."""
    concern = make_concern(
        make_child(make_family()), condition="heat_rash", first_noticed_on=date(2026, 3, 8)
    )
    make_entry(concern, DAY - timedelta(days=1))
    return concern


@pytest.fixture
def member(concern: Concern) -> Member:
    make_member(concern.child.family)
    return Member.objects.get()


def choose(member: Member, now: datetime = NOON, **choices: Any) -> None:
    choose_reminders(member=member, choices={"by_mail": True, **choices}, now=now)


def sent(now: datetime) -> list[str]:
    """Do what is due, and return the subjects of the mails."""
    mail.outbox = []
    do_due_jobs(lambda: now)
    assert {each.subject for each in mail.outbox} <= TITLES
    return [each.subject for each in mail.outbox]


def test_nothing_is_sent_until_it_is_chosen(member: Member) -> None:
    assert sent(EVENING) == []
    choose(member)
    assert sent(EVENING) == []
    assert not Job.objects.exclude(kind="reminders").exists()


def test_the_nudge_comes_in_the_evening_once(member: Member) -> None:
    choose(member, evening=True)
    assert sent(NOON) == []
    assert sent(EVENING) == ["Time for today's entry"]
    assert sent(EVENING + MINUTE) == []
    assert sent(EVENING + HOUR) == []
    assert sent(EVENING + timedelta(days=1)) == ["Time for today's entry"]


def test_a_mail_has_no_name_and_stops_at_one_click(member: Member, concern: Concern) -> None:
    choose(member, evening=True)
    sent(EVENING)
    (message,) = mail.outbox
    assert message.to == [member.user.email]
    for word in (concern.child.name, concern.title, "rash", "Family"):
        assert word not in message.body
    stop = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = stop.removeprefix("https://milkspot.example.org")
    client = Client(enforce_csrf_checks=True)
    assert client.get(path).status_code == 200
    assert sent(EVENING + timedelta(days=1)) == ["Time for today's entry"]
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert sent(EVENING + timedelta(days=2)) == []


def test_an_entry_of_today_makes_the_nudge_needless(member: Member, concern: Concern) -> None:
    choose(member, evening=True)
    make_entry(concern, DAY)
    assert sent(EVENING) == []


def test_an_entry_while_the_mail_server_was_down_makes_it_needless(
    member: Member, concern: Concern, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(member, evening=True)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        assert sent(EVENING) == []
    make_entry(concern, DAY)
    assert sent(EVENING + MINUTE) == []
    assert not missed_of(member, EVENING).exists()


def refuse(*_: object) -> int:
    raise ConnectionRefusedError


def test_a_mail_server_that_is_down_is_tried_again(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(member, evening=True)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        assert sent(EVENING) == []
    assert sent(EVENING + MINUTE) == ["Time for today's entry"]


def test_what_could_not_be_sent_by_its_end_is_shown_as_missed(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    choose(member, evening=True)
    for minute in range(90):
        sent(EVENING + minute * MINUTE)
    missed = missed_of(member, EVENING + 2 * HOUR)
    assert [job.kind for job in missed] == ["reminder by mail"]


def test_after_a_week_without_a_server_there_is_one_reminder(
    member: Member, concern: Concern
) -> None:
    choose(member, evening=True)
    assert sent(EVENING + timedelta(days=7)) == ["Time for today's entry"]


def test_a_follow_up_is_told_the_day_before_and_on_the_day(
    member: Member, concern: Concern
) -> None:
    visit = Visit.objects.create(
        child=concern.child, day=DAY - timedelta(days=1), follow_up_on=DAY + timedelta(days=2)
    )
    visit.concerns.add(concern)
    choose(member, follow_up=True)
    days = [sent(NOON + timedelta(days=days)) for days in range(4)]
    assert days == [[], ["You noted something for tomorrow"], ["You noted something for today"], []]


def test_still_there_is_asked_once(member: Member) -> None:
    choose(member, evening=True, still_there=True)
    days = range(13, 30)
    asked = [day for day in days if "Still there? Open the diary" in sent(NOON + day * 24 * HOUR)]
    assert asked == [13]  # 14 days after the entry of yesterday


def test_nothing_is_sent_in_quiet_hours(member: Member) -> None:
    choose(member, evening=True, quiet_from=time(19), quiet_until=time(9))
    assert [sent(EVENING + n * HOUR) for n in range(24)] == [[]] * 24


def test_a_stop_ends_what_waits(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(member, evening=True)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        sent(EVENING)
    stop_reminders(member_id=member.pk, switch="evening")
    assert sent(EVENING + MINUTE) == []


def test_who_may_not_write_is_not_asked_to(member: Member) -> None:
    choose(member, evening=True, still_there=True)
    Member.objects.update(role="viewer")
    assert sent(EVENING) == []
    assert sent(NOON + timedelta(days=14)) == []


def test_a_family_that_moves_is_reminded_by_its_new_clock(
    member: Member, client: Client, time_machine: TimeMachineFixture
) -> None:
    choose(member, evening=True)
    time_machine.move_to(NOON, tick=False)
    client.force_login(member.user)
    family = member.family
    data = {"name": "Family", "time_zone": "Europe/Athens", "country": "GR"}
    client.post(
        f"/family/{family.pk}/", {**data, "temperature_unit": "C", "revision": family.revision}
    )
    assert sent(EVENING - 2 * HOUR) == ["Time for today's entry"]


def test_a_clock_that_was_ahead_silences_nobody(member: Member) -> None:
    wrong = NOON + timedelta(days=365)
    run_daily_tasks(NOON - timedelta(days=1))
    run_daily_tasks(wrong)
    choose(member, wrong, evening=True)
    run_daily_tasks(NOON)
    sent(NOON)
    assert sent(EVENING) == ["Time for today's entry"]


def test_a_timer_of_the_host_sends_them_too(
    member: Member, time_machine: TimeMachineFixture
) -> None:
    choose(member, evening=True)
    time_machine.move_to(EVENING, tick=False)
    mail.outbox = []
    call_command("remind")
    assert [each.subject for each in mail.outbox] == ["Time for today's entry"]


def test_a_mail_sent_twice_is_one_to_its_reader(member: Member) -> None:
    choose(member, evening=True)
    sent(EVENING)
    (first,) = mail.outbox
    Job.objects.filter(kind="reminder by mail").update(ended_at=None)
    sent(EVENING)
    (second,) = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


# When somebody wrote


@pytest.fixture
def partner(concern: Concern) -> User:
    return make_member(concern.child.family, "caregiver")


WROTE = "Somebody added something to the diary"


def write(concern: Concern, by: User, now: datetime) -> None:
    """Write an entry as a page does, at this time."""
    record = records.Entry(day=now.date(), at=now.time(), status="present")
    write_record(owner=concern, record=record, uuid=uuid4(), by=by, revision=0)
    Change.objects.filter(pk=Change.objects.latest("pk").pk).update(made_at=now)


def test_the_other_parent_hears_of_it_once_a_day(
    member: Member, concern: Concern, partner: User
) -> None:
    choose(member, wrote=True)
    assert sent(NOON + MINUTE) == []
    write(concern, partner, NOON + HOUR)
    assert sent(NOON + HOUR + MINUTE) == [WROTE]
    assert mail.outbox[0].to == [member.user.email]
    write(concern, partner, NOON + 2 * HOUR)
    assert sent(NOON + 2 * HOUR + MINUTE) == []
    write(concern, partner, NOON + 24 * HOUR)
    assert sent(NOON + 24 * HOUR + MINUTE) == [WROTE]


def test_nobody_hears_of_it_who_did_not_choose_it_or_wrote(
    member: Member, concern: Concern, partner: User
) -> None:
    choose(member, evening=True, due=True, follow_up=True, still_there=True)
    write(concern, partner, NOON)
    assert sent(NOON + MINUTE) == []
    choose(Member.objects.get(user=partner), wrote=True)
    assert sent(NOON + 2 * MINUTE) == []


def test_who_wrote_since_has_seen_it(member: Member, concern: Concern, partner: User) -> None:
    choose(member, wrote=True)
    write(concern, partner, NOON)
    write(concern, member.user, NOON + MINUTE)
    assert sent(NOON + 2 * MINUTE) == []


def test_a_viewer_hears_of_nothing_that_others_write(
    member: Member, concern: Concern, partner: User
) -> None:
    choose(member, wrote=True)
    Member.objects.filter(pk=member.pk).update(role="viewer")
    write(concern, partner, NOON)
    assert sent(NOON + MINUTE) == []


def test_what_was_written_at_night_is_told_in_the_morning(
    member: Member, concern: Concern, partner: User
) -> None:
    choose(member, wrote=True)
    write(concern, partner, NOON + 10 * HOUR)
    hours = [hour for hour in range(10, 34) if sent(NOON + hour * HOUR)]
    assert hours == [19]


def test_what_was_undone_is_not_told(member: Member, concern: Concern, partner: User) -> None:
    choose(member, wrote=True)
    write(concern, partner, NOON)
    Change.objects.update(undone_at=NOON, undone_by=partner)
    assert sent(NOON + MINUTE) == []
