"""Which drafts the next page has the browser remove."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_child, make_family, make_member
from tests.views.entry_posts import note_post
from tracker.models import Child, DayNote, User
from tracker.views.client_headers import account_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

SAVED = re.compile(r'data-draft-saved="([^"]*)"')
FORGOTTEN = re.compile(r'data-drafts-of="([^"]*)"')


@pytest.fixture
def child() -> Child:
    return make_child(make_family())


@pytest.fixture
def user(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def browser(user: User) -> Client:
    return client_of(user)


@pytest.fixture
def address(child: Child) -> str:
    return reverse("note_new", args=[child.pk])


def saved(browser: Client, child: Child, **headers: str) -> list[str]:
    """Return the drafts that the next page names."""
    page = browser.get(reverse("timeline", args=[child.pk]), headers=headers)
    return SAVED.findall(page.content.decode())


def test_a_saved_form_is_named_on_one_page(browser: Client, child: Child, address: str) -> None:
    assert browser.post(address, note_post(notes="one", draft="d1")).status_code == 302
    assert saved(browser, child, **{"Milkspot-Copy": "yes"}) == []
    assert saved(browser, child) == ["d1"]
    assert saved(browser, child) == []


def test_a_form_with_errors_is_not_named_and_keeps_its_draft(
    browser: Client, child: Child, address: str
) -> None:
    page = browser.post(address, note_post(temperature="77", draft="d1"))
    assert 'data-draft="d1"' in page.content.decode()
    assert saved(browser, child) == []


def test_a_form_of_a_deleted_record_is_not_named(
    browser: Client, child: Child, address: str
) -> None:
    browser.post(address, note_post(notes="one"))
    note = DayNote.objects.get()
    edit = reverse("note_edit", args=[child.pk, note.uuid])
    browser.post(reverse("note_delete", args=[child.pk, note.uuid]))
    assert browser.post(edit, note_post(notes="two", draft="d1")).status_code == 410
    assert saved(browser, child) == []


def test_a_form_sent_after_the_session_ended_is_not_named(
    user: User, child: Child, address: str
) -> None:
    stranger = Client()
    assert stranger.post(address, note_post(draft="d1")).status_code == 302
    assert SAVED.findall(stranger.get(reverse("account_login")).content.decode()) == []
    assert saved(client_of(user), child) == []


@pytest.mark.parametrize("draft", ["", "x" * 65])
def test_what_is_no_draft_is_not_named(
    browser: Client, child: Child, address: str, draft: str
) -> None:
    browser.post(address, note_post(notes="one", draft=draft))
    assert saved(browser, child) == []


def test_a_draft_is_escaped(browser: Client, child: Child, address: str) -> None:
    browser.post(address, note_post(notes="one", draft='"><b>'))
    assert saved(browser, child) == ["&quot;&gt;&lt;b&gt;"]


def test_a_log_out_names_its_account(browser: Client, user: User) -> None:
    page = browser.post(reverse("account_logout"), follow=True)
    assert FORGOTTEN.findall(page.content.decode()) == [account_key(user)]
