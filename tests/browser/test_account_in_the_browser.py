"""Passkeys from button to log-in; accessibility of the account's pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.screens import TALL, TOO_SMALL, WCAG, violations
from tests.factories import PASSWORD, make_child, make_family, make_member, make_user
from tracker.models import Member, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def parent() -> User:
    family = make_child(make_family()).family
    make_member(family, "viewer", user=make_user("gran@example.org", name="Gran"))
    return make_member(family, user=make_user("ana@example.org", name="Ana"))


@pytest.fixture
def home(live_server: LiveServer) -> str:
    """Passkeys need a host name: localhost instead of 127.0.0.1."""
    return f"http://localhost:{live_server.thread.port}"


class Device:
    """A virtual authenticator, which confirms by itself."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.session: CDPSession = context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        added = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE})
        self.id = {"authenticatorId": added["authenticatorId"]}

    def passkeys(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.session.send("WebAuthn.getCredentials", self.id)[
            "credentials"
        ]
        return found

    def recognises(self, finger: bool) -> None:
        self.session.send("WebAuthn.setUserVerified", {**self.id, "isUserVerified": finger})


@pytest.fixture
def device(phone: BrowserContext, page: Page) -> Device:
    return Device(phone, page)


def log_in(page: Page, home: str) -> None:
    page.goto(home + reverse("account_login"))
    page.fill("[name=login]", "ana@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main .btn-primary")


def confirm(page: Page, home: str, path: str) -> None:
    """Open a page that requires a recent log-in."""
    page.goto(home + path)
    page.fill("[name=password]", PASSWORD)
    page.click("main .btn-primary")
    page.wait_for_url(home + path)


def visit(page: Page, address: str) -> None:
    """Open a page, and check that it does not redirect."""
    page.goto(address)
    assert page.url == address


def log_out(page: Page, home: str) -> None:
    page.goto(home + reverse("account_logout"))
    page.click("main .btn-primary")
    page.wait_for_url("**/login/")


@pytest.fixture
def with_passkey(page: Page, home: str, parent: User, device: Device) -> Device:
    """Made by the page; logged in since."""
    log_in(page, home)
    page.wait_for_url(home + reverse("home"))
    confirm(page, home, reverse("mfa_add_webauthn"))
    page.fill("[name=name]", "My phone")
    page.click("text=Create passkey")
    page.wait_for_url(home + reverse("mfa_view_recovery_codes"))
    return device


def test_a_passkey_opens_the_diary_by_itself(page: Page, home: str, with_passkey: Device) -> None:
    (passkey,) = with_passkey.passkeys()
    assert (passkey["rpId"], passkey["isResidentCredential"]) == ("localhost", True)
    assert Authenticator.objects.get(type="webauthn").wrap().name == "My phone"
    log_out(page, home)
    page.click("text=Log in with a passkey")
    page.wait_for_url(home + reverse("home"))


def test_a_passkey_is_the_second_step_and_answers_who_is_there(
    page: Page, home: str, with_passkey: Device
) -> None:
    log_out(page, home)
    log_in(page, home)
    page.wait_for_url(home + reverse("mfa_authenticate"))
    page.click("text=Use a passkey")
    page.wait_for_url(home + reverse("home"))
    page.goto(home + reverse("mfa_view_recovery_codes"))
    page.click("text=Use a passkey instead")
    page.click("text=Use a passkey")
    page.wait_for_url(home + reverse("mfa_view_recovery_codes"))


def test_who_is_not_recognised_is_told_and_stays_out(
    page: Page, home: str, with_passkey: Device
) -> None:
    log_out(page, home)
    with_passkey.recognises(False)
    page.click("text=Log in with a passkey")
    page.wait_for_selector("text=That didn't work")
    assert page.url == home + reverse("account_login")


def test_a_passkey_that_was_removed_opens_nothing(
    page: Page, home: str, with_passkey: Device
) -> None:
    page.goto(home + reverse("mfa_list_webauthn"))
    page.click("text=Remove")
    page.click("main .btn-danger")
    page.wait_for_selector("text=Passkey removed.")
    assert Authenticator.objects.count() == 0  # and the recovery codes with it
    log_out(page, home)
    page.click("text=Log in with a passkey")
    page.wait_for_selector("text=That isn't right.")
    assert page.url == home + reverse("account_login")


def test_without_script_there_is_the_password(browser: Browser, home: str, parent: User) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, home)
    assert page.url == home + reverse("home")
    confirm(page, home, reverse("mfa_add_webauthn"))
    assert page.locator("text=doesn't run scripts").is_visible()
    assert not page.locator("text=Create passkey").is_visible()
    context.close()


# Accessibility


@pytest.fixture
def tall(browser: Browser, home: str, parent: User) -> Iterator[Page]:
    context = browser.new_context(
        viewport=TALL, has_touch=True, is_mobile=True, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    yield page
    context.close()


def looked_at(page: Page) -> tuple[object, object, object, bool]:
    page.emulate_media(color_scheme="light")
    light = violations(page, {"type": "tag", "values": WCAG})
    too_small = page.evaluate(TOO_SMALL)
    page.emulate_media(color_scheme="dark")
    dark = violations(page, {"type": "rule", "values": ["color-contrast"]})
    page.set_viewport_size({"width": 320, "height": 640})
    too_wide = page.evaluate("document.documentElement.scrollWidth > 320")
    page.set_viewport_size(TALL)
    return light, dark, too_small, too_wide


FINE = ([], [], [], False)


def test_axe_finds_nothing_on_the_way_in(tall: Page, home: str, parent: User) -> None:
    names = ["account_login", "account_reset_password", "account_reset_password_done"]
    names += ["account_signup", "account_inactive", "account_reset_password_from_key_done"]
    found = {}
    for name in names:
        visit(tall, home + reverse(name))
        found[name] = looked_at(tall)
    tall.goto(home + reverse("account_reset_password_from_key", args=["1", "a-b"]))
    found["a link that has expired"] = looked_at(tall)
    TOTP.activate(parent, generate_totp_secret())
    log_in(tall, home)
    found["second step"] = looked_at(tall)
    assert found == dict.fromkeys(found, FINE)


def test_axe_finds_nothing_in_the_account(tall: Page, home: str, parent: User) -> None:
    log_in(tall, home)
    gran = Member.objects.get(user__name="Gran")
    found = {}
    tall.goto(home + reverse("mfa_activate_totp"))
    found["who is there"] = looked_at(tall)
    confirm(tall, home, reverse("mfa_activate_totp"))
    names = ["account", "account_email", "account_change_password", "sessions", "account_logout"]
    names += ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"]
    for name in names:
        visit(tall, home + reverse(name))
        found[name] = looked_at(tall)
    tall.goto(home + reverse("member_password", args=[gran.family_id, gran.pk]))
    found["an owner's link"] = looked_at(tall)
    tall.click("main .btn-primary")
    tall.wait_for_selector("pre")
    found["the link itself"] = looked_at(tall)
    TOTP.activate(parent, generate_totp_secret())
    tall.goto(home + reverse("mfa_generate_recovery_codes"))
    tall.click("main .btn-primary")
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_deactivate_totp"):
        visit(tall, home + reverse(name))
        found[f"{name} with an app"] = looked_at(tall)
    assert found == dict.fromkeys(found, FINE)
