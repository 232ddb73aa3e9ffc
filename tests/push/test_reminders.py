"""Reminders by push: where the member turned them on, beside mail, and no more once it ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tests.push.service import Browser, PushService, make_subscription
from tracker.actions.reminder_choices import choose_reminders
from tracker.due_jobs import do_due_jobs
from tracker.models import Job, Member, PushSubscription
from tracker.push.message import LENGTH
from tracker.queries.reminders import missed_of

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
EVENING = datetime(2026, 3, 10, 19, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SPREAD = 2 * MINUTE

TITLE = "Time for today's entry"


@pytest.fixture(autouse=True)
def mail_server(settings, service: PushService) -> None:
    settings.SENDS_MAIL = True
    settings.PUBLIC_URL = "https://diary.milkspot.de"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def member() -> Member:
    """A parent in London, whose baby had a rash yesterday."""
    concern = make_concern(
        make_child(make_family()), condition="heat_rash", first_noticed_on=date(2026, 3, 8)
    )
    make_entry(concern, DAY - timedelta(days=1))
    make_member(concern.child.family)
    return Member.objects.get()


@pytest.fixture
def phone(member: Member, service: PushService) -> Browser:
    browser = Browser()
    make_subscription(member.user, service.endpoint(), browser)
    return browser


def choose(member: Member, **choices: Any) -> None:
    choose_reminders(member=member, choices={"evening": True, **choices}, now=NOON)


def run(*moments: datetime) -> None:
    for moment in moments:
        do_due_jobs(lambda moment=moment: moment)


def opened(service: PushService, browser: Browser) -> list[dict[str, Any]]:
    return [browser.opened(body)["notification"] for _path, _headers, body in service.received]


def test_the_nudge_comes_to_the_phone_once_within_the_spread(
    member: Member,
    phone: Browser,
    service: PushService,
) -> None:
    choose(member)
    run(EVENING - MINUTE)
    assert service.received == []
    run(EVENING, EVENING + SPREAD, EVENING + 2 * SPREAD)
    (notification,) = opened(service, phone)
    assert notification["title"] == TITLE
    assert notification["navigate"] == "https://diary.milkspot.de/"
    assert mail.outbox == []


def test_the_moment_is_drawn_by_lot_before_quiet_hours(
    member: Member, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([0.25, 0.999])
    monkeypatch.setattr("tracker.reminding.sending.SystemRandom.random", lambda _: next(drawn))
    choose(member, quiet_from=(EVENING + 2 * MINUTE).time())
    run(EVENING)
    assert Job.objects.get(kind="reminder by push").due_at == EVENING + MINUTE / 4
    choose(member, quiet_from=(EVENING + 60 * MINUTE).time())
    run(EVENING + timedelta(days=1))
    latest = Job.objects.filter(kind="reminder by push").latest("pk")
    assert timedelta() < EVENING + timedelta(days=1) + SPREAD - latest.due_at < MINUTE


def test_its_push_service_does_not_keep_it_into_quiet_hours(
    member: Member,
    phone: Browser,
    service: PushService,
) -> None:
    choose(member)
    run(EVENING, EVENING + SPREAD)
    ((_path, headers, _body),) = service.received
    assert headers["TTL"] == str((90 - 2) * 60)  # until 21:00


def test_all_have_one_length(
    member: Member,
    phone: Browser,
    service: PushService,
) -> None:
    choose(member, still_there=True)
    run(EVENING, EVENING + SPREAD)
    last = NOON + timedelta(days=13)  # 14 days after the entry
    run(last, last + SPREAD)
    titles = {notification["title"] for notification in opened(service, phone)}
    assert titles == {TITLE, "Still there? Open the diary"}
    assert {len(body) for _path, _headers, body in service.received} == {LENGTH + 103}


def test_its_button_opens_the_page_that_stops_it(
    member: Member,
    phone: Browser,
    service: PushService,
) -> None:
    choose(member)
    run(EVENING, EVENING + SPREAD)
    (notification,) = opened(service, phone)
    (button,) = notification["actions"]
    assert (button["action"], button["title"]) == ("stop", "Stop these")
    path = button["navigate"].removeprefix("https://diary.milkspot.de")
    assert Client().post(path).status_code == 200
    run(EVENING + timedelta(days=1), EVENING + timedelta(days=1) + SPREAD)
    assert len(service.received) == 1


def test_it_goes_by_mail_too_if_that_is_chosen(
    member: Member,
    phone: Browser,
    service: PushService,
) -> None:
    choose(member, by_mail=True)
    run(EVENING, EVENING + SPREAD)
    assert len(service.received) == 1
    assert [each.subject for each in mail.outbox] == [TITLE]


def test_without_a_subscription_mail_alone_is_sent(
    member: Member,
    service: PushService,
) -> None:
    choose(member, by_mail=True)
    run(EVENING, EVENING + SPREAD)
    assert service.received == []
    assert [each.subject for each in mail.outbox] == [TITLE]
    assert not Job.objects.filter(kind="reminder by push").exists()


def test_a_push_service_that_is_down_is_tried_again(
    member: Member,
    phone: Browser,
    service: PushService,
) -> None:
    choose(member)
    service.status = 503
    run(EVENING, EVENING + SPREAD)
    service.status = 201
    run(EVENING + 5 * MINUTE)
    first, second = opened(service, phone)
    assert first["tag"] == second["tag"]
    assert not missed_of(member, EVENING).exists()


def test_one_phone_that_has_it_is_enough(
    member: Member,
    phone: Browser,
    service: PushService,
) -> None:
    make_subscription(member.user, "https://localhost:1/", Browser())  # nobody listens there
    choose(member)
    run(EVENING, EVENING + SPREAD, EVENING + 30 * MINUTE)
    assert len(service.received) == 1


@pytest.mark.parametrize(("by_mail", "is_missed"), [(False, True), (True, False)])
def test_a_phone_that_ended_is_forgotten_and_the_reminder_is_missed(
    member: Member,
    phone: Browser,
    service: PushService,
    by_mail: bool,
    is_missed: bool,
) -> None:
    choose(member, by_mail=by_mail)
    service.status = 410
    run(EVENING, EVENING + SPREAD)
    row = PushSubscription.objects.get()
    assert (row.endpoint, row.ended_at) == (None, EVENING + SPREAD)
    assert missed_of(member, EVENING).exists() is is_missed
    run(EVENING + timedelta(days=1), EVENING + timedelta(days=1) + SPREAD)
    assert len(service.received) == 1
