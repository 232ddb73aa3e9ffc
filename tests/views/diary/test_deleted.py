"""Deleted things: listed for thirty days, brought back by who writes, removed by owners."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    client_of,
    confirmed,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_photo,
    make_user,
)
from tests.views.pages import text_of
from tracker.actions.records import delete_record
from tracker.models import Care, Change, Child, Concern, Entry, Exposure, Question, User, Visit
from tracker.models.record import Record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def ben(child: Child) -> User:
    return make_member(child.family, "caregiver", make_user(name="Ben"))


@pytest.fixture
def entry(concern: Concern) -> Entry:
    return make_entry(concern, DAY, notes="after the bath")


def put_away(record: Record, by: User, at: datetime = NOW) -> None:
    """Deleted at that moment."""
    delete_record(row=record, by=by)
    type(record).all_objects.filter(pk=record.pk).update(deleted_at=at)


def address(child: Child) -> str:
    return reverse("deleted", args=[child.pk])


def of(name: str, record: Record, child: Child, kind: str = "entry") -> str:
    return reverse(name, args=[child.pk, kind, record.pk])


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_it_says_what_who_when_and_until_when(
    parent: Client, child: Child, entry: Entry, ben: User
) -> None:
    make_photo(entry)
    put_away(entry, ben)
    text = text_of(parent.get(address(child)))
    assert (
        "Entry about “bumps on the chin”, 1 March 2026 with 1 photo after the bath"
        " Deleted by Ben, 10 March 2026, 12:00. You can restore it before 9 April 2026." in text
    )


def test_every_kind_is_there_the_latest_first(parent: Client, child: Child, ben: User) -> None:
    concern = make_concern(child)
    kept = make_concern(child, title="kept")
    for photos in (1, 2):
        entry = make_entry(concern, DAY)
        for _photo in range(photos):
            make_photo(entry)
    make_photo(make_entry(concern, DAY, deleted_at=NOW - timedelta(days=40)))
    deleted: list[Record] = [
        concern,
        make_entry(kept, DAY),
        Care.objects.create(concern=kept, kind="bath", started_on=DAY),
        make_day_note(child, DAY),
        Visit.objects.create(child=child, day=DAY, who="Dr Okafor"),
        Exposure.objects.create(child=child, kind="food", day=DAY, name="egg"),
        Question.objects.create(child=child, text="Can it stay?"),
    ]
    for number, record in enumerate(deleted):
        put_away(record, ben, NOW + timedelta(minutes=number))
    rows = parent.get(address(child)).context["rows"]
    assert [(row.what, row.contents, row.can_be_removed) for row in rows] == [
        ("Question: Can it stay?", "", False),
        ("food, egg, 1 March 2026", "", False),
        ("Visit: Dr Okafor, 1 March 2026", "", False),
        ("Note, 1 March 2026", "", False),
        ("Treatment for “kept”: bath", "", False),
        ("Entry about “kept”, 1 March 2026", "", True),
        ("“bumps on the chin”", "2 entries, 3 photos", True),
    ]


@pytest.mark.parametrize(
    ("ago", "is_there"),
    [(timedelta(days=30), True), (timedelta(days=30, seconds=1), False)],
    ids=["thirty days", "longer"],
)
def test_what_may_be_gone_any_moment_is_not_offered(
    parent: Client, child: Child, entry: Entry, ben: User, ago: timedelta, is_there: bool
) -> None:
    put_away(entry, ben, NOW - ago)
    assert bool(parent.get(address(child)).context["rows"]) is is_there


def test_nothing_deleted(parent: Client, child: Child, entry: Entry) -> None:
    assert "Nothing here. Anything you delete goes here first." in text_of(
        parent.get(address(child))
    )


def test_of_another_child_nothing_is_shown(
    parent: Client, child: Child, entry: Entry, ben: User
) -> None:
    twin = make_child(child.family, name="Rose")
    put_away(entry, ben)
    assert parent.get(address(twin)).context["rows"] == ()
    confirmed(parent)
    for name in ("deleted_bring_back", "deleted_remove"):
        assert parent.post(of(name, entry, twin)).status_code == 404


def test_bringing_back(parent: Client, child: Child, entry: Entry, ben: User) -> None:
    put_away(entry, ben)
    response = parent.post(of("deleted_bring_back", entry, child))
    assert response["Location"] == address(child)
    assert messages_of(response) == ["Restored: Entry about “bumps on the chin”, 1 March 2026"]
    assert Entry.objects.get() == entry


def test_an_entry_of_a_deleted_concern_says_that_it_brings_that_too(
    parent: Client, child: Child, entry: Entry, ben: User
) -> None:
    put_away(entry, ben)
    put_away(entry.concern, ben)
    text = text_of(parent.get(address(child)))
    assert "“bumps on the chin” was deleted too and will be restored with it." in text
    response = parent.post(of("deleted_bring_back", entry, child))
    assert messages_of(response) == [
        "Restored: “bumps on the chin”",
        "Restored: Entry about “bumps on the chin”, 1 March 2026",
    ]
    assert Entry.objects.get().concern.deleted_at is None


def test_what_was_before_the_birth_is_told_kindly(
    parent: Client, child: Child, entry: Entry, ben: User
) -> None:
    put_away(entry, ben)
    Concern.objects.update(first_noticed_on=date(2026, 3, 5))
    Child.objects.update(birth_date=date(2026, 3, 3))
    response = parent.post(of("deleted_bring_back", entry, child))
    assert messages_of(response) == [
        "This can't be restored. It's from before Iris was born, going by the date of birth in the"
        " diary."
    ]
    assert not Entry.objects.exists()


def test_a_link_brings_nothing_back(parent: Client, child: Child, entry: Entry, ben: User) -> None:
    put_away(entry, ben)
    assert parent.get(of("deleted_bring_back", entry, child)).status_code == 302
    assert not Entry.objects.exists()


# Removing for good


@pytest.mark.parametrize("kind", ["entry", "concern"])
def test_it_asks_first_and_then_nothing_is_left(
    parent: Client, child: Child, entry: Entry, ben: User, kind: str
) -> None:
    record: Record = entry if kind == "entry" else entry.concern
    put_away(record, ben)
    confirmed(parent)
    page = of("deleted_remove", record, child, kind)
    assert page in parent.get(address(child)).content.decode()
    assert "Nobody can restore it" in text_of(parent.get(page))
    assert type(record).all_objects.filter(pk=record.pk).exists()
    response = parent.post(page)
    assert response["Location"] == address(child)
    assert messages_of(response) == ["Deleted permanently, with its photos and history."]
    assert not type(record).all_objects.filter(pk=record.pk).exists()
    assert not Entry.all_objects.exists()
    assert [change.verb for change in Change.objects.all()] == ["removed"]
    assert parent.post(page).status_code == 404


def test_what_is_not_deleted_is_not_removed(parent: Client, child: Child, entry: Entry) -> None:
    confirmed(parent)
    for method in (parent.get, parent.post):
        assert method(of("deleted_remove", entry, child)).status_code == 404
    assert Entry.objects.get() == entry


@pytest.mark.parametrize("kind", ["daynote", "photo", "user", "change"])
def test_only_entries_and_concerns_are_removed_before_their_time(
    parent: Client, child: Child, ben: User, kind: str
) -> None:
    note = make_day_note(child, DAY)
    put_away(note, ben)
    confirmed(parent)
    assert parent.post(of("deleted_remove", note, child, kind)).status_code == 404


# Who may


@pytest.mark.parametrize(
    ("role", "brings_back", "removes"),
    [("owner", 302, 302), ("caregiver", 302, 403), ("viewer", 403, 403)],
)
def test_who_writes_brings_back_and_owners_remove(
    child: Child, entry: Entry, ben: User, role: str, brings_back: int, removes: int
) -> None:
    put_away(entry, ben)
    note = make_day_note(child, DAY)
    put_away(note, ben)
    browser = client_of(make_member(child.family, role))
    html = browser.get(address(child)).content.decode()
    assert (of("deleted_bring_back", entry, child) in html) is (brings_back == 302)
    assert (of("deleted_remove", entry, child) in html) is (removes == 302)
    page = of("deleted_bring_back", note, child, "daynote")
    assert browser.post(page).status_code == brings_back
    assert confirmed(browser).post(of("deleted_remove", entry, child)).status_code == removes


def test_a_stranger_finds_nothing(child: Child, entry: Entry, ben: User) -> None:
    put_away(entry, ben)
    stranger = client_of(make_member(make_family()))
    assert stranger.get(address(child)).status_code == 404
    for name in ("deleted_bring_back", "deleted_remove"):
        assert stranger.post(of(name, entry, child)).status_code == 404
    assert Entry.all_objects.get().deleted_at is not None


@pytest.mark.parametrize("times", [1, 20])
def test_the_number_of_queries_does_not_grow(
    parent: Client,
    child: Child,
    ben: User,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(times):
        concern = make_concern(child)
        entry = make_entry(concern, DAY)
        for record in (make_photo(entry), entry, make_day_note(child, DAY), concern):
            put_away(record, ben)
    parent.get(address(child))
    # Session, user; child, membership; the eight kinds, the places of the photos;
    # the children to switch between.
    with django_assert_num_queries(14):
        parent.get(address(child))
