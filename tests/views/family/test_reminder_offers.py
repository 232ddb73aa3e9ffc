"""What Today offers and says about reminders."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_family,
    make_member,
)
from tracker.models import Child, Job, Member, ReminderChoice, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)
OFFER = "Would a reminder help?"
MISSED = "couldn't be sent"
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.SENDS_MAIL = True
    settings.PUBLIC_URL = "https://milkspot.example.org"


@pytest.fixture
def child() -> Child:
    """Of a family that follows one thing."""
    child = make_child()
    make_concern(child, first_noticed_on=TODAY - timedelta(days=3))
    return child


def client(child: Child, role: str = "owner", *, joined: timedelta = WEEK) -> Client:
    user = make_member(child.family, role)
    Member.objects.filter(user=user).update(created_at=timezone.now() - joined)
    return client_of(user)


def today(client: Client, child: Child) -> str:
    return client.get(reverse("today", args=[child.pk])).content.decode()


def tap(client: Client, child: Child, name: str) -> None:
    """Tap the button with this address, as Today shows it."""
    address = reverse(name, args=[child.family.pk])
    assert f'action="{address}"' in today(client, child)
    back = reverse("today", args=[child.pk])
    assert client.post(address, {"next": back}).headers["Location"] == back


def test_the_nudge_is_offered_after_the_first_week(child: Child) -> None:
    assert OFFER not in today(client(child, joined=WEEK - timedelta(days=1)), child)
    parent = client(child)
    assert "You'll get one at 19:30 when" in today(parent, child)
    assert not ReminderChoice.objects.exists()
    tap(parent, child, "reminders_evening")
    assert OFFER not in today(parent, child)
    choice = ReminderChoice.objects.get()
    assert (choice.evening, choice.by_mail, choice.follow_up) == (True, True, False)


def test_an_offer_that_was_declined_is_made_no_more(child: Child) -> None:
    parent = client(child)
    tap(parent, child, "reminders_evening_decline")
    assert OFFER not in today(parent, child)
    assert not ReminderChoice.objects.get().is_on


def test_nothing_to_follow_needs_no_nudge() -> None:
    child = make_child()
    assert OFFER not in today(client(child), child)


def test_a_visit_with_a_day_to_come_back_is_offered(child: Child) -> None:
    parent = client(child, joined=timedelta())
    Visit.objects.create(child=child, day=TODAY - timedelta(days=2), follow_up_on=TODAY)
    assert OFFER not in today(parent, child)
    Visit.objects.create(child=child, day=TODAY, follow_up_on=TODAY + timedelta(days=9))
    assert "The follow-up is on 19 May" in today(parent, child)
    tap(parent, child, "reminders_follow_up")
    choice = ReminderChoice.objects.get()
    assert (choice.evening, choice.by_mail, choice.follow_up) == (False, True, True)
    assert OFFER not in today(parent, child)


def test_a_declined_follow_up_leaves_the_other_offer(child: Child) -> None:
    parent = client(child)
    Visit.objects.create(child=child, day=TODAY, follow_up_on=TODAY + WEEK)
    tap(parent, child, "reminders_follow_up_decline")
    html = today(parent, child)
    assert "The follow-up is on" not in html
    assert "entry is missing" in html


def test_nothing_is_offered_that_could_not_be_sent_or_to_a_viewer(child: Child, settings) -> None:
    assert OFFER not in today(client(child, "viewer"), child)
    settings.SENDS_MAIL = False
    assert OFFER not in today(client(child), child)


def test_where_only_push_can_reach_the_offer_leads_to_the_page(
    child: Child, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    settings.SENDS_MAIL = False
    monkeypatch.setattr("tracker.views.diary.today.is_possible", lambda: True)
    html = today(client(child), child)
    assert OFFER in html
    assert reverse("reminders_evening", args=[child.family.pk]) + '"' not in html
    assert f'href="{reverse("reminders", args=[child.family.pk])}"' in html


def test_by_the_way_that_reaches_the_member_already(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.views.diary.today.is_reached", lambda _member: True)
    parent = client(child)
    assert 'name="by" value="as before"' in today(parent, child)
    address = reverse("reminders_evening", args=[child.family.pk])
    parent.post(address, {"by": "as before"})
    choice = ReminderChoice.objects.get()
    assert (choice.evening, choice.by_mail) == (True, False)


def end(member: Member, ended_at: datetime, by: str = "mail", *, is_missed: bool = True) -> None:
    """Create a reminder of this moment that was sent, or could not be, by this channel."""
    Job.objects.create(
        kind=f"reminder by {by}",
        key=f"{ended_at}",
        member=member,
        due_at=ended_at,
        ended_at=ended_at,
        is_missed=is_missed,
    )


def test_what_could_not_be_sent_is_shown_until_it_is_closed(child: Child) -> None:
    parent, now = client(child), timezone.now()
    member = Member.objects.get()
    ReminderChoice.objects.create(member=member, due=True, by_mail=True)
    assert MISSED not in today(parent, child)
    end(member, now - WEEK - timedelta(minutes=1))
    assert MISSED not in today(parent, child)
    end(member, now - timedelta(hours=1))
    html = today(parent, child)
    assert html.count(MISSED) == 1
    assert "The diary stopped trying on 10 May 2026." in html
    assert MISSED not in today(client(child), child)
    assert html.index("How is it today?") < html.index(MISSED)  # below what is due
    tap(parent, child, "reminders_missed_close")
    assert MISSED not in today(parent, child)
    end(member, now + timedelta(minutes=1))
    assert MISSED in today(parent, child)


def test_a_stranger_can_answer_nothing(child: Child) -> None:
    stranger = client_of(make_member(make_family()))
    for name in ("reminders_follow_up", "reminders_evening_decline", "reminders_missed_close"):
        assert stranger.post(reverse(name, args=[child.family.pk])).status_code == 404


def test_what_came_another_way_is_not_called_missed(child: Child) -> None:
    parent, hour_ago = client(child), timezone.now() - timedelta(hours=1)
    member = Member.objects.get()
    ReminderChoice.objects.create(member=member, due=True, by_mail=True)
    end(member, hour_ago)
    assert MISSED in today(parent, child)
    end(member, hour_ago, by="push", is_missed=False)
    assert MISSED not in today(parent, child)


UNREACHED = "they can't reach you at the moment"


def test_reminders_that_reach_nobody_are_said(child: Child, settings) -> None:
    parent = client(child)
    choice = ReminderChoice.objects.create(member=Member.objects.get(), by_mail=True)
    settings.SENDS_MAIL = False
    assert UNREACHED not in today(parent, child)
    ReminderChoice.objects.filter(pk=choice.pk).update(due=True)
    assert UNREACHED in today(parent, child)
    page = parent.get(reverse("reminders", args=[child.family.pk])).content.decode()
    assert "This server can't send email" in page
    settings.SENDS_MAIL = True
    assert UNREACHED not in today(parent, child)
    ReminderChoice.objects.filter(pk=choice.pk).update(by_mail=False)
    assert UNREACHED in today(parent, child)
