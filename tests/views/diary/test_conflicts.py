"""Two people with the same form open: the second is told, and loses nothing that was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.actions.edits import KINDS, Edited, make_edited
from tests.factories import BORN, client_of, make_family, make_member, make_user
from tests.views.entry_posts import entry_post, note_post, signs_post
from tests.views.pages import text_of
from tracker.models import Change, Child, Entry, Family, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

POSTS: dict[str, Callable[[str], dict[str, Any]]] = {
    "entry": lambda words: entry_post(day="2026-03-01", at="", notes=words),
    "note": lambda words: note_post(day="2026-03-01", at="", notes=words),
    "concern": lambda words: {
        "title": words,
        "condition": "milia",
        "named_by": "parent",
        "first_noticed_on": "2026-02-01",
    },
    "care": lambda words: {"kind": "bath", "started_on": "2026-03-01", "product": words},
    "exposure": lambda words: {"kind": "food", "day": "2026-03-01", "name": words},
    "visit": lambda words: {"day": "2026-03-01", "said": words},
    "child": lambda words: {"name": "Iris", "birth_date": str(BORN), "allergies": words},
    "family": lambda words: {
        "name": words,
        "time_zone": "Europe/London",
        "temperature_unit": "C",
    },
    "photo": lambda words: {"caption": words},
}
"""What each form sends."""


def address_of(kind: str, row: Any) -> str:
    if kind == "family":
        return reverse("family_edit", args=[row.pk])
    ids: list[object] = [row.pk]
    match kind:
        case "entry":
            ids = [row.concern.uuid, row.uuid]
        case "care":
            ids = [row.concern.uuid, row.pk]
        case "note" | "concern" | "photo":
            ids = [row.uuid]
        case "child":
            ids = []
    return reverse(f"{kind}_edit", args=[Child.objects.get().pk, *ids])


@dataclass(frozen=True)
class Both:
    """Anna and Ben have the same form open."""

    kind: str
    edited: Edited
    address: str
    anna: Client
    ben: Client

    def send(self, who: Client, words: str, revision: int | None = None) -> HttpResponse:
        data = POSTS[self.kind](words)
        return who.post(self.address, data if revision is None else data | {"revision": revision})


def make_both(kind: str) -> Both:
    edited = make_edited(kind)
    family = Family.objects.get()
    anna, ben = (make_member(family, "owner", make_user(name=name)) for name in ("Anna", "Ben"))
    return Both(kind, edited, address_of(kind, edited.row), client_of(anna), client_of(ben))


@pytest.fixture(params=KINDS)
def both(request: pytest.FixtureRequest) -> Both:
    return make_both(request.param)


def revision_in(page: HttpResponse) -> int:
    """What the form would send."""
    (found,) = re.findall(r'name="revision" value="(\d+)"', page.content.decode())
    return int(found)


def test_the_second_is_told_and_keeps_what_was_typed(both: Both) -> None:
    seen = revision_in(both.anna.get(both.address))
    both.send(both.ben, "Ben says so", revision_in(both.ben.get(both.address)))
    page = both.send(both.anna, "Anna says so", seen)
    assert page.status_code == 200
    assert both.edited.words == "Ben says so"
    assert page.context["form"][both.edited.field].value() == "Anna says so"
    text = text_of(page)
    assert "Changed by Ben while you were writing:" in text
    assert "Ben says so Anna says so" in text
    conflict = page.context["conflict"]
    assert ("Ben says so", "Anna says so") in [
        (row.before, row.after) for row in conflict.differences
    ]


def test_mine_is_saved_instead_when_it_is_sent_again(both: Both) -> None:
    both.send(both.ben, "Ben says so", 0)
    page = both.send(both.anna, "Anna says so", 0)
    assert "Save mine instead" in text_of(page)
    assert both.send(both.anna, "Anna says so", revision_in(page)).status_code == 302
    assert both.edited.words == "Anna says so"


def test_a_third_change_in_between_is_told_again(both: Both) -> None:
    both.send(both.ben, "one", 0)
    seen = revision_in(both.send(both.anna, "mine", 0))
    both.send(both.ben, "two", 1)
    page = both.send(both.anna, "mine", seen)
    assert (page.status_code, both.edited.words) == (200, "two")
    assert revision_in(page) == 2


def test_theirs_stays_by_a_link(both: Both) -> None:
    both.send(both.ben, "Ben says so", 0)
    page = both.send(both.anna, "Anna says so", 0)
    link = f'href="{page.context["leave_address"]}">Keep their version</a>'
    assert link in page.content.decode()
    assert both.anna.get(page.context["leave_address"]).status_code in (200, 302)
    assert both.edited.words == "Ben says so"


def test_a_form_without_a_revision_overwrites_nothing_that_was_changed(both: Both) -> None:
    both.send(both.ben, "one", 0)
    for revision in (None, "", "x", "-1"):
        page = both.send(both.anna, "two", revision)  # type: ignore[arg-type]
        assert (page.status_code, both.edited.words) == (200, "one")


def test_the_form_of_a_change_sent_twice_is_no_conflict(both: Both) -> None:
    for _time in range(2):
        assert both.send(both.anna, "Anna says so", 0).status_code == 302
    assert both.edited.words == "Anna says so"


def test_in_two_windows_of_ones_own_it_says_so() -> None:
    both = make_both("note")
    both.send(both.anna, "one", 0)
    text = text_of(both.send(both.anna, "two", 0))
    assert "You changed this in another window" in text
    assert "Keep the saved version" in text


def test_who_is_gone_by_now_has_no_name() -> None:
    both = make_both("note")
    both.send(both.ben, "one", 0)
    User.objects.get(name="Ben").delete()
    text = text_of(both.send(both.anna, "two", 0))
    assert "Changed by a former member while you were writing" in text


def test_an_urgent_sign_of_theirs_stands_in_the_table() -> None:
    """Saved instead of theirs, mine would take it away."""
    both = make_both("entry")
    sign = POSTS["entry"]("x") | signs_post("yes", "warmth") | {"revision": 0}
    both.ben.post(both.address, sign)
    page = both.send(both.anna, "x", 0)
    rows = [(row.label, row.before) for row in page.context["conflict"].differences]
    assert ("Warmth", "yes") in rows


def test_markup_in_theirs_stays_text() -> None:
    both = make_both("note")
    both.send(both.ben, "<script>alert(1)</script>", 0)
    page = both.send(both.anna, "mine", 0)
    assert "<script>alert" not in page.content.decode()
    assert "<script>alert(1)</script>" in text_of(page)


# Deleted meanwhile


DELETABLE = ["entry", "note", "concern", "care", "exposure", "visit"]


def put_away(both: Both) -> None:
    both.ben.post(re.sub(r"(edit/)?$", "delete/", both.address, count=1))


def hidden_in(page: HttpResponse) -> dict[str, list[str]]:
    """What the form of the page sends."""
    typed: dict[str, list[str]] = {}
    form = page.content.decode().partition("<main")[2]
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form):
        if name != "csrfmiddlewaretoken":
            typed.setdefault(name, []).append(value)
    return typed


@pytest.mark.parametrize("kind", DELETABLE)
def test_what_was_deleted_meanwhile_is_told_and_comes_back_with_what_was_typed(kind: str) -> None:
    both = make_both(kind)
    both.anna.get(both.address)
    put_away(both)
    page = both.send(both.anna, "Anna says so", 0)
    assert page.status_code == 410
    text = text_of(page)
    assert "Deleted by Ben," in text
    assert "What you entered is not saved yet, but it is not lost." in text
    assert both.edited.words == make_words(kind)
    sent = hidden_in(page) | {"bring_back": "yes"}
    assert both.anna.post(both.address, sent).status_code == 302
    assert both.edited.words == "Anna says so"
    assert type(both.edited.row).objects.filter(pk=both.edited.row.pk).exists()


def make_words(kind: str) -> str:
    return "bumps on the chin" if kind == "concern" else "first"


@pytest.mark.parametrize("kind", DELETABLE)
def test_its_page_says_that_it_was_deleted_and_brings_it_back(kind: str) -> None:
    both = make_both(kind)
    put_away(both)
    page = both.anna.get(both.address)
    assert page.status_code == 410
    (address,) = re.findall(r'action="([^"]*/deleted/[^"]*)"', page.content.decode())
    response = both.anna.post(address, {"next": both.address})
    assert response["Location"] == both.address
    assert both.anna.get(both.address).status_code == 200


@pytest.mark.parametrize("kind", DELETABLE)
def test_deleted_twice_it_is_deleted_once(kind: str) -> None:
    both = make_both(kind)
    put_away(both)
    put_away(both)
    assert Change.objects.filter(verb="deleted").count() == 1


def test_an_entry_at_a_concern_that_was_deleted_meanwhile_is_not_lost() -> None:
    both = make_both("concern")
    address = reverse("entry_new", args=[Child.objects.get().pk, both.edited.row.uuid])
    put_away(both)
    data = entry_post(notes="oozing", appearance=["raised", "white"], next="/rules/")
    page = both.anna.post(address, data)
    assert page.status_code == 410
    response = both.anna.post(address, hidden_in(page) | {"bring_back": "yes"})
    assert response["Location"] == "/rules/"
    entry = Entry.objects.get(notes="oozing")
    assert entry.appearance == ["raised", "white"]
    assert entry.concern.deleted_at is None


def test_an_entry_whose_concern_was_deleted_meanwhile_is_not_lost() -> None:
    both = make_both("entry")
    child, concern = Child.objects.get(), both.edited.row.concern
    both.ben.post(address_of("entry", both.edited.row) + "delete/")
    both.ben.post(reverse("concern_delete", args=[child.pk, concern.uuid]))
    page = both.send(both.anna, "Anna says so", 0)
    for _thing in ("concern", "entry"):
        assert page.status_code in (302, 410)
        if page.status_code == 410:
            page = both.anna.post(both.address, hidden_in(page) | {"bring_back": "yes"})
    assert both.edited.words == "Anna says so"


def test_a_viewer_is_told_and_brings_nothing_back() -> None:
    both = make_both("concern")
    put_away(both)
    child = Child.objects.get()
    viewer = client_of(make_member(child.family, "viewer"))
    page = viewer.get(reverse("concern", args=[child.pk, both.edited.row.uuid]))
    assert page.status_code == 410
    assert "Restore" not in text_of(page)
    posted = viewer.post(both.address, POSTS["concern"]("x") | {"bring_back": "yes"})
    assert posted.status_code == 403
    assert not type(both.edited.row).objects.exists()


@pytest.mark.parametrize("kind", DELETABLE)
def test_a_stranger_learns_nothing_of_what_was_deleted(kind: str) -> None:
    both = make_both(kind)
    put_away(both)
    stranger = client_of(make_member(make_family()))
    assert stranger.get(both.address).status_code == 404
    data = POSTS[kind]("x") | {"bring_back": "yes"}
    assert stranger.post(both.address, data).status_code == 404
    assert not type(both.edited.row).objects.filter(pk=both.edited.row.pk).exists()


# Who wrote it


def test_the_page_that_changes_an_entry_says_who_wrote_it_and_who_changed_it() -> None:
    both = make_both("entry")
    Entry.objects.update(author_name="Grandma")
    text = text_of(both.anna.get(both.address))
    assert "Added by Grandma." in text
    assert "See earlier versions" not in text
    both.send(both.ben, "Ben says so", 0)
    page = both.anna.get(both.address)
    assert re.search(
        r"Added by Grandma\. Last edited by Ben, .+\. See earlier versions", text_of(page)
    )
    row = both.edited.row
    address = reverse("history_of", args=[Child.objects.get().pk, "entry", row.pk])
    assert f'href="{address}"' in page.content.decode()
