"""The authenticator app, recovery codes, and being asked again who is there."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, confirmed, make_child, make_family, make_member
from tracker.models import User

pytestmark = pytest.mark.django_db

NOON = "2026-03-10T12:00:00Z"


@pytest.fixture(autouse=True)
def _noon(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def parent() -> User:
    return make_member(make_child(make_family()).family)


def shown_by_the_app(secret: str) -> str:
    """RFC 6238: what an app with this key shows now."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def log_in(user: User, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def render(client: Client, code: str) -> bool:
    """Whether the code opens the door."""
    client.post(reverse("mfa_authenticate"), {"code": code})
    return is_in(client)


@pytest.fixture
def secret(parent: User, time_machine) -> str:
    """The key of the app that the parent has set up, half a minute ago."""
    client = confirmed(log_in(parent))
    secret: str = client.get(reverse("mfa_activate_totp")).context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": shown_by_the_app(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    time_machine.shift(30)
    return secret


def recovery_codes(user: User) -> list[str]:
    found = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(found.wrap().get_unused_codes())


# The app


def test_the_app_gets_its_key_by_a_picture_a_link_or_by_hand(parent: User) -> None:
    page = confirmed(log_in(parent)).get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert page.context["totp_url"] == (
        f"otpauth://totp/{parent.email.replace('@', '%40')}?secret={secret}&issuer=Milkspot"
    )
    text = page.content.decode()
    assert f"<code>{secret}</code>" in text
    assert 'src="data:image/svg+xml;base64,' in text
    assert page.context["totp_svg"].startswith("<?xml")


def test_a_wrong_first_code_switches_nothing_on(parent: User) -> None:
    client = confirmed(log_in(parent))
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert response.context["form"].errors["code"] == ["That isn't right. Try again."]
    assert response.context["form"].secret == secret
    assert Authenticator.objects.count() == 0


def test_with_the_app_the_password_alone_opens_nothing(parent: User, secret: str) -> None:
    client = log_in(parent)
    assert not is_in(client)
    assert not render(client, "000000")
    assert render(client, shown_by_the_app(secret))


@pytest.mark.parametrize("seconds", [-31, 31], ids=["a code of before", "a code of later"])
def test_a_code_is_good_for_its_half_minute(
    parent: User, secret: str, time_machine, seconds: int
) -> None:
    time_machine.shift(60)
    code = shown_by_the_app(secret)
    time_machine.shift(-seconds)
    assert not render(log_in(parent), code)


def test_a_code_is_good_once(parent: User, secret: str) -> None:
    code = shown_by_the_app(secret)
    assert render(log_in(parent), code)
    assert not render(log_in(parent), code)


def test_a_code_without_a_password_opens_nothing(secret: str) -> None:
    client = Client()
    response = client.post(reverse("mfa_authenticate"), {"code": shown_by_the_app(secret)})
    assert response["Location"] == reverse("account_login")
    assert not is_in(client)


def test_after_five_wrong_codes_even_the_right_one_waits(
    parent: User, secret: str, time_machine
) -> None:
    for _ in range(5):
        assert not render(log_in(parent), "000000")
    assert not render(log_in(parent), shown_by_the_app(secret))
    time_machine.shift(301)
    assert render(log_in(parent), shown_by_the_app(secret))


def test_switched_off_the_password_is_enough_again(parent: User, secret: str) -> None:
    client = log_in(parent)
    render(client, shown_by_the_app(secret))
    confirmed(client).post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.count() == 0
    assert is_in(log_in(parent))


# Recovery codes


def test_a_recovery_code_stands_for_the_app_once(parent: User, secret: str) -> None:
    codes = recovery_codes(parent)
    assert len(set(codes)) == 10
    assert render(log_in(parent), codes[0])
    assert not render(log_in(parent), codes[0])
    assert render(log_in(parent), codes[1])
    assert recovery_codes(parent) == codes[2:]


@pytest.mark.usefixtures("secret")
def test_new_codes_take_the_place_of_the_old_ones(parent: User) -> None:
    former = recovery_codes(parent)
    client = log_in(parent)
    render(client, former[0])
    assert "Your old codes will stop working." in (
        confirmed(client).get(reverse("mfa_generate_recovery_codes")).content.decode()
    )
    client.post(reverse("mfa_generate_recovery_codes"))
    assert not set(recovery_codes(parent)) & set(former)
    assert not render(log_in(parent), former[1])


@pytest.mark.usefixtures("secret")
def test_the_codes_are_shown_to_who_has_said_again_that_it_is_them(
    parent: User, time_machine
) -> None:
    client = log_in(parent)
    render(client, recovery_codes(parent)[0])
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes"):
        asked = client.get(reverse(name))["Location"]
        assert asked.startswith(reverse("account_reauthenticate"))
    page = confirmed(client).get(reverse("mfa_view_recovery_codes")).content.decode()
    file = client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert [code in page and code in file for code in recovery_codes(parent)] == [True] * 9
    time_machine.shift(15 * 60)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 302


def test_without_a_second_step_there_are_no_codes(parent: User) -> None:
    client = confirmed(log_in(parent))
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 404
    client.post(reverse("mfa_generate_recovery_codes"))
    assert Authenticator.objects.count() == 0


# Asked again


def is_asked(client: Client) -> bool:
    """Return whether a change of the e-mail address asks first who is there."""
    return client.post(reverse("account_email"), {"email": ""}).status_code == 302


def test_a_wrong_password_leads_nowhere(parent: User) -> None:
    client = log_in(parent)
    response = client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert response.context["form"].errors["password"] == ["That password isn't right."]
    assert is_asked(client)


def test_it_leads_back_to_what_one_wanted(parent: User) -> None:
    client = log_in(parent)
    asked = client.get(reverse("mfa_activate_totp"))["Location"]
    assert client.get(asked).status_code == 200
    there = client.post(asked, {"password": PASSWORD})["Location"]
    assert there == reverse("mfa_activate_totp")
    assert client.get(there).status_code == 200


def test_it_leads_nowhere_else(parent: User) -> None:
    sent = {"password": PASSWORD, "next": "https://elsewhere.example/"}
    response = log_in(parent).post(reverse("account_reauthenticate"), sent)
    assert response["Location"] == reverse("home")


def test_it_holds_for_a_quarter_of_an_hour(parent: User, time_machine) -> None:
    client = confirmed(log_in(parent))
    time_machine.shift(15 * 60 - 1)
    assert not is_asked(client)
    time_machine.shift(1)
    assert is_asked(client)


def test_a_form_sent_too_late_goes_through_after_the_question(parent: User, time_machine) -> None:
    client = confirmed(log_in(parent))
    assert client.get(reverse("account_email")).status_code == 200
    time_machine.shift(15 * 60)
    asked = client.post(reverse("account_email"), {"email": "ana@new.example.org"})["Location"]
    assert User.objects.get().email == parent.email
    client.post(asked, {"password": PASSWORD})
    assert User.objects.get().email == "ana@new.example.org"


def test_a_code_answers_the_question_too(parent: User, secret: str, time_machine) -> None:
    client = log_in(parent)
    render(client, shown_by_the_app(secret))
    time_machine.shift(30)
    page = client.get(reverse("account_reauthenticate")).content.decode()
    assert reverse("mfa_reauthenticate") in page
    sent = {"code": shown_by_the_app(secret), "next": reverse("account_email")}
    assert client.post(reverse("mfa_reauthenticate"), sent)["Location"] == reverse("account_email")
    assert not is_asked(client)


# Passkeys, as far as a server alone can tell


@pytest.mark.parametrize(
    ("host", "https", "possible"),
    [
        ("localhost:8000", False, True),
        ("milkspot.example.org", True, True),
        ("milkspot.example.org", False, False),
        ("192.168.1.20:8000", False, False),
        ("192.168.1.20", True, False),
        ("[fd00::1]:8000", True, False),
    ],
)
def test_where_no_passkey_can_be_the_pages_say_so(
    parent: User, settings, host: str, https: bool, possible: bool
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": host})
    pages = {"account_login": client.get(reverse("account_login"), secure=https)}
    confirmed(log_in(parent, client))
    for name in ("mfa_index", "mfa_list_webauthn", "mfa_add_webauthn"):
        pages[name] = client.get(reverse(name), secure=https)
    shown = {name: "starts with https" in page.content.decode() for name, page in pages.items()}
    assert shown == dict.fromkeys(pages, not possible) | {"account_login": False}
    offered = 'data-passkey="ask"' in pages["account_login"].content.decode()
    assert offered is possible


def test_a_passkey_that_is_none_opens_nothing(client: Client) -> None:
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    for credential in ("", "nonsense", "{}", '{"id": "x", "response": {"userHandle": "MQ"}}'):
        response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
        assert response["Location"] == reverse("account_login")
    assert not is_in(client)
