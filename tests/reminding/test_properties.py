"""Whatever a family does and its server goes through: no reminder that should not be sent."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tracker.actions.reminder_choices import choose_reminders, replan_family, stop_reminders
from tracker.due_jobs import do_due_jobs
from tracker.models import Entry, Family, Job, Member, ReminderChoice, User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NUDGE = "Time for today's entry"
EVENING, QUIET_FROM, QUIET_UNTIL = time(19, 30), time(23), time(7)
HOUR = timedelta(hours=1)
ZONES = [
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Africa/Casablanca",
]
EVENTS = ["nothing", "entry", "gone", "stop", "choose", "mail is down", "mail is up", *ZONES]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(EVENTS),
        st.sampled_from([1, 1, 3, 6, 6, 12, 24, 24, 8 * 24, -2, -30]),
    ),
    max_size=25,
)
"""What happens, and how many hours later the server looks: after a week, or by a wrong clock."""


class Home:
    """A family with one concern, a parent who wants the nudge, and a server with a clock."""

    def __init__(self, zone: str, now: datetime) -> None:
        self.now = now
        self.mail_is_up = True
        family = make_family(time_zone=zone)
        noticed = self._today(zone) - timedelta(days=1)
        child = make_child(family, birth_date=noticed)
        self.concern = make_concern(child, condition="heat_rash", first_noticed_on=noticed)
        self.member = Member.objects.get(user=make_member(family))
        self.happens("choose")

    @property
    def family(self) -> Family:
        return Family.objects.get(pk=self.concern.child.family_id)

    @property
    def today(self) -> date:
        return self._today(self.family.time_zone)

    def _today(self, zone: str) -> date:
        return self.now.astimezone(ZoneInfo(zone)).date()

    def happens(self, event: str) -> None:
        if event == "entry":
            make_entry(self.concern, self.today)
        elif event == "gone":
            make_entry(self.concern, self.today, status="clear")
        elif event == "stop":
            stop_reminders(member_id=self.member.pk, switch="evening")
        elif event == "choose":
            self._choose()
        elif event.startswith("mail is"):
            self.mail_is_up = event == "mail is up"
        elif event in ZONES:
            Family.objects.filter(pk=self.family.pk).update(time_zone=event)
            replan_family(self.family, self.now)

    def _choose(self) -> None:
        choices = {
            "evening": True,
            "by_mail": True,
            "evening_at": EVENING,
            "quiet_from": QUIET_FROM,
            "quiet_until": QUIET_UNTIL,
        }
        choose_reminders(member=Member.objects.get(), choices=choices, now=self.now)

    def looks_after(self, hours: int) -> list[date]:
        """Return the day of each nudge that the server sends then."""
        self.now += hours * HOUR
        mail.outbox = []
        with patch.object(EmailBackend, "send_messages", self._send()):
            do_due_jobs(lambda: self.now)
        assert {each.subject for each in mail.outbox} <= {NUDGE}
        return [self.today for _ in mail.outbox]

    def _send(self):
        def refuse(*_: object) -> int:
            raise ConnectionRefusedError

        return EmailBackend.send_messages if self.mail_is_up else refuse

    def may_be_nudged(self) -> bool:
        clock = self.now.astimezone(ZoneInfo(self.family.time_zone)).time()
        known = Entry.objects.filter(concern=self.concern, day__lte=self.today).order_by("day")
        last = known.last()
        goes_on = last is None or last.status == "present"
        is_missing = last is None or last.day < self.today
        is_chosen = ReminderChoice.objects.get().evening
        return EVENING <= clock < QUIET_FROM and goes_on and is_missing and is_chosen


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    steps=STEPS,
)
@example("Pacific/Auckland", datetime(2026, 4, 4, 6, tzinfo=UTC), [("America/Sao_Paulo", 6)] * 9)
@example("Africa/Casablanca", datetime(2026, 2, 14, 12, tzinfo=UTC), [("nothing", 8 * 24)])
def test_no_nudge_that_should_not_be_sent(zone: str, start: datetime, steps) -> None:
    for model in (Family, User, Job):
        model.objects.all().delete()
    home = Home(zone, start)
    nudged: list[date] = []
    for event, hours in steps:
        home.happens(event)
        sent = home.looks_after(hours)
        assert not sent or home.may_be_nudged()
        nudged += sent
    assert len(nudged) == len(set(nudged))
    assert_nudged_again(home)


def assert_nudged_again(home: Home) -> None:
    """Two months later, with all in order, each day after an entry has its nudge once."""
    home.looks_after(60 * 24)
    for event in ("mail is up", "choose", "entry"):
        home.happens(event)
    first = home.today + timedelta(days=1)
    nudged = [day for _ in range(4 * 8) for day in home.looks_after(3)]
    assert nudged[:3] == [first + timedelta(days=days) for days in range(3)]
