"""An owner helps somebody of the family to a new password, and gets no further by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import (
    PASSWORD,
    client_of,
    confirmed,
    make_child,
    make_copy,
    make_family,
    make_member,
    make_user,
)
from tracker.models import Family, FamilyEvent, Member, User

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "a wholly new password"


@pytest.fixture
def family() -> Family:
    return make_child(make_family()).family


@pytest.fixture
def owner(family: Family) -> Client:
    return confirmed(client_of(make_member(family, user=make_user("ana@example.org", name="Ana"))))


@pytest.fixture
def gran(family: Family) -> User:
    return make_member(family, "viewer", user=make_user("gran@example.org", name="Gran"))


def address(family: Family, user: User) -> str:
    member = Member.objects.get(family=family, user=user)
    return reverse("member_password", args=[family.pk, member.pk])


def made(owner: Client, family: Family, user: User) -> str:
    link: str = owner.post(address(family, user)).context["link"]
    return link.removeprefix("http://testserver")


def opened(link: str, client: Client | None = None) -> HttpResponse:
    return (client or Client()).get(link)


def works(link: str) -> bool:
    return opened(link).status_code == 302


def choose(link: str, password: str = NEW_PASSWORD) -> Client:
    client = Client()
    client.post(opened(link, client)["Location"], {"password1": password})
    return client


def test_the_link_is_shown_once_and_noted(owner: Client, family: Family, gran: User) -> None:
    assert owner.get(address(family, gran)).context["link"] == ""
    response = owner.post(address(family, gran))
    link = response.context["link"]
    assert link in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert link not in owner.get(address(family, gran)).content.decode()
    event = FamilyEvent.objects.get()
    assert (event.kind, event.about, event.by_name) == ("password_link", "Gran", "Ana")


def test_it_lets_its_person_choose_a_password_and_log_in(
    owner: Client, family: Family, gran: User
) -> None:
    elsewhere = client_of(gran)
    client = choose(made(owner, family, gran))
    gran.refresh_from_db()
    assert gran.check_password(NEW_PASSWORD)
    assert client.get(reverse("account")).status_code == 302  # not logged in by it
    assert elsewhere.get(reverse("account")).status_code == 302  # and out everywhere
    sent = {"login": gran.email, "password": NEW_PASSWORD}
    assert client.post(reverse("account_login"), sent)["Location"] == reverse("home")


def test_it_works_once(owner: Client, family: Family, gran: User) -> None:
    link = made(owner, family, gran)
    form = Client()
    address_of_form = opened(link, form)["Location"]
    choose(link)
    assert not works(link)
    form.post(address_of_form, {"password1": "one more new password"})
    gran.refresh_from_db()
    assert gran.check_password(NEW_PASSWORD)


def test_it_works_for_a_day(owner: Client, family: Family, gran: User, time_machine) -> None:
    time_machine.move_to("2026-03-10T12:00Z", tick=False)
    link = made(confirmed(owner), family, gran)
    time_machine.shift(timedelta(days=1))
    assert works(link)
    time_machine.shift(timedelta(seconds=1))
    assert not works(link)
    assert "has expired" in opened(link).content.decode()


def test_it_is_of_one_person(owner: Client, family: Family, gran: User) -> None:
    other = make_member(family, "viewer")
    mine, theirs = (made(owner, family, user).rstrip("/") for user in (gran, other))
    token = theirs.partition("key/")[2].partition("-")[2]
    assert works(f"{theirs}/")
    assert not works(f"{mine.partition('key/')[0]}key/{gran.pk}-{token}/")
    assert not works(f"{mine[:-1]}{'0' if mine[-1] != '0' else '1'}/")


def test_a_weak_password_is_refused(owner: Client, family: Family, gran: User) -> None:
    link = made(owner, family, gran)
    choose(link, "short")
    gran.refresh_from_db()
    assert gran.check_password(PASSWORD)
    assert works(link)


def test_who_remembers_the_password_needs_no_link_any_more(
    owner: Client, family: Family, gran: User, time_machine
) -> None:
    time_machine.move_to("2026-03-10T12:00Z", tick=False)
    link = made(confirmed(owner), family, gran)
    time_machine.shift(timedelta(minutes=1))
    Client().post(reverse("account_login"), {"login": gran.email, "password": PASSWORD})
    assert not works(link)


def test_it_opens_no_family_that_is_joined_afterwards(
    owner: Client, family: Family, gran: User
) -> None:
    link = made(owner, family, gran)
    assert works(link)
    make_member(make_family(), "viewer", user=gran)
    assert not works(link)


def test_the_address_is_the_one_that_people_open(
    owner: Client, family: Family, gran: User, settings
) -> None:
    settings.PUBLIC_URL = "https://example.org"
    link = owner.post(address(family, gran)).context["link"]
    assert link.startswith("https://example.org/account/password/reset/key/")


# For whom


def refused(owner: Client, family: Family, user: User) -> bool:
    page = owner.get(address(family, user))
    assert page.status_code == 200
    status = owner.post(address(family, user)).status_code
    assert (status == 403) is ("You can't do this" in page.content.decode())
    return status == 403


@pytest.mark.parametrize(
    ("role", "is_refused"), [("viewer", False), ("caregiver", False), ("owner", True)]
)
def test_owners_are_equal(owner: Client, family: Family, role: str, is_refused: bool) -> None:
    assert refused(owner, family, make_member(family, role)) is is_refused


def test_nobody_makes_one_for_themselves(owner: Client, family: Family) -> None:
    assert refused(owner, family, User.objects.get(email="ana@example.org"))


def test_it_would_open_another_family(owner: Client, family: Family, gran: User) -> None:
    make_member(make_family(), "viewer", user=gran)
    assert refused(owner, family, gran)


def test_it_opens_another_family_of_the_same_owner(
    owner: Client, family: Family, gran: User
) -> None:
    other = make_family()
    make_member(other, "viewer", user=gran)
    make_member(other, "owner", user=User.objects.get(email="ana@example.org"))
    assert not refused(owner, family, gran)


def test_a_sample_is_no_family(owner: Client, family: Family, gran: User) -> None:
    make_member(make_family(is_sample=True), "owner", user=gran)
    assert not refused(owner, family, gran)


def test_it_would_open_a_copy_that_is_kept(owner: Client, family: Family, gran: User) -> None:
    make_copy(gran)
    assert refused(owner, family, gran)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_who_is_no_owner_makes_none(family: Family, gran: User, role: str, method: str) -> None:
    client = confirmed(client_of(make_member(family, role)))
    assert getattr(client, method)(address(family, gran)).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(family: Family, gran: User, method: str) -> None:
    stranger = confirmed(client_of(make_member(make_family())))
    assert getattr(stranger, method)(address(family, gran)).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_of_the_family_is_not_helped(owner: Client, family: Family, method: str) -> None:
    other = make_family()
    make_member(other, "viewer")
    member = other.members.get()
    place = reverse("member_password", args=[family.pk, member.pk])
    assert getattr(owner, method)(place).status_code == 404
