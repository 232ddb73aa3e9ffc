"""Turning reminders on, off, and trying one, on the page App and offline."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_child, make_family, make_member
from tests.push.service import Browser, PushService, make_subscription
from tracker.models import PushSubscription, ReminderChoice, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent() -> User:
    return make_member(make_family())


@pytest.fixture
def client(settings, parent: User, service: PushService) -> Client:
    settings.PUBLIC_URL = "https://diary.milkspot.de"
    client = Client(headers={"host": "localhost"})
    settings.ALLOWED_HOSTS = ["localhost"]
    client.post(reverse("account_login"), {"login": parent.email, "password": PASSWORD})
    return client


def page(client: Client) -> str:
    return unescape(client.get(reverse("works_here")).content.decode())


def turn_on(client: Client, service: PushService, browser: Browser, **changed: str) -> str:
    data = {"endpoint": service.endpoint(), **browser.keys, **changed}
    return unescape(client.post(reverse("push_on"), data, follow=True).content.decode())


def test_it_is_turned_on_tried_and_turned_off(client: Client, service: PushService) -> None:
    browser = Browser()
    assert "data-push-on hidden" in page(client)
    assert "Reminders are on for this phone." in turn_on(client, service, browser)
    assert "data-push-off hidden" in page(client)
    tried = client.post(reverse("push_try"), follow=True).content.decode()
    assert "Sent. It should arrive within a minute." in tried
    ((_path, _headers, body),) = service.received
    notification = browser.opened(body)["notification"]
    assert notification["title"] == "This is how a reminder looks"
    assert notification["navigate"] == "https://diary.milkspot.de/"
    client.post(reverse("push_off"))
    assert not PushSubscription.objects.exists()


def test_the_page_says_that_it_ended(client: Client, service: PushService) -> None:
    turn_on(client, service, Browser())
    service.status = 410
    tried = client.post(reverse("push_try"), follow=True).content.decode()
    assert "can&#x27;t be reached any more" in tried
    assert "They stopped, because this phone could no longer be reached." in page(client)


def test_a_failure_is_said(client: Client, service: PushService) -> None:
    turn_on(client, service, Browser())
    service.status = 500
    tried = client.post(reverse("push_try"), follow=True).content.decode()
    assert "It couldn&#x27;t be sent just now." in tried


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "http://push.de/a"},
        {"endpoint": "https://"},
        {"endpoint": "https://ana@push.de/"},
        {"endpoint": "https://push.de:x/"},
        {"endpoint": f"https://push.de/{'a' * 1000}"},
        {"endpoint": "https://püsh.de/"},
        {"p256dh": "AAAA"},
        {"p256dh": "ä"},
        {"auth": "AAAA"},
    ],
)
def test_what_no_browser_gives_is_refused(
    client: Client, service: PushService, changed: dict[str, str]
) -> None:
    assert "couldn't set up reminders" in turn_on(client, service, Browser(), **changed)
    assert not PushSubscription.objects.exists()


def test_logging_out_ends_it(client: Client, service: PushService) -> None:
    turn_on(client, service, Browser())
    client.post(reverse("account_logout"))
    assert not PushSubscription.objects.exists()


def test_a_new_password_ends_it_on_other_devices_only(
    client: Client, service: PushService, parent: User
) -> None:
    browser = Browser()
    turn_on(client, service, browser)
    make_subscription(parent, service.endpoint("b"), Browser())
    words = "another long enough password"
    data = {"oldpassword": PASSWORD, "password1": words, "password2": words}
    assert client.post(reverse("account_change_password"), data).status_code == 302
    client.post(reverse("push_try"))
    assert [path for path, _headers, _body in service.received] == ["/push/a"]


def test_without_a_contact_it_is_not_offered(settings, client: Client) -> None:
    settings.OPERATOR, settings.PUBLIC_URL = "", "https://milkspot.example.org"
    assert "The person who hosts Milkspot has to set this up first." in page(client)


def test_without_https_it_is_not_offered(settings, client: Client) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    shown = client.get(reverse("works_here"), headers={"host": "192.168.1.20"}).content.decode()
    assert "<p>This needs https.</p>" in shown


def test_a_visitor_is_asked_to_log_in(settings, client: Client) -> None:
    assert "Log in to turn them on." in page(Client(headers={"host": "localhost"}))


def test_a_guest_of_the_sample_cannot(db: None) -> None:
    guest = Client()
    guest.post(reverse("sample_open"))
    for name in ("push_on", "push_off", "push_try"):
        assert guest.post(reverse(name)).status_code == 404


def test_an_evening_reminder_takes_three_taps_from_today(
    client: Client, service: PushService, parent: User
) -> None:
    family = parent.memberships.get().family
    child = make_child(family)
    today, more = reverse("today", args=[child.pk]), reverse("more", args=[child.pk])
    reminders, tap = (
        reverse(name, args=[family.pk]) for name in ("reminders", "reminders_evening")
    )
    assert more in client.get(today).content.decode()
    assert reminders in client.get(more).content.decode()
    assert tap in client.get(reminders).content.decode()
    browser = Browser()
    data = {"by": "push", "endpoint": service.endpoint(), **browser.keys}
    assert "get a reminder" in client.post(tap, data, follow=True).content.decode()
    choice = ReminderChoice.objects.get()
    assert (choice.evening, choice.by_mail, choice.due) == (True, False, False)
    assert PushSubscription.objects.get().session.user == parent
    assert tap not in client.get(reminders).content.decode()


def test_no_reminder_is_chosen_for_a_phone_that_gave_no_address(
    client: Client, service: PushService, parent: User
) -> None:
    tap = reverse("reminders_evening", args=[parent.memberships.get().family_id])
    answer = client.post(tap, {"by": "push"}, follow=True)
    assert "couldn't set up reminders" in unescape(answer.content.decode())
    assert not ReminderChoice.objects.exists()


def test_the_phone_that_has_reminders_needs_no_address_again(
    client: Client, service: PushService, parent: User
) -> None:
    turn_on(client, service, Browser())
    tap = reverse("reminders_evening", args=[parent.memberships.get().family_id])
    client.post(tap, {"by": "push"})
    assert ReminderChoice.objects.get().evening


def test_the_page_of_reminders_says_that_none_reaches_anybody(
    client: Client, service: PushService, parent: User
) -> None:
    turn_on(client, service, Browser())
    family_id = parent.memberships.get().family_id
    client.post(reverse("reminders_evening", args=[family_id]), {"by": "push"})
    reminders = reverse("reminders", args=[family_id])
    nothing = "Reminders can't reach you at the moment. Turn reminders on for this phone."
    assert nothing not in client.get(reminders).content.decode()
    service.status = 410
    client.post(reverse("push_try"))
    shown = client.get(reminders).content.decode()
    assert nothing in shown
    assert "They stopped, because this phone could no longer be reached." in shown
