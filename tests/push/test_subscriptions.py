"""Push messages are turned on for the browser of a log-in, and end with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import make_user
from tests.push.service import Browser, log_in_of, make_subscription
from tracker.models import PushKey, PushSubscription, User
from tracker.push import subscriptions

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 3, 20, tzinfo=UTC)


def subscribe(session_key: str, endpoint: str, now: datetime = NOW) -> None:
    values = {"endpoint": endpoint, **Browser().keys}
    subscriptions.subscribe(session_key=session_key, **values, now=now)


@pytest.fixture
def user() -> User:
    return make_user()


def endpoints() -> list[str | None]:
    rows = PushSubscription.objects.order_by("created_at", "pk")
    return list(rows.values_list("endpoint", flat=True))


def test_a_log_in_has_one(user: User) -> None:
    key = log_in_of(user).session_key
    subscribe(key, "https://a.de/1")
    subscribe(key, "https://a.de/2")
    assert endpoints() == ["https://a.de/2"]


def test_a_browser_goes_over_to_its_next_log_in(user: User) -> None:
    subscribe(log_in_of(make_user()).session_key, "https://a.de/1")
    session = log_in_of(user)
    subscribe(session.session_key, "https://a.de/1")
    assert PushSubscription.objects.get().session == session


def test_a_person_has_a_bounded_number(user: User) -> None:
    subscribe(log_in_of(make_user()).session_key, "https://a.de/other")
    for n in range(subscriptions.MAX_SUBSCRIPTIONS + 2):
        moment = NOW + timedelta(minutes=n + 1)
        subscribe(log_in_of(user).session_key, f"https://a.de/{n}", moment)
    assert endpoints() == [
        "https://a.de/other",
        *(f"https://a.de/{n}" for n in range(2, subscriptions.MAX_SUBSCRIPTIONS + 2)),
    ]


def test_it_is_turned_off_on_this_device_alone(user: User) -> None:
    first, second = log_in_of(user), log_in_of(user)
    for n, session in enumerate((first, second)):
        subscribe(session.session_key, f"https://a.de/{n}")
    subscriptions.unsubscribe(session_key=first.session_key)
    assert endpoints() == ["https://a.de/1"]


def test_what_ended_is_turned_on_again(user: User) -> None:
    row = make_subscription(user, "https://a.de/1", Browser())
    subscriptions.end_subscription(subscription=row, now=NOW)
    assert PushSubscription.objects.get().ended_at == NOW
    subscribe(row.session.session_key, "https://a.de/2")
    assert PushSubscription.objects.get().ended_at is None


def test_what_was_turned_on_meanwhile_does_not_end(user: User) -> None:
    row = make_subscription(user, "https://a.de/1", Browser())
    subscribe(row.session.session_key, "https://a.de/2")
    subscriptions.end_subscription(subscription=row, now=NOW)
    assert endpoints() == ["https://a.de/2"]


def test_it_stays_with_the_new_key_of_a_log_in(user: User) -> None:
    row = make_subscription(user, "https://a.de/1", Browser())
    session = log_in_of(user)
    subscriptions.keep_subscription(
        former_key=row.session.session_key, session_key=session.session_key
    )
    assert PushSubscription.objects.get().session == session


def test_it_ends_with_the_account(user: User) -> None:
    make_subscription(user, "https://a.de/1", Browser())
    user.delete()
    assert endpoints() == []


def test_the_database_keeps_no_keys_of_what_ended(user: User) -> None:
    row = make_subscription(user, "https://a.de/1", Browser())
    row.ended_at = NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_there_is_one_key() -> None:
    subscriptions.make_push_key()
    with pytest.raises(IntegrityError), transaction.atomic():
        PushKey.objects.create(pk=2, private_key="k")
