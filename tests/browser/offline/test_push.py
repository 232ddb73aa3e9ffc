"""Reminders on a phone, from the tap that turns them on to the tap that opens Today.

Chromium registers with a Google of the test's own (``tests/push/google.py``), and the server sends
to a push service of the test's own, which passes messages on to it; so the browser itself opens
them. One thing is by hand: headless Chromium shows no notification that could be tapped, so the
service worker is sent the event of the tap, and the window that it asks for is opened by the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from urllib3.connection import HTTPSConnection

from tests.browser.offline.phones import visit, watched
from tests.browser.test_photos_in_the_browser import log_in
from tests.conftest import A_PHONE, LOCAL_ONLY_ARGS, _chromium
from tests.factories import make_entry
from tests.push.google import Google, google
from tests.push.service import PushService, push_service
from tracker.due_jobs import do_due_jobs
from tracker.models import Concern, PushSubscription, User
from tracker.push import sending
from tracker.push.subscriptions import make_push_key

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEFT_OUT = ["--disable-background-networking", "--disable-sync", "--disable-extensions"]
"""Arguments without which a browser does not register for push messages."""

TAP = """async () => {
  const [notification] = await registration.getNotifications();
  const opened = new Promise((done) => { clients.openWindow = async (page) => done(page); });
  dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  return opened;
}"""

CHANGE = """async () => {
  const oldSubscription = await registration.pushManager.getSubscription();
  await oldSubscription.unsubscribe();
  dispatchEvent(new PushSubscriptionChangeEvent("pushsubscriptionchange", { oldSubscription }));
}"""
"""What a browser does that ends a subscription by itself."""

WATCH = """() => {
  globalThis.seen = new Promise((resolve) => {
    const show = registration.showNotification.bind(registration);
    registration.showNotification = async (...values) => {
      await show(...values);
      resolve();
    };
  });
}"""

SHOWN = """async () => {
  await Promise.race([seen, new Promise((resolve) => setTimeout(resolve, 20_000))]);
  return (await registration.getNotifications()).map(({ title }) => title);
}"""
"""Chromium forgets a notification whose list is asked for while it comes up."""

Services = tuple[PushService, Google, Path]


@pytest.fixture
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("push")
    with push_service(folder) as service, google(folder / "server.pem") as its_google:
        service.deliver = its_google.deliver
        yield service, its_google, folder / "ca.pem"


@pytest.fixture
def service(
    services: Services,
    live_server: LiveServer,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> PushService:
    """The push service that the server uses instead of Google's."""
    service, _, certificate = services
    settings.PUSH_CA_FILE = str(certificate)
    settings.OPERATOR, settings.PUBLIC_URL = "ana@milkspot.de", live_server.url
    make_push_key()
    monkeypatch.setattr(sending, "_addresses", lambda *_: ["127.0.0.1"])

    def connection(address: str, _port: int, **values: Any) -> HTTPSConnection:
        return HTTPSConnection(address, service.port, **values)

    monkeypatch.setattr(sending, "HTTPSConnection", connection)
    return service


@pytest.fixture
def context(
    browser: Browser, services: Services, service: PushService, tmp_path: Path
) -> Iterator[BrowserContext]:
    """A phone with a profile: a private window gets no push messages."""
    arguments = [each for each in LOCAL_ONLY_ARGS if each not in LEFT_OUT]
    context = browser.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=_chromium(),
        args=[*arguments, *services[1].arguments],
        ignore_default_args=LEFT_OUT,
        **A_PHONE,
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def phone(
    context: BrowserContext,
    parent: User,
    concern: Concern,
    today: date,
    live_server: LiveServer,
) -> Page:
    """Today, of a baby with a rash yesterday."""
    Concern.objects.update(condition="heat_rash")
    make_entry(concern, today - timedelta(days=1))
    page = watched(context.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    context.service_workers[0].evaluate(WATCH)
    return page


def allow(phone: Page, live_server: LiveServer) -> None:
    phone.context.grant_permissions(["notifications"], origin=live_server.url)


def what_works(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/works-here/")


def turn_on(phone: Page, live_server: LiveServer) -> None:
    allow(phone, live_server)
    what_works(phone, live_server)
    phone.get_by_role("button", name="Turn on").click()
    expect(phone.get_by_text("Reminders are on for this phone.")).to_be_visible()


def shown(phone: Page) -> list[str]:
    """Wait until the phone shows a notification, and return the titles."""
    return phone.context.service_workers[0].evaluate(SHOWN)


def test_an_evening_reminder_in_three_taps_and_from_it_to_today(
    phone: Page, live_server: LiveServer, service: PushService, today: date
) -> None:
    allow(phone, live_server)
    for tap in (
        phone.get_by_role("link", name="More", exact=True),
        phone.get_by_role("link", name="Reminders", exact=True),
        phone.get_by_role("button", name="Remind me here in the evening at 19:30"),
    ):
        tap.click()
    expect(phone.get_by_text("You'll get a reminder")).to_be_visible()
    evening = datetime.combine(today + timedelta(days=1), time(19, 30), UTC)
    for moment in (evening, evening + timedelta(minutes=2)):
        do_due_jobs(lambda moment=moment: moment)
    assert shown(phone) == ["Time for today's entry"]
    opened = phone.context.service_workers[0].evaluate(TAP)
    assert opened == f"{live_server.url}/"
    phone.goto(opened)
    expect(phone.get_by_role("heading", name="How is it today?")).to_be_visible()


def test_one_is_sent_to_try_and_an_ended_subscription_is_said(
    phone: Page, live_server: LiveServer, service: PushService
) -> None:
    turn_on(phone, live_server)
    phone.get_by_role("button", name="Send me one now").click()
    expect(phone.get_by_text("It should arrive within a minute.")).to_be_visible()
    assert shown(phone) == ["This is how a reminder looks"]
    service.status = 410
    phone.get_by_role("button", name="Send me one now").click()
    expect(phone.get_by_text("this phone could no longer be reached")).to_be_visible()
    assert PushSubscription.objects.get().endpoint is None
    service.status = 201
    phone.get_by_role("button", name="Turn on").click()
    expect(phone.get_by_role("button", name="Send me one now")).to_be_visible()


def test_a_subscription_that_the_browser_ends_is_renewed(
    phone: Page, live_server: LiveServer, service: PushService
) -> None:
    turn_on(phone, live_server)
    row = PushSubscription.objects.get()
    phone.context.service_workers[0].evaluate(CHANGE)
    for _ in range(100):
        if (now := PushSubscription.objects.get()).p256dh != row.p256dh:
            break
        phone.wait_for_timeout(100)
    assert (now.p256dh != row.p256dh, now.session_id) == (True, row.session_id)
    phone.get_by_role("button", name="Send me one now").click()
    expect(phone.get_by_text("It should arrive within a minute.")).to_be_visible()
    assert shown(phone) == ["This is how a reminder looks"]


def test_who_blocks_notifications_is_told(phone: Page, live_server: LiveServer) -> None:
    blocked = {"permission": {"name": "notifications"}, "setting": "denied"}
    session = phone.context.new_cdp_session(phone)
    session.send("Browser.setPermission", {**blocked, "origin": live_server.url})
    what_works(phone, live_server)
    expect(phone.get_by_text("This browser blocks notifications")).to_be_visible()
    expect(phone.get_by_role("button", name="Turn on")).to_be_hidden()
