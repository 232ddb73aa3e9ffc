"""The page of a member's reminders."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import client_of, make_child, make_family, make_member
from tracker.actions.reminder_choices import PLAN
from tracker.models import Family, Job, Member, ReminderChoice

pytestmark = pytest.mark.django_db

TIMES = {"evening_at": "18:45", "quiet_from": "20:00", "quiet_until": "06:30"}


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.SENDS_MAIL = True
    settings.PUBLIC_URL = "https://milkspot.example.org"


@pytest.fixture
def family() -> Family:
    return make_child().family


def page(client: Client, family: Family) -> str:
    return client.get(reverse("reminders", args=[family.pk])).content.decode()


def test_all_are_off_until_they_are_chosen(family: Family) -> None:
    client = client_of(make_member(family))
    assert "checked" not in page(client, family)
    client.post(reverse("reminders", args=[family.pk]), {**TIMES, "due": "on", "by_mail": "on"})
    choice = ReminderChoice.objects.get()
    switches = [getattr(choice, name) for name in ReminderChoice.SWITCHES]
    assert switches == [False, True, False, False, False]
    assert (choice.by_mail, f"{choice.evening_at:%H:%M}") == (True, "18:45")
    assert Job.objects.get().kind == PLAN


def test_an_evening_reminder_takes_three_taps_from_today(family: Family) -> None:
    client = client_of(make_member(family))
    today = reverse("today", args=[family.children.get().pk])
    more = reverse("more", args=[family.children.get().pk])
    assert more in client.get(today).content.decode()
    assert reverse("reminders", args=[family.pk]) in client.get(more).content.decode()
    tap = reverse("reminders_evening", args=[family.pk])
    assert tap in page(client, family)
    client.post(tap)
    choice = ReminderChoice.objects.get()
    assert (choice.evening, choice.by_mail, choice.due) == (True, True, False)
    assert tap not in page(client, family)


def test_a_viewer_is_not_asked_to_write(family: Family) -> None:
    client = client_of(make_member(family, "viewer"))
    text = page(client, family)
    assert not [name for name in ("evening", "still_there", "wrote") if f'name="{name}"' in text]
    assert client.post(reverse("reminders_evening", args=[family.pk])).status_code == 403
    client.post(reverse("reminders", args=[family.pk]), {**TIMES, "evening": "on", "due": "on"})
    choice = ReminderChoice.objects.get()
    assert (choice.evening, choice.due) == (False, True)


def test_a_stranger_finds_nothing(family: Family) -> None:
    client = client_of(make_member(make_family()))
    assert client.get(reverse("reminders", args=[family.pk])).status_code == 404
    assert client.post(reverse("reminders_evening", args=[family.pk])).status_code == 404


def test_without_a_mail_server_the_page_says_so(family: Family, settings) -> None:
    settings.SENDS_MAIL = False
    text = page(client_of(make_member(family)), family)
    assert "send email" in text
    assert 'name="by_mail"' not in text


def test_a_reminder_that_could_not_be_sent_is_shown_for_a_week(family: Family) -> None:
    client = client_of(make_member(family))
    job = Job(kind="reminder by mail", key="x", member=Member.objects.get(), is_missed=True)
    job.due_at = job.ended_at = timezone.now()
    job.save()
    assert "couldn't be sent" in page(client, family)
    Job.objects.update(ended_at=timezone.now() - timedelta(days=8))
    assert "couldn't be sent" not in page(client, family)


def test_a_changed_link_stops_nothing(client: Client) -> None:
    assert client.post(reverse("reminders_stop", args=["x:y:z"])).status_code == 404
