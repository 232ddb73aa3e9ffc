"""What a phone is told to keep, and what its asking leaves alone."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tests.views.entry_posts import note_post
from tests.views.pages import text_of
from tracker.domain.guide import PAGES, TIP_PAGES
from tracker.models import Child, Concern
from tracker.views.client_headers import COPY
from tracker.views.client_headers import FOR_EVERYBODY as EVERYBODY_HEADER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]


FOR_EVERYBODY = {EVERYBODY_HEADER: "yes"}

ACCOUNT = re.compile(r'<html[^>]* data-account="(\w*)"')


def kept(client: Client) -> list[str]:
    pages: dict[str, str] = client.get(reverse("pages_to_keep")).json()["pages"]
    return list(pages)


def of_child(child: Child, *names: str) -> list[str]:
    return [reverse(name, args=[child.pk]) for name in names]


def of_concern(concern: Concern, *names: str) -> list[str]:
    return [reverse(name, args=[concern.child_id, concern.uuid]) for name in names]


def test_it_is_what_may_be_read_and_written_within_the_last_30_days(parent, child) -> None:
    milia, cleared, long_cleared = (make_concern(child) for _ in range(3))
    make_entry(cleared, date(2026, 2, 8), "clear")
    make_entry(long_cleared, date(2026, 2, 7), "clear")
    make_concern(make_child(make_family()))
    assert kept(parent) == [
        *of_child(child, "today", "timeline", "add", "note_new", "concern_new"),
        *of_concern(milia, "concern", "entry_new"),
        *of_concern(cleared, "concern"),
        reverse("photo_new"),
    ]


def test_the_lists_reach_30_days_back(parent, child, concern) -> None:
    for number in range(61):
        make_entry(concern, date(2026, 2, 8), notes=str(number))
        make_entry(concern, date(2026, 2, 7), notes=str(number))
    assert [address for address in kept(parent) if "page=" in address] == [
        f"{of_child(child, 'timeline')[0]}?days=&concern=&page=2",
        f"{of_child(child, 'timeline')[0]}?days=&concern=&page=3",
        f"{of_concern(concern, 'concern')[0]}?page=2",
        f"{of_concern(concern, 'concern')[0]}?page=3",
    ]


def test_who_only_reads_keeps_no_form(child, concern) -> None:
    viewer = client_of(make_member(child.family, "viewer"))
    assert kept(viewer) == [*of_child(child, "today", "timeline"), *of_concern(concern, "concern")]


def test_the_child_at_hand_comes_first(parent, child, family) -> None:
    other = make_child(family)
    assert kept(parent)[0] == reverse("today", args=[child.pk])
    parent.get(reverse("today", args=[other.pk]))
    assert kept(parent)[0] == reverse("today", args=[other.pk])


def test_the_numbers_to_call_are_those_of_the_family(parent, child) -> None:
    assert parent.get(reverse("pages_to_keep")).json()["worried"] == "/worried/?country=GB"


def test_a_copy_takes_no_notice_away_and_moves_to_no_child(parent, child, family) -> None:
    other = make_child(family, name="Noah")
    parent.post(reverse("note_new", args=[child.pk]), note_post(notes="slept"))
    copy = parent.get(reverse("today", args=[other.pk]), headers={COPY: "yes"})
    assert "saved the note" not in text_of(copy)
    assert f'href="{reverse("timeline", args=[other.pk])}"' in copy.content.decode()
    assert parent.session["child"] == child.pk
    assert "saved the note for today." in text_of(parent.get(reverse("home")))


@pytest.mark.parametrize(("role", "adds"), [("caregiver", True), ("viewer", False)])
def test_a_copy_leads_to_no_form_that_its_reader_may_not_send(child, role, adds) -> None:
    reader = client_of(make_member(child.family, role))
    pages = reader.get(reverse("pages_to_keep")).json()["pages"]
    (add,) = of_child(child, "add")
    assert {f'href="{add}"' in page for page in pages.values() if "tabs" in page} == {adds}


@pytest.mark.parametrize("entries", [3, 29])
def test_it_asks_as_much_for_many_entries_as_for_few(
    parent, concern, django_assert_num_queries, entries
) -> None:
    for number in range(entries):
        make_entry(concern, date(2026, 3, 1), notes=str(number))
    with django_assert_num_queries(145):
        assert len(kept(parent)) == 8


def test_a_late_answer_does_not_put_back_the_cookie_of_before(parent) -> None:
    address = reverse("pages_to_keep")
    assert settings.CSRF_COOKIE_NAME in parent.get(address).cookies
    assert settings.CSRF_COOKIE_NAME not in parent.get(address).cookies


def test_each_page_comes_as_a_copy_of_it_would(parent, child, concern) -> None:
    parent.post(reverse("note_new", args=[child.pk]), note_post(notes="slept"))
    pages = parent.get(reverse("pages_to_keep")).json()["pages"]
    for address, text in pages.items():
        copy = parent.get(address, headers={COPY: "yes"})
        assert unmasked(text) == unmasked(copy.content.decode()), address
    assert "saved the note for today." in text_of(parent.get(reverse("home")))


def unmasked(text: str) -> str:
    """Without what is another in each answer: form tokens and ids."""
    return re.sub(r'(name="(?:csrfmiddlewaretoken|uuid)" value)="[^"]*"', r"\1", text)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)]
)
def test_all_pages_together_weigh_little(parent, concern, accepted, encoding) -> None:
    asked = {"Accept-Encoding": accepted}
    answers = [parent.get(reverse("pages_to_keep"), headers=asked) for _ in range(4)]
    assert {answer.headers.get("Content-Encoding") for answer in answers} == {encoding}
    assert len({len(answer.content) for answer in answers}) > 1, "the length tells what is in it"


def test_the_guide_is_given_as_somebody_logged_out_reads_it(parent: Client) -> None:
    pages: dict[str, str] = parent.get(reverse("guide_to_keep"), headers=FOR_EVERYBODY).json()
    assert [*pages] == [
        reverse("guide"),
        *(reverse("guide_page", args=[key]) for key in (*PAGES, *TIP_PAGES)),
    ]
    assert {attribute for text in pages.values() for attribute in ACCOUNT.findall(text)} == {""}
    assert pages == Client().get(reverse("guide_to_keep")).json()


@pytest.mark.parametrize("address", ["/worried/", "/worried/?country=GB", "/offline/"])
def test_what_is_stored_for_everybody_is_the_same_for_two_accounts(
    parent: Client, child: Child, address: str, settings
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    german = make_member(make_child(make_family()).family)
    type(german).objects.filter(pk=german.pk).update(language="de")
    clients = [parent, client_of(german), Client()]
    answers = [client.get(address, headers=FOR_EVERYBODY) for client in clients]
    texts = {unmasked(answer.content.decode()) for answer in answers}
    assert len(texts) == 1
    assert ACCOUNT.findall(texts.pop()) == [""]
    assert not any(answer.cookies for answer in answers)
    assert ACCOUNT.findall(parent.get(address).content.decode()) != [""]
