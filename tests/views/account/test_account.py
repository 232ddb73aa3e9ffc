"""One's own account: its pages, name, address, password, and where one is logged in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from django.utils import timezone

from tests.factories import (
    PASSWORD,
    client_of,
    confirmed,
    make_child,
    make_family,
    make_member,
    make_user,
)
from tracker.account_urls import urlpatterns
from tracker.models import User

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "another moon of milk"

OPEN = {"account_login", "account_inactive", "account_signup"}
OPEN |= {"account_reset_password", "account_reset_password_done"}
OPEN |= {"account_reset_password_from_key", "account_reset_password_from_key_done"}
LED_ELSEWHERE = {"account_logout", "mfa_authenticate", "mfa_login_webauthn"}
"""Open too; who is not in the middle of it is led on."""

POST_ONLY = {"session_end"}
CONFIRMED = {"everything_zip", "mfa_activate_totp", "mfa_add_webauthn", "mfa_edit_webauthn"}
CONFIRMED |= {"mfa_remove_webauthn", "mfa_generate_recovery_codes"}
"""Ask again who is there before anything of it is shown."""


def named(patterns: list[URLPattern | URLResolver]) -> dict[str, URLPattern]:
    found: dict[str, URLPattern] = {}
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= named(pattern.url_patterns)
        else:
            assert pattern.name
            found[pattern.name] = pattern
    return found


ALL = sorted(named(urlpatterns))
ARGUMENTS: dict[str, list[object]] = {
    "copy": [1],
    "copy_remove": [1],
    "session_end": [1],
    "mfa_edit_webauthn": [1],
    "mfa_remove_webauthn": [1],
    "account_reset_password_from_key": ["1", "a-b"],
}


def address(name: str) -> str:
    return reverse(name, args=ARGUMENTS.get(name, []))


@pytest.fixture
def parent() -> User:
    child = make_child(make_family())
    return make_member(child.family, user=make_user("ana@example.org", name="Ana"))


@pytest.fixture
def browser(parent: User) -> Client:
    """In which the parent has logged in by the page, and said again that it is them."""
    return confirmed(logged_in(parent))


def logged_in(user: User, **headers: str) -> Client:
    client = Client(headers=headers)
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert response["Location"] == reverse("home")
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


# Every address of it


@pytest.mark.parametrize("name", ALL)
def test_who_is_not_logged_in_reaches_the_open_pages_alone(name: str) -> None:
    response = Client().get(address(name))
    if name in OPEN:
        assert response.status_code == 200
        page = response.content.decode()
        assert 'class="brand"' in page
        assert '<main class="page narrow"' in page
        assert "Sign" not in page.replace("Signs", "")
    elif name in LED_ELSEWHERE:
        assert response.status_code == 302
    else:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(CONFIRMED))
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_opens_the_door_asks_again_who_is_there(parent: User, name: str, method: str) -> None:
    response = getattr(client_of(parent), method)(address(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize(
    "name", ["account_confirm_email", "account_set_password", "account_confirm_login_code"]
)
def test_what_is_not_used_of_the_library_does_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up(client: Client) -> None:
    sent = {"email": "new@example.org", "password1": "milk and honey moon"}
    assert client.post(reverse("account_signup"), sent).status_code == 200
    assert User.objects.count() == 0


# Name and address


def test_the_account_says_how_one_logs_in(browser: Client, django_assert_num_queries) -> None:
    # session, user, the second step, the children in the frame
    with django_assert_num_queries(4):
        page = browser.get(reverse("account")).content.decode()
    assert "ana@example.org" in page
    assert 'value="Ana"' in page
    for name in ("account_email", "account_change_password", "mfa_index", "sessions"):
        assert f'href="{reverse(name)}"' in page


@pytest.mark.parametrize(("name", "kept"), [("Mum", "Mum"), (" ", "Ana"), ("x" * 201, "Ana")])
def test_the_name_is_changed(browser: Client, parent: User, name: str, kept: str) -> None:
    browser.post(reverse("account"), {"name": name})
    parent.refresh_from_db()
    assert parent.name == kept


def test_from_then_on_one_logs_in_with_the_new_address_alone(browser: Client, parent: User) -> None:
    EmailAddress.objects.create(user=parent, email=parent.email)  # as earlier versions left it
    response = browser.post(reverse("account_email"), {"email": "Ana@New.example.org"})
    assert response["Location"] == reverse("account")
    parent.refresh_from_db()
    assert parent.email == "ana@new.example.org"
    assert is_in(logged_in(parent))
    sent = {"login": "ana@example.org", "password": PASSWORD}
    assert Client().post(reverse("account_login"), sent).status_code == 200


@pytest.mark.parametrize("email", ["", "nonsense", "TAKEN@example.org"])
def test_an_address_that_cannot_be(browser: Client, parent: User, email: str) -> None:
    make_user("taken@example.org")
    response = browser.post(reverse("account_email"), {"email": email})
    assert list(response.context["form"].errors) == ["email"]
    parent.refresh_from_db()
    assert parent.email == "ana@example.org"


def test_ones_own_address_is_not_taken(browser: Client) -> None:
    response = browser.post(reverse("account_email"), {"email": "ana@example.org"})
    assert response["Location"] == reverse("account")


# Password


def change_password(browser: Client, **fields: str):
    sent = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, **fields}
    return browser.post(reverse("account_change_password"), sent)


def test_a_new_password_ends_the_other_log_ins(parent: User) -> None:
    browser, second = logged_in(parent), logged_in(parent)
    assert change_password(browser)["Location"] == reverse("account")
    parent.refresh_from_db()
    assert parent.check_password(NEW_PASSWORD)
    assert (is_in(browser), is_in(second)) == (True, False)
    page = browser.get(reverse("sessions"))
    assert [row.is_current for row in page.context["rows"]] == [True]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"oldpassword": "not this one"}, "oldpassword"),
        ({"password1": "short"}, "password1"),
        ({"password1": "1234567890123"}, "password1"),
        ({"password1": "ana@example.org"}, "password1"),
        ({"password1": ""}, "password1"),
    ],
    ids=["not theirs", "short", "numbers", "the address", "none"],
)
def test_a_password_that_cannot_be(parent: User, fields: dict[str, str], wrong: str) -> None:
    response = change_password(logged_in(parent), **fields)
    assert list(response.context["form"].errors) == [wrong]
    parent.refresh_from_db()
    assert parent.check_password(PASSWORD)


def test_where_mail_is_sent_one_is_told(browser: Client, settings) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.PUBLIC_URL = "https://example.org"
    browser.post(reverse("account_email"), {"email": "ana@new.example.org"})
    change_password(browser)
    first, second = mail.outbox
    assert first.to == ["ana@example.org"]
    assert "a different email address" in first.body
    assert second.to == ["ana@new.example.org"]
    assert "Your password was changed." in second.body
    assert "https://example.org/" in second.body
    assert "testserver" not in first.body + first.subject + second.body + second.subject


def test_a_mail_server_that_is_down_stops_nobody(browser: Client, settings, monkeypatch) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    monkeypatch.setattr(mail.EmailMessage, "send", _down)
    assert change_password(browser).status_code == 302


def _down(_: mail.EmailMessage) -> None:
    raise ConnectionRefusedError


# Where one is logged in

PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"


def test_each_log_in_is_listed_the_own_one_first(parent: User, time_machine) -> None:
    time_machine.move_to("2026-03-10T12:00Z", tick=False)
    phone = logged_in(parent, user_agent=PHONE)
    browser = logged_in(parent)
    time_machine.move_to("2026-03-12T23:30Z", tick=False)
    phone.get(reverse("rules"))
    rows = browser.get(reverse("sessions")).context["rows"]
    assert [(row.device, row.is_current, row.since, row.last_used) for row in rows] == [
        ("Unknown device", True, "10 Mar", "12 Mar"),
        ("Firefox on Android", False, "10 Mar", "12 Mar"),
    ]


def test_looking_at_the_list_uses_none_of_them(parent: User, time_machine) -> None:
    time_machine.move_to("2026-03-10T12:00Z", tick=False)
    logged_in(parent)
    browser = logged_in(parent)
    time_machine.move_to("2026-04-10T12:00Z", tick=False)
    for _ in range(2):
        rows = browser.get(reverse("sessions")).context["rows"]
        assert [row.last_used for row in rows] == ["10 Apr", "10 Mar"]


def test_the_list_leaves_out_what_has_ended_and_removes_nothing(parent: User) -> None:
    browser, second, third = logged_in(parent), logged_in(parent), logged_in(parent)
    Session.objects.filter(pk=second.session.session_key).delete()
    expired = Session.objects.filter(pk=third.session.session_key)
    expired.update(expire_date=timezone.now() - timedelta(seconds=1))
    rows = browser.get(reverse("sessions")).context["rows"]
    assert [row.is_current for row in rows] == [True]
    assert (UserSession.objects.count(), Session.objects.count()) == (3, 2)


def test_one_is_logged_out_there(parent: User) -> None:
    browser, second, third = logged_in(parent), logged_in(parent), logged_in(parent)
    session = UserSession.objects.get(session_key=second.session.session_key)
    response = browser.post(reverse("session_end", args=[session.pk]))
    assert response["Location"] == reverse("sessions")
    assert [is_in(one) for one in (browser, second, third)] == [True, False, True]


def test_the_own_one_is_ended_by_logging_out(parent: User) -> None:
    browser = logged_in(parent)
    response = browser.post(reverse("session_end", args=[UserSession.objects.get().pk]))
    assert response["Location"] == reverse("account_logout")
    assert is_in(browser)


def test_one_is_logged_out_everywhere_else(parent: User) -> None:
    browser, second, third = logged_in(parent), logged_in(parent), logged_in(parent)
    browser.post(reverse("sessions"))
    assert [is_in(one) for one in (browser, second, third)] == [True, False, False]


def test_nobody_sees_or_ends_the_log_ins_of_others(parent: User) -> None:
    theirs = logged_in(parent)
    other = logged_in(make_member(make_family()))
    session = UserSession.objects.get(user=parent)
    assert len(other.get(reverse("sessions")).context["rows"]) == 1
    assert other.post(reverse("session_end", args=[session.pk])).status_code == 404
    other.post(reverse("sessions"))
    assert is_in(theirs)


def test_who_opens_the_diary_is_listed_at_once(client: Client) -> None:
    client.post(reverse("sample_open"))
    assert UserSession.objects.get().user == User.objects.get()


def test_logging_out(browser: Client) -> None:
    assert browser.post(reverse("account_logout"))["Location"] == "/"
    assert reverse("account_login") in browser.get("/")["Location"]


def test_a_notice_not_yet_read_is_not_read_by_the_next_one_to_log_in(client, parent) -> None:
    """One phone, two families: the notice names a child, and would stay in a cookie."""
    child = parent.families.get().children.get()
    client.force_login(parent)
    address = reverse("note_new", args=[child.pk])
    client.post(address, {"day": child.birth_date, "notes": "warm"})
    client.post(reverse("account_logout"))
    other = make_child(make_family(), name="Rose")
    client.force_login(make_member(other.family))
    page = client.get(reverse("today", args=[other.pk])).content.decode()
    assert child.name not in page


def test_nobody_takes_the_address_of_another(parent):
    other = make_member(make_family())
    browser = client_of(parent)
    for action in ("action_add", "action_primary", "action_send"):
        browser.post(reverse("account_email"), {action: "", "email": other.email})
    parent.refresh_from_db()
    assert parent.email != other.email
    assert not EmailAddress.objects.filter(email=other.email).exists()


def test_a_password_manager_finds_the_page_for_a_new_password() -> None:
    address = "/.well-known/change-password"
    parent = client_of(make_member(make_child().family))
    assert parent.get(address)["Location"] == reverse("account_change_password")
    stranger = Client().get(address)
    assert stranger["Location"].startswith(reverse("account_login"))
