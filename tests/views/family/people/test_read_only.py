"""What is sent while a diary is copied before it is deleted is kept, and written afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.db.models.functions import Now
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, drawn_jpeg, make_concern, make_invitation
from tests.views.entry_posts import entry_new, entry_post, spots_post
from tests.views.family.people.test_invitations import INSIDE, account, opened
from tests.views.pages import text_of
from tracker.models import Child, Concern, Entry, Family, Member, User
from tracker.views.client_headers import account_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

SENTENCE = "One of this family's diaries is being copied before it's deleted."


@pytest.fixture
def read_only(family: Family) -> Callable[[timedelta], None]:
    def until(from_now: timedelta) -> None:
        Family.objects.filter(pk=family.pk).update(read_only_until=Now() + from_now)

    until(timedelta(minutes=1))
    return until


@pytest.fixture
def concern(child: Child) -> Concern:
    return make_concern(child)


def sent_again(page: HttpResponse) -> dict[str, Any]:
    """What the page's form sends."""
    data: dict[str, list[str]] = {}
    fields = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
    for name, value in re.findall(fields, page.content.decode()):
        data.setdefault(unescape(name), []).append(unescape(value))
    return data


def test_what_was_written_is_kept_and_sent_once_more(
    ana: Member, concern: Concern, read_only: Callable[[timedelta], None]
) -> None:
    client = client_of(ana.user)
    spots = spots_post({"site": "chin", "track": "A"})
    data = entry_post(day="2026-05-10", notes='so "red" <here>', **spots)
    page = client.post(entry_new(concern), data)
    assert (page.status_code, page["Retry-After"]) == (503, "60")
    assert SENTENCE in text_of(page)
    assert "Choose the photos again." not in text_of(page)
    assert not Entry.objects.exists()
    read_only(timedelta(seconds=-1))
    assert client.post(entry_new(concern), sent_again(page)).status_code == 302
    entry = Entry.objects.get()
    assert (entry.notes, entry.spots.get().site) == ('so "red" <here>', "chin")


@pytest.mark.usefixtures("read_only")
def test_photos_are_to_be_chosen_again(ana: Member, concern: Concern) -> None:
    photo = BytesIO(drawn_jpeg((80, 60)))
    photo.name = "chin.jpg"
    data = entry_post(day="2026-05-10", photos=photo)
    page = client_of(ana.user).post(entry_new(concern), data)
    assert page.status_code == 503
    assert "Choose the photos again." in text_of(page)


def test_what_waits_on_a_phone_goes_on_waiting(
    ana: Member, concern: Concern, read_only: Callable[[timedelta], None]
) -> None:
    """The outbox tries again by itself where the status is 500 or more."""
    client, data = client_of(ana.user), entry_post(day="2026-05-10")
    headers = {
        "Accept": "application/json",
        "Milkspot-Written-By": account_key(ana.user),
        "Milkspot-Written-At": "2026-05-10T12:30:00Z",
    }
    assert client.post(entry_new(concern), data, headers=headers).status_code == 503
    read_only(timedelta(seconds=-1))
    for _ in range(2):
        assert client.post(entry_new(concern), data, headers=headers).status_code == 200
    assert Entry.objects.count() == 1


@pytest.mark.usefixtures("read_only")
def test_it_is_read_as_ever(ana: Member, concern: Concern) -> None:
    client = client_of(ana.user)
    for address in (reverse("today", args=[concern.child_id]), entry_new(concern)):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("read_only")
def test_no_baby_is_added(owner: Client, child: Child) -> None:
    data = {"name": "Rose", "birth_date": "2026-05-01"}
    assert SENTENCE in text_of(owner.post(reverse("child_new"), data))
    assert Child.objects.get() == child


@pytest.mark.usefixtures("read_only")
def test_nobody_deletes_it_a_second_time(owner: Client, child: Child) -> None:
    page = owner.post(reverse("child_removal", args=[child.pk]), {"typed": child.name})
    assert SENTENCE in text_of(page)
    assert Child.objects.exists()


@pytest.mark.parametrize("has_account", [False, True])
def test_who_is_invited_comes_in_afterwards(
    ana: Member, nan: Member, has_account: bool, read_only: Callable[[timedelta], None]
) -> None:
    make_invitation(ana.family, ana.user, "viewer")
    Member.objects.filter(pk=nan.pk).delete()
    client = opened(client_of(nan.user) if has_account else Client())
    data = {"as": str(nan.user_id)} if has_account else account()
    text = text_of(client.post(INSIDE, data, follow=True))
    assert "Nobody can join at the moment. Try again in a few minutes." in text
    assert Member.objects.get() == ana
    assert not User.objects.filter(email="gran@example.org").exists()
    read_only(timedelta(seconds=-1))
    client.post(INSIDE, data)
    assert Member.objects.count() == 2
