"""The way in tells nobody who has an account, and cannot be tried for long."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    get_default_password_validators,
    validate_password,
)
from django.core import mail
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, client_of, make_child, make_member, make_user
from tests.views.pages import text_of
from tracker.models import User

pytestmark = pytest.mark.django_db

LOGIN, RESET = "/account/login/", "/account/password/reset/"
KNOWN, UNKNOWN, INACTIVE = "ada@example.org", "nobody@example.org", "gone@example.org"
UNUSABLE = "guest@example.org"
ANYBODY = [KNOWN, UNKNOWN, INACTIVE, UNUSABLE]


@pytest.fixture(autouse=True)
def ada() -> User:
    make_user(INACTIVE, is_active=False)
    User.objects.create_user(UNUSABLE)
    return make_member(make_child().family, user=make_user(KNOWN))


def try_in(email: str, password: str = "wrong", **more: str) -> HttpResponse:
    return Client(**more).post(LOGIN, {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def words(response: HttpResponse, email: str) -> str:
    """What the page says, but for the address that was typed."""
    return text_of(response.content.decode().replace(email, ""))


# Who has an account


@pytest.mark.parametrize("email", ANYBODY)
def test_a_wrong_password_is_answered_alike(email: str) -> None:
    response = try_in(email)
    assert response.status_code == 200
    assert words(response, email) == words(try_in(UNKNOWN), UNKNOWN)


@pytest.mark.parametrize("email", ANYBODY)
def test_a_wrong_password_takes_the_same_time(email: str, monkeypatch) -> None:
    """Deriving a key is what takes long: it is done once, whoever is asked for."""
    made = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        made.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    try_in(email)
    assert len(made) == 1


@pytest.mark.parametrize("email", ANYBODY)
def test_a_forgotten_password_is_answered_alike(email: str) -> None:
    response = Client().post(RESET, {"email": email})
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("account_reset_password_done"),
    )
    assert text_of(Client().get(response["Location"])) == text_of(
        Client().get(Client().post(RESET, {"email": UNKNOWN})["Location"])
    )


# How often it may be tried


def limited(response: HttpResponse) -> bool:
    return response.status_code == 429 or "Too many attempts" in text_of(response)


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_an_account_is_tried_five_times(email: str) -> None:
    tries = [limited(try_in(email, REMOTE_ADDR=f"198.51.100.{n}")) for n in range(6)]
    assert tries == [False] * 5 + [True]
    assert limited(try_in(email, PASSWORD))


@pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded", "client-ip"])
def test_who_writes_another_address_is_the_same(header: str) -> None:
    tries = [
        limited(try_in(f"{n}@example.org", headers={header: f"203.0.113.{n}"})) for n in range(11)
    ]
    assert tries == [False] * 10 + [True]


def test_behind_a_proxy_each_is_told_from_the_others(settings) -> None:
    """By the address that the proxy added, not by those that stood before it."""
    settings.TRUSTED_PROXIES = ["127.0.0.1/32"]

    def comes(number: int, address: str) -> HttpResponse:
        forged = f"203.0.113.{number}, {address}"
        return try_in(f"{number}@example.org", headers={"x-forwarded-for": forged})

    assert [limited(comes(n, "198.51.100.7")) for n in range(11)] == [False] * 10 + [True]
    assert not limited(comes(11, "198.51.100.8"))


# Sessions


def test_logging_in_makes_the_session_a_new_one(ada: User) -> None:
    client = Client()
    client.post(LOGIN, {"login": KNOWN, "password": "wrong"})
    session = client.session
    session["kept"] = True
    session.save()
    client.cookies["milkspot_session"] = session.session_key
    client.post(LOGIN, {"login": KNOWN, "password": PASSWORD})
    assert is_in(client)
    assert client.session.session_key != session.session_key
    fixed = Client()
    fixed.cookies["milkspot_session"] = session.session_key
    assert not is_in(fixed)


def test_logging_out_ends_the_session_for_who_has_copied_it(ada: User) -> None:
    client, copy = client_of(ada), Client()
    copy.cookies["milkspot_session"] = client.session.session_key
    assert is_in(copy)
    client.post(reverse("account_logout"))
    assert not is_in(copy)


def test_a_new_password_ends_all_other_sessions(ada: User) -> None:
    browser, second = client_of(ada), client_of(ada)
    new = "another moon of milk"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert browser.post(reverse("account_change_password"), data).status_code == 302
    assert is_in(browser)
    assert not is_in(second)


def test_somebody_made_inactive_is_out_at_once(ada: User) -> None:
    client = client_of(ada)
    assert is_in(client)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elevenchars", "at least 12 characters"),
        ("q1w2e3r4t5y6", "too common"),
        ("123456789012345", "entirely numeric"),
        ("ada@example.orgs", "too similar to the e-mail address"),
        ("moon milk moon milk ", "Avoid repeats and runs"),
        ("abcdefghijklmn", "Avoid repeats and runs"),
        ("qwertyuiop1234", "Avoid repeats and runs"),
        ("Milkspot 2026", "mostly a name or your email address"),
        ("Rosalind Iris 12", "mostly a name or your email address"),
    ],
    ids=["short", "common", "digits", "the address", *("repeat", "run", "row", "product", "child")],
)
def test_a_weak_password_is_refused(ada: User, password: str, reason: str) -> None:
    make_member(make_child(name="Rosalind Iris").family, user=ada)
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    response = client_of(ada).post(reverse("account_change_password"), data)
    assert response.status_code == 200
    assert reason in text_of(response)


def test_the_common_passwords_are_those_that_the_other_rules_allow() -> None:
    validators = get_default_password_validators()
    (common,) = [each for each in validators if isinstance(each, CommonPasswordValidator)]
    others = [each for each in validators if each is not common]
    for password in common.passwords:
        validate_password(password, password_validators=others)
    assert len(common.passwords) >= 3_000
    with pytest.raises(ValidationError, match="too common"):
        validate_password("Peanutbutter")


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_the_way_in_leads_to_nobody_elses_page(address: str) -> None:
    response = Client().post(
        f"{LOGIN}?next={address}", {"login": KNOWN, "password": PASSWORD, "next": address}
    )
    assert response["Location"] == reverse("home")


# Letters with a link


@pytest.fixture
def post_office(settings) -> list[mail.EmailMessage]:
    """As it would be with a mail server and one public name."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ALLOWED_HOSTS = ["milkspot.example.org"]
    settings.PUBLIC_URL = "https://milkspot.example.org"
    mail.outbox = []
    return mail.outbox


def test_a_letter_leads_here_whatever_the_headers_say(post_office) -> None:
    client = Client(headers={"host": "milkspot.example.org"})
    client.post(RESET, {"email": KNOWN}, headers={"x-forwarded-host": "elsewhere.example"})
    (letter,) = post_office
    assert re.findall(r"https?://([^/]+)/", letter.body) == ["milkspot.example.org"]


def test_who_calls_the_server_by_another_name_gets_no_letter_sent(post_office) -> None:
    for host in ("elsewhere.example", "milkspot.example.org.elsewhere.example", "evil@example"):
        response = Client(headers={"host": host}).post(RESET, {"email": KNOWN})
        assert response.status_code == 400
    assert post_office == []
