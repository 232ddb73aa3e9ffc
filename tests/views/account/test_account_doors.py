"""Logging in, and what those get who try it with what is not theirs."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_child, make_family, make_member, make_user
from tracker.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent() -> User:
    child = make_child(make_family())
    return make_member(child.family, user=make_user("ana@example.org"))


def try_it(
    email: str = "ana@example.org",
    password: str = "wrong",
    client: Client | None = None,
    **headers: str,
) -> HttpResponse:
    sent = {"login": email, "password": password}
    return (client or Client()).post(reverse("account_login"), sent, headers=headers)


def page_without_tokens(response: HttpResponse) -> str:
    """The page without what differs each time."""
    page = response.content.decode()
    token = str(response.context["csrf_token"])
    return page.replace(token, "").replace("nobody@example.org", "ana@example.org")


def test_logging_in_leads_home_without_a_fuss(client: Client, parent: User) -> None:
    assert try_it(" ANA@example.org ", PASSWORD, client)["Location"] == reverse("home")
    assert (
        "notice notice-" not in client.get("/", follow=True).content.decode().partition("<main")[2]
    )


def test_it_leads_to_where_one_wanted(client: Client, parent: User) -> None:
    child = parent.families.get().children.get()
    wanted = reverse("timeline", args=[child.pk])
    address = client.get(wanted)["Location"]
    assert f'value="{wanted}"' in client.get(address).content.decode()
    sent = {"login": parent.email, "password": PASSWORD}
    assert client.post(address, sent)["Location"] == wanted
    client.post(reverse("account_logout"))
    sent["next"] = "https://elsewhere.example/"
    assert client.post(reverse("account_login"), sent)["Location"] == reverse("home")


def test_the_log_in_offers_no_sign_up(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("account_signup") not in page
    assert reverse("account_reset_password") in page


def test_a_known_and_an_unknown_address_get_the_same_answer(
    parent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And as slowly: for an unknown one a password is hashed as well."""
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args)
    )
    answers, costs = [], []
    for email in ("ana@example.org", "nobody@example.org"):
        hashed.clear()
        answers.append(page_without_tokens(try_it(email)))
        costs.append(len(hashed))
    assert "That email address or password isn&#x27;t right." in answers[0]
    assert answers[0] == answers[1]
    assert costs == [1, 1]


def test_an_account_that_is_switched_off_stays_shut(parent: User) -> None:
    parent.is_active = False
    parent.save()
    assert try_it(password=PASSWORD)["Location"] == reverse("account_inactive")
    assert page_without_tokens(try_it()) == page_without_tokens(try_it("nobody@example.org"))


# Limits


def is_shut(response: HttpResponse) -> bool:
    return "Too many attempts." in response.content.decode()


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_after_five_wrong_passwords_even_the_right_one_waits(
    parent: User, email: str, time_machine
) -> None:
    time_machine.move_to("2026-03-10T12:00Z", tick=False)
    assert [is_shut(try_it(email)) for _ in range(6)] == [False] * 5 + [True]
    assert is_shut(try_it(email, PASSWORD))
    assert is_shut(try_it(email.upper(), PASSWORD))
    time_machine.move_to("2026-03-10T12:05:01Z", tick=False)
    assert not is_shut(try_it(email, PASSWORD))


@pytest.mark.parametrize(
    "headers",
    [
        lambda n: {"x-forwarded-for": f"203.0.113.{n}"},
        lambda n: {"forwarded": f"for=203.0.113.{n}"},
        lambda n: {"host": f"testserver:{8000 + n}"},
    ],
    ids=["X-Forwarded-For", "Forwarded", "another port in Host"],
)
def test_no_header_gets_past_the_limit(parent: User, headers) -> None:
    answers = [is_shut(try_it(**headers(n))) for n in range(6)]
    assert answers == [False] * 5 + [True]


def test_one_address_tries_ten_times_a_minute_whatever_the_account(parent: User) -> None:
    answers = [is_shut(try_it(f"nobody{n}@example.org")) for n in range(11)]
    assert answers == [False] * 10 + [True]


def test_the_right_password_does_not_count(parent: User) -> None:
    for _ in range(6):
        assert try_it(password=PASSWORD).status_code == 302


def test_who_floods_the_log_in_gets_a_page_of_ours(parent: User) -> None:
    answers = [try_it(password="") for _ in range(31)]
    assert [response.status_code for response in answers[-2:]] == [200, 429]
    assert "Too many attempts" in answers[-1].content.decode()
    assert 'class="brand"' in answers[-1].content.decode()


# The way back


def test_without_mail_the_page_says_whom_to_ask(client: Client, parent: User) -> None:
    page = client.get(reverse("account_reset_password")).content.decode().partition("<main")[2]
    assert "An owner of your family" in page
    assert "ask the person who hosts this diary" in page
    assert "<form" not in page
    response = client.post(
        reverse("account_reset_password"), {"email": "ana@example.org"}, follow=True
    )
    assert "This server doesn't send email" in response.content.decode()


@pytest.fixture
def by_mail(settings) -> None:
    settings.SENDS_MAIL = True
    settings.PUBLIC_URL = "https://example.org"
    settings.ALLOWED_HOSTS = ["example.org"]


def ask(email: str, host: str = "example.org") -> HttpResponse:
    return Client(headers={"host": host}).post(
        reverse("account_reset_password"), {"email": email}, follow=True
    )


@pytest.mark.usefixtures("by_mail")
def test_with_mail_a_link_comes_that_works_once(parent: User) -> None:
    ask("ANA@example.org", host="example.org:6666")
    letter = mail.outbox[0]
    assert letter.to == ["ana@example.org"]
    assert "6666" not in letter.body + letter.subject
    link = next(line for line in letter.body.splitlines() if line.startswith("https://"))
    assert link.startswith("https://example.org/account/password/reset/key/")

    client = Client(headers={"host": "example.org"})
    form = client.get(link.removeprefix("https://example.org"))["Location"]
    client.post(form, {"password1": "a wholly new password"})
    parent.refresh_from_db()
    assert parent.check_password("a wholly new password")
    assert "has expired" in client.get(link.removeprefix("https://example.org")).content.decode()


@pytest.mark.usefixtures("by_mail", "parent")
def test_the_page_does_not_say_who_has_an_account() -> None:
    known, unknown = ask("ana@example.org"), ask("nobody@example.org")
    assert known.content == unknown.content
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"], ["nobody@example.org"]]
    assert "There is no account with this email address" in mail.outbox[1].body


@pytest.mark.usefixtures("by_mail")
def test_the_page_does_not_say_that_the_mail_server_is_down(parent: User, monkeypatch) -> None:
    before = ask("ana@example.org").content

    def down(_: mail.EmailMessage) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", down)
    assert ask("ana@example.org").content == before
