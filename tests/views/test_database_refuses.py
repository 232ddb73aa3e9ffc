"""A full or locked database loses nothing that was typed, and keeps nobody from reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, client_of, confirmed, make_concern, make_member
from tests.test_access import Home, home  # noqa: F401
from tests.test_access_matrix import EXPECTED, NAMES
from tests.test_access_matrix import address as address_of
from tests.views.entry_posts import entry_new, entry_post
from tests.views.family.people.test_read_only import sent_again
from tests.views.family.test_sign_up import link  # noqa: F401
from tests.views.family.test_start import baby
from tests.views.pages import notices_of, text_of
from tracker.models import Concern, Entry
from tracker.utils import optional_write
from tracker.views.client_headers import account_key

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL locks single rows"),
    pytest.mark.usefixtures("on_10_may"),
]

NOT_SAVED = "The server could not save this just now."
FULL = "The server's disk is full, so this was not saved."
DAY = "2026-05-10"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A write fails at once where others would let it wait."""
    monkeypatch.setattr(optional_write, "SHORT_WAIT", 0)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0)
    connection.close()
    yield
    connection.close()


@pytest.fixture
def lock() -> Iterator[sqlite3.Connection]:
    """Another process that writes, until it is closed."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        yield other


@pytest.fixture
def concern() -> Concern:
    return make_concern()


@pytest.fixture
def parent(concern: Concern) -> Client:
    client = client_of(make_member(concern.child.family))
    client.raise_request_exception = False
    client.get(reverse("today", args=[concern.child_id]))
    return client


def test_a_form_comes_back_while_another_writes(
    parent: Client, concern: Concern, lock: sqlite3.Connection
) -> None:
    lock.execute("BEGIN IMMEDIATE")
    page = parent.post(entry_new(concern), entry_post(day=DAY, notes='so "red" <here>'))
    assert (page.status_code, page["Retry-After"]) == (503, "60")
    assert NOT_SAVED in text_of(page)
    assert "What you typed is kept on this page." in text_of(page)
    assert not Entry.objects.exists()
    lock.execute("ROLLBACK")
    assert parent.post(entry_new(concern), sent_again(page)).status_code == 302
    assert Entry.objects.get().notes == 'so "red" <here>'


def test_a_form_comes_back_from_a_full_disk(parent: Client, concern: Concern) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    data = entry_post(day=DAY, notes="red " * 500)
    refused = [
        page
        for _ in range(40)
        if (page := parent.post(entry_new(concern), data | {"uuid": str(uuid4())})).status_code
        != 302
    ]
    assert {page.status_code for page in refused} == {507}
    assert FULL in text_of(refused[0])
    connection.close()  # there is room again
    written = Entry.objects.count()
    assert parent.post(entry_new(concern), sent_again(refused[0])).status_code == 302
    assert Entry.objects.count() == written + 1


def test_a_script_gets_the_sentence(
    parent: Client, concern: Concern, lock: sqlite3.Connection
) -> None:
    lock.execute("BEGIN IMMEDIATE")
    address = reverse("log", args=[concern.child_id, concern.uuid])
    data = {"choice": "same", "uuid": str(uuid4())}
    answer = parent.post(address, data, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain")
    assert answer.content.decode() == NOT_SAVED


def test_what_waits_on_a_phone_goes_on_waiting(
    parent: Client, concern: Concern, lock: sqlite3.Connection
) -> None:
    lock.execute("BEGIN IMMEDIATE")
    headers = {
        "Accept": "application/json",
        "Milkspot-Written-By": account_key(concern.child.family.members.get().user),
        "Milkspot-Written-At": f"{DAY}T12:30:00Z",
    }
    answer = parent.post(entry_new(concern), entry_post(day=DAY), headers=headers)
    assert (answer.status_code, answer.content.decode()) == (503, NOT_SAVED)


def test_no_password_is_on_the_page(concern: Concern, lock: sqlite3.Connection) -> None:
    user = make_member(concern.child.family)
    visitor = Client(raise_request_exception=False)
    lock.execute("BEGIN IMMEDIATE")
    data = {"login": user.email, "password": PASSWORD}
    page = visitor.post(reverse("account_login"), data)
    assert page.status_code == 503
    assert "Wait a moment, then go back and send it again." in text_of(page)
    assert PASSWORD not in page.content.decode()


@pytest.mark.parametrize("earlier", [None, "Ivy"], ids=["first", "changed"])
def test_what_the_session_was_to_keep_comes_back(
    lock: sqlite3.Connection, earlier: str | None
) -> None:
    visitor, start = Client(raise_request_exception=False), reverse("start")
    if earlier:
        visitor.post(start, baby(name=earlier))
    lock.execute("BEGIN IMMEDIATE")
    page = visitor.post(start, baby(name="Iris"))
    assert (page.status_code, NOT_SAVED in text_of(page)) == (503, True)
    lock.execute("ROLLBACK")
    assert visitor.post(start, sent_again(page))["Location"] == reverse("start_account")
    assert visitor.get(start).context["form"]["name"].value() == "Iris"


def test_an_invitation_to_start_a_diary_is_not_lost(
    link: str,  # noqa: F811
    concern: Concern,
    lock: sqlite3.Connection,
) -> None:
    visitor = Client(raise_request_exception=False)
    lock.execute("BEGIN IMMEDIATE")
    assert visitor.post(link).status_code == 503
    lock.execute("ROLLBACK")
    assert visitor.post(link)["Location"] == reverse("start")


def test_every_page_is_read_while_another_writes(
    home: Home,  # noqa: F811
    lock: sqlite3.Connection,
) -> None:
    """Also where the session or the like would be stored. But the list of log-ins tidies itself."""
    owner = confirmed(client_of(home.owner))
    owner.raise_request_exception = False

    lock.execute("BEGIN IMMEDIATE")
    for name in sorted(NAMES.keys() - {"sessions"}):
        with closing(owner.get(address_of(home, name))) as response:
            get, _post = EXPECTED[name]
            expected = [status for status in get.split() if status != "="][-1]
            assert str(response.status_code).replace("404", ".") == expected, name


def test_a_choice_of_the_doctors_page_is_shown_though_it_is_not_stored(
    parent: Client, concern: Concern, lock: sqlite3.Connection
) -> None:
    address = reverse("summary", args=[concern.child_id]) + "?start=2026-05-01&end=2026-05-10"
    lock.execute("BEGIN IMMEDIATE")
    assert parent.get(address).status_code == 200


def test_a_message_is_shown_once_more(
    parent: Client, concern: Concern, lock: sqlite3.Connection
) -> None:
    today = reverse("today", args=[concern.child_id])
    parent.post(entry_new(concern), entry_post(day=DAY))
    lock.execute("BEGIN IMMEDIATE")
    first = notices_of(parent.get(today))
    lock.execute("ROLLBACK")
    assert "saved for today" in first[0]
    assert notices_of(parent.get(today)) == first
    assert notices_of(parent.get(today)) == []


def test_what_is_missing_is_no_reason_to_try_again(
    parent: Client, concern: Concern, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(**_: object) -> None:
        connection.cursor().execute("SELECT 1 FROM nowhere")

    monkeypatch.setattr("tracker.views.diary.entries.write_entry_with_photos", breaks)
    page = parent.post(entry_new(concern), entry_post(day=DAY))
    assert page.status_code == 500
    assert "What you just sent may not have been saved." in text_of(page)
