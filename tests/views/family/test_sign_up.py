"""Who may start a diary on a server that has one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_family, make_member, make_user
from tests.views.family.test_start import account, baby, begun
from tests.views.pages import text_of
from tracker.models import Child, Family, Member, SignUpInvitation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to("2026-03-10T12:30:00Z", tick=False)


@pytest.fixture(autouse=True)
def family() -> Family:
    return make_member(make_family()).memberships.get().family


@pytest.fixture
def link(settings, capsys) -> str:
    """The path of a link for a new family."""
    settings.SIGN_UP = "invitation"
    settings.PUBLIC_URL = "https://milkspot.example.org"
    call_command("invite_family")
    return capsys.readouterr().out.strip().removeprefix("https://milkspot.example.org")


def starts(client: Client) -> bool:
    """Whether the client gets from the first page to a diary of a family of its own."""
    before = Family.objects.count()
    if client.post(reverse("start"), baby())["Location"] != reverse("start_account"):
        return False
    client.post(reverse("start_account"), account())
    return Family.objects.count() == before + 1


@pytest.mark.parametrize(
    ("setting", "possible"), [("closed", False), ("invitation", False), ("open", True)]
)
def test_who_starts_without_an_invitation(client, settings, setting: str, possible: bool) -> None:
    settings.SIGN_UP = setting
    assert starts(client) is possible
    assert Family.objects.count() == 1 + possible


@pytest.mark.parametrize("setting", ["closed", "invitation", "open"])
def test_only_an_open_server_offers_it_where_people_log_in(client, settings, setting: str) -> None:
    settings.SIGN_UP = setting
    for name in ("account_login", "account_signup"):
        offered = "Start a diary for your baby" in text_of(client.get(reverse(name)))
        assert offered is (setting == "open")


def test_a_new_family_sees_nothing_of_another(client, settings, family: Family) -> None:
    settings.SIGN_UP = "open"
    assert starts(client)
    other, child = Family.objects.exclude(pk=family.pk).get(), Child.objects.get()
    assert (child.family, [member.role for member in other.members.all()]) == (other, ["owner"])
    assert client.get(reverse("people", args=[family.pk])).status_code == 404
    assert client_of(family.users.get()).get(reverse("today", args=[child.pk])).status_code == 404


def test_no_sample_is_offered_beside_other_families(client, settings) -> None:
    settings.SIGN_UP = "open"
    assert "sample" not in text_of(client.get(reverse("start")))


@pytest.mark.parametrize("operator", ["", "Ben Okafor, ben@example.org"])
def test_who_hosts_it_is_said_before_the_account(client, settings, operator: str) -> None:
    settings.SIGN_UP, settings.OPERATOR = "open", operator
    begun(client)
    assert ("hosted by Ben Okafor, ben" in text_of(client.get(reverse("start_account")))) is bool(
        operator
    )


def test_a_link_starts_one_diary(client, link: str) -> None:
    page = client.get(link)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "strict-origin"
    assert client.post(link)["Location"] == reverse("start")
    assert starts(client)
    invitation = SignUpInvitation.objects.get()
    assert invitation.used_by == Member.objects.latest("pk").user
    second = Client()
    assert second.post(link).status_code == 404
    assert starts(second) is False


def test_a_link_that_was_used_meanwhile_starts_nothing(client, link: str) -> None:
    client.post(link)
    begun(client)
    slower = Client()
    slower.post(link)
    begun(slower)
    client.post(reverse("start_account"), account())
    answer = slower.post(reverse("start_account"), account(email="ben@example.org"))
    assert answer["Location"] == "/"
    assert Family.objects.count() == 2


def test_a_link_ends_after_14_days(client, link: str, time_machine) -> None:
    time_machine.shift(timedelta(days=14))
    assert client.post(link).status_code == 404
    assert starts(client) is False


def test_a_link_ends_when_the_server_is_closed(client, link: str, settings) -> None:
    settings.SIGN_UP = "closed"
    assert client.post(link).status_code == 404


def test_any_other_link_is_refused(client, link: str) -> None:
    address = reverse("sign_up_open", args=["x" * 43])
    assert text_of(client.get(address)) == text_of(client.get(link))
    assert client.post(address).status_code == 404


def test_somebody_without_a_family_starts_one_by_a_link(link: str) -> None:
    ana = make_user()
    client = client_of(ana)
    assert "Start a diary" not in text_of(client.get("/"))
    client.post(link)
    assert "Start a diary" in text_of(client.get("/"))
    assert starts(client)
    assert ana.memberships.get().role == "owner"


def test_no_start_code_is_asked_for_beside_other_families(client, link: str) -> None:
    client.post(link)
    begun(client)
    assert "Start code" not in text_of(client.get(reverse("start_account")))


@pytest.mark.parametrize("setting", ["closed", "open"])
def test_links_are_made_only_where_they_work(settings, setting: str) -> None:
    settings.SIGN_UP = setting
    with pytest.raises(CommandError, match=r"^Set SIGN_UP=invitation first\.$"):
        call_command("invite_family")
    assert not SignUpInvitation.objects.exists()


def test_without_a_public_address_the_link_is_one_of_this_machine(settings, capsys) -> None:
    settings.SIGN_UP = "invitation"
    call_command("invite_family")
    said = capsys.readouterr()
    assert said.out.startswith("http://localhost:8000/start/invited/")
    assert said.err == "PUBLIC_URL is not set. Replace localhost with the address they open.\n"
