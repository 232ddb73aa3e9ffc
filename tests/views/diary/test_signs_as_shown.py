"""A stored "no" had its words on the screen, whichever way it came in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_member
from tests.interchange.documents import as_bytes, concern, document, entry
from tests.upgrade.browser import FormParser
from tests.views.entry_posts import entry_new
from tests.views.offline.test_outbox import send
from tests.views.pages import text_of
from tracker.actions.importing import import_diary
from tracker.domain.sign_answers import not_seen
from tracker.domain.vocabulary import GATE, GLASS_TEST, SIGNS, SIGNS_OF_VERSION_1
from tracker.interchange import read_diary, write_diary
from tracker.models import Child, Concern, Entry, Family, Sign, User
from tracker.queries import whole_diary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

TODAY = date(2026, 3, 10)
NOW = "2026-03-10T12:00:00.000Z"
NONE_OF_VERSION_1 = dict.fromkeys(SIGNS_OF_VERSION_1, "no")


class Words(HTMLParser):
    """Collects the text of a page by where it stands: the short question, legends, labels.

    ``labels``: by the id of the input.
    """

    def __init__(self, page: HttpResponse) -> None:
        super().__init__()
        self.short = ""
        self.labels: dict[str, str] = {}
        self._label = ""
        self._open: list[str] = []
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id") == "signs-short" or self._open:
            self._open.append(tag)
        if tag == "label":
            self._label = given.get("for") or ""
        if tag == "legend":
            self._label = "legend"

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()
        if tag in ("label", "legend"):
            self._label = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.short += data
        if self._label:
            self.labels[self._label] = self.labels.get(self._label, "") + data

    def shown_by(self, gate: str, glass: str) -> set[str]:
        """Return the keys whose words a parent reads who answers like this."""
        return set(self._shown_by(gate, glass))

    def _shown_by(self, gate: str, glass: str) -> Iterator[str]:
        if gate == "none":
            yield from (key for key, words in GATE.items() if self._names(str(words)))
        if gate == "yes":
            for key, sign in SIGNS.items():
                label = self.labels.get(f"sign-{key}", "")
                if str(sign.label).lower() in label.lower():
                    yield key
        if glass == "no" and "Do they fade?" in self.labels["legend"]:
            yield GLASS_TEST

    def _names(self, words: str) -> bool:
        """Return whether the short question has these words between two of its stops."""
        return bool(re.search(rf"[:,;] {words}[,;.]", re.sub(r"\s+", " ", self.short)))


def values_of(page: HttpResponse) -> dict[str, list[str]]:
    """Return what the form of the page would send unchanged."""
    parser = FormParser()
    parser.feed(page.content.decode())
    [values] = [form.values for form in parser.forms if "signs-listed" in form.values]
    return values


@pytest.fixture
def user(family: Family) -> User:
    return make_member(family)


@pytest.fixture
def client(user: User) -> Client:
    return client_of(user)


def by_the_page(client: Client, address: str, values: dict[str, Any], user: User) -> HttpResponse:
    return client.post(address, values)


def by_the_outbox(client: Client, address: str, values: dict[str, Any], user: User) -> HttpResponse:
    return send(client, address, values, user, written_at=NOW)


FORMS = {
    "entry": lambda concern: entry_new(concern),
    "day note": lambda concern: reverse("note_new", args=[concern.child_id]),
    "new concern": lambda concern: reverse("concern_new", args=[concern.child_id]),
}


@pytest.mark.parametrize(
    ("form", "way"),
    [
        ("entry", by_the_page),
        ("entry", by_the_outbox),
        ("day note", by_the_page),
        ("day note", by_the_outbox),
        ("new concern", by_the_page),
    ],
)
@pytest.mark.parametrize("glass", ["no", "not_checked"])
@pytest.mark.parametrize(("gate", "seen"), [("none", []), ("yes", ["worried"]), ("not_looked", [])])
def test_a_form_answers_what_it_showed(
    client: Client,
    user: User,
    concern: Concern,
    form: str,
    way: Callable[..., HttpResponse],
    glass: str,
    gate: str,
    seen: list[str],
) -> None:
    address = FORMS[form](concern)
    page = client.get(address)
    answers = {"signs-gate": [gate], "signs-seen": seen, "signs-glass": [glass]}
    values = values_of(page) | answers | {"condition": ["heat_rash"], "notes": ["x"]}
    way(client, address, values, user)
    stored = dict(Sign.objects.values_list("key", "answer"))
    glass = glass if form != "day note" else "not_checked"
    expected = Words(page).shown_by(gate, glass) - set(seen)
    assert {key for key, answer in stored.items() if answer == "no"} == expected
    assert {key for key, answer in stored.items() if answer == "yes"} == set(seen)


def test_the_words_of_each_sign_are_found(client: Client, concern: Concern) -> None:
    words = Words(client.get(entry_new(concern)))
    assert words.shown_by("none", "no") == {*GATE, GLASS_TEST}
    assert len(words.shown_by("yes", "")) == 28


@pytest.mark.parametrize("name", ["log", "log_all_same"])
def test_one_tap_answers_no_sign(client: Client, concern: Concern, name: str) -> None:
    tap = {"uuid": str(uuid4()), "choice": "same", "concerns": str(concern.uuid)}
    address = (
        reverse("log", args=[concern.child_id, concern.uuid])
        if name == "log"
        else reverse("log_all_same", args=[concern.child_id])
    )
    client.post(address, tap)
    assert Entry.objects.count() == 1
    assert not Sign.objects.exists()


@pytest.mark.parametrize("way", [by_the_page, by_the_outbox])
@pytest.mark.parametrize("form", ["entry", "day note"])
def test_a_form_of_version_1_answers_its_own_signs_and_none_as_not_seen(
    client: Client, user: User, concern: Concern, form: str, way: Callable[..., HttpResponse]
) -> None:
    address = FORMS[form](concern)
    sent = values_of(client.get(address)) | {"signs-gate": ["none"]}
    for name in ("signs-listed", "signs-in_gate", "signs-glass"):
        sent.pop(name, None)
    way(client, address, sent, user)
    stored = dict(Sign.objects.values_list("key", "answer"))
    assert stored == {
        key: "no" for key in SIGNS_OF_VERSION_1 if form == "entry" or SIGNS[key].about == "child"
    }
    assert not_seen(stored) == ()


def test_an_imported_diary_of_version_1_claims_no_sign_as_not_seen(
    client: Client, user: User, family: Family
) -> None:
    look = entry(signs=NONE_OF_VERSION_1)
    note = {"date": "2026-03-02", "signs": {"unwell": "no", "worried": "no"}}
    file = as_bytes(document(concerns=[concern(look)], day_notes=[note]))
    import_diary(diary=read_diary(file, TODAY), family=family, by=user)
    child = Child.objects.get(name="Noah")
    again = read_diary(write_diary(whole_diary(child)), TODAY)
    assert again.concerns[0].entries[0].signs == NONE_OF_VERSION_1
    for page in ("timeline", "summary"):
        text = text_of(client.get(reverse(page, args=[child.pk]), follow=True))
        assert "in one list" in text
        assert "no glass test recorded" in text
        assert "none seen" not in text
        assert "Not seen" not in text
        assert "not seen" not in text


def test_a_look_of_version_1_opened_and_saved_stays_as_it_was(
    client: Client, concern: Concern
) -> None:
    look = Entry.objects.create(concern=concern, day=TODAY, status="present")
    Sign.objects.bulk_create(
        Sign(entry=look, key=key, answer=answer) for key, answer in NONE_OF_VERSION_1.items()
    )
    address = reverse("entry_edit", args=[concern.child_id, concern.uuid, look.uuid])
    values = values_of(client.get(address))
    assert "signs-gate" not in values
    values["notes"] = ["a word more"]
    assert client.post(address, values).status_code == 302
    assert Entry.objects.get().notes == "a word more"
    assert dict(Sign.objects.values_list("key", "answer")) == NONE_OF_VERSION_1
