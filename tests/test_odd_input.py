"""Unusual input never causes a server error: it is rejected or ignored.

PostgreSQL rejects NUL in a text, and every column has a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from itertools import filterfalse
from urllib.parse import parse_qsl, urljoin, urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_member,
    make_photo,
    make_user,
)
from tracker.actions.records import write_record
from tracker.domain import records
from tracker.models import Care, Entry, Exposure, Question, User, Visit

pytestmark = pytest.mark.django_db

ODD = {"a NUL": "a\0b", "a large number": "99999999999999999999"}

SENT = ODD if connection.vendor == "postgresql" else {"a large number": ODD["a large number"]}
"""What is sent in each field; SQLite takes a NUL."""

SKIPPED = r"spots-([1-9]|__prefix__|TOTAL_FORMS)"
"""Fields left out: the first row of a formset represents the others."""


@dataclass
class SentForm:
    """A form with its initial values."""

    address: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, address: str, content: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[SentForm] = []
        self._open = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "a":
            self.links.append(urljoin(self.address, given.get("href", "")))
        elif tag == "form":
            address = urljoin(self.address, given.get("action", ""))
            self.forms.append(SentForm(address, given.get("method", "get").lower()))
        elif tag in {"select", "textarea"}:
            self._open = name
            self._take(name, "")
        elif tag == "option" and "selected" in given:
            self._take(self._open, value)
        elif tag == "input" and name:
            untouched = given.get("type") in {"checkbox", "radio"} and "checked" not in given
            self._take(name, "" if untouched else value)

    def handle_data(self, data: str) -> None:
        if self.lasttag == "textarea":
            self._take(self._open, data.removeprefix("\n"))

    def _take(self, name: str, value: str) -> None:
        if self.forms:
            values = self.forms[-1].values.setdefault(name, [])
            values += [value] if value else []


def walk(client: Client, *starts: str) -> Iterator[Page]:
    """Yield every reachable page, each route with each set of query parameters once."""
    to_see, seen = list(starts), set()
    while to_see:
        address = to_see.pop()
        parts = urlsplit(address)
        if parts.netloc or not parts.path.startswith("/") or parts.path.startswith("/static/"):
            continue
        names = tuple(sorted(name for name, _ in parse_qsl(parts.query)))
        page_key = (resolve(parts.path).view_name, names)
        if page_key in seen:
            continue
        seen.add(page_key)
        response = client.get(address, follow=True)
        if response.get("Content-Type", "").startswith("text/html"):
            page = Page(response.request["PATH_INFO"], response.content.decode())
            to_see += page.links
            yield page
        elif response.streaming:
            b"".join(response.streaming_content)


def forms_of(client: Client) -> list[SentForm]:
    """Return every reachable form once; those that delete come last."""
    pages = walk(client, reverse("home"))
    forms = {resolve(form.address).route: form for page in pages for form in page.forms}
    return sorted(forms.values(), key=lambda form: form.address.endswith("/delete/"))


@pytest.fixture
def owner() -> User:
    """The owner of a diary with one record of each kind."""
    child = make_child()
    concern = make_concern(child)
    day = date(2026, 3, 1)
    make_photo(make_entry(concern, day, sites=("chin",)))
    make_day_note(child, day)
    Care.objects.create(concern=concern, kind="bath", started_on=day)
    Exposure.objects.create(child=child, day=day, kind="food")
    Visit.objects.create(child=child, day=day)
    Question.objects.create(child=child, text="Can it stay?")
    return make_member(child.family)


@pytest.mark.parametrize("odd", SENT.values(), ids=SENT)
def test_no_odd_text_breaks_a_form(owner: User, odd: str) -> None:
    """Tests each field in turn, the others with their initial values."""
    for is_member in (True, False):
        for form in forms_of(client_of(owner) if is_member else Client()):
            client = client_of(owner) if is_member else Client()
            for name in filterfalse(re.compile(SKIPPED).search, form.values):
                send = client.post if form.method == "post" else client.get
                send(form.address, form.values | {name: [odd]})


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_no_odd_text_breaks_an_address(owner: User, odd: str) -> None:
    child = owner.families.get().children.get()
    client = client_of(owner)
    for name in ("today", "timeline", "summary", "visit_new", "concern_new"):
        asked = dict.fromkeys(("concern", "day", "days", "page", "worse", "start", "end"), odd)
        assert client.get(reverse(name, args=[child.pk]), asked).status_code == 200
    assert client.get(f"/children/{'9' * 20}/").status_code == 404


def test_no_odd_text_breaks_a_session() -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "\0" * 32
    assert client.get(reverse("worried")).status_code == 200
    assert client.get(reverse("home")).status_code == 302


def test_a_long_address_signs_what_its_owner_writes() -> None:
    concern = make_concern()
    user = make_member(concern.child.family, user=make_user(f"{'a' * 230}@example.org"))
    entry = records.Entry(day=date(2026, 3, 1), status="present")
    write_record(owner=concern, record=entry, uuid=uuid4(), by=user)
    assert Entry.objects.get().author_name == "a" * 200
