"""The host helps somebody who is locked out."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_user
from tracker.models import User

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "a wholly new password"


@pytest.fixture
def locked_out() -> User:
    """Somebody who has neither password nor phone nor recovery codes."""
    user = make_user("ana@example.org")
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    call_command("reset_password", *arguments)
    captured = capsys.readouterr()
    return captured.out, captured.err


def log_in(link: str) -> str:
    """Where somebody gets who chooses a password by the link and logs in with it."""
    client = Client()
    form = client.get(link.strip().partition(":8000")[2])["Location"]
    client.post(form, {"password1": NEW_PASSWORD})
    sent = {"login": "ana@example.org", "password": NEW_PASSWORD}
    return str(client.post(reverse("account_login"), sent)["Location"])


def test_it_prints_a_link_and_nothing_else(locked_out: User, capsys) -> None:
    out, err = run(capsys, " ANA@example.org ")
    assert out.startswith("http://localhost:8000/account/password/reset/key/")
    assert out.count("\n") == 1
    assert "PUBLIC_URL is not set" in err


def test_the_link_begins_as_people_open_the_diary(locked_out: User, capsys, settings) -> None:
    settings.PUBLIC_URL = "https://example.org"
    out, err = run(capsys, "ana@example.org")
    assert out.startswith("https://example.org/account/password/reset/key/")
    assert err == ""


def test_the_second_step_stays(locked_out: User, capsys) -> None:
    out, _ = run(capsys, "ana@example.org")
    assert log_in(out) == reverse("mfa_authenticate")


def test_the_second_step_goes_when_one_says_so(locked_out: User, capsys) -> None:
    out, err = run(capsys, "ana@example.org", "--remove-second-step")
    assert "2 second steps removed." in err
    assert log_in(out) == reverse("home")


def test_before_the_link_is_used_nothing_changes(locked_out: User, capsys) -> None:
    run(capsys, "ana@example.org")
    locked_out.refresh_from_db()
    assert locked_out.check_password(PASSWORD)


def test_nobody_with_this_address(client: Client) -> None:
    client.post(reverse("sample_open"))
    for email in ("nobody@example.org", User.objects.get().email):
        with pytest.raises(CommandError, match="There is no account with this email address"):
            call_command("reset_password", email)


def test_an_account_that_is_switched_off(locked_out: User) -> None:
    locked_out.is_active = False
    locked_out.save()
    with pytest.raises(CommandError, match="switched off"):
        call_command("reset_password", "ana@example.org")
