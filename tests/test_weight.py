"""The compressed size of a first visit, and of each page later.

bench/weight.py measures the whole transfer in a browser, on a slow network.
"""

from __future__ import annotations

import re

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.browser.screens import addresses, fill
from tests.factories import client_of, make_family, make_member
from tracker.actions.importing import import_diary
from tracker.domain.sample import sample_diary
from tracker.models import Child
from tracker.utils.clock import today_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FIRST_VISIT = 120_000  # bytes
LATER = 15_000
WITH_BODY_MAP = {"concern_new": 16_000, "entry_new": 16_000}
"""The forms that carry the names of all places and sides for their script."""
HEADERS = 900  # of one response, roughly

OF_ANY_LENGTH = {"summary", "shared"}
"""The doctor's page has the whole diary on one page, as on paper."""

FILE = re.compile(r'(?:src|href)="/static/([^"]+)"')


@pytest.fixture
def child() -> Child:
    family = make_family(time_zone="UTC", country="GB")
    parent = make_member(family)
    child = import_diary(diary=sample_diary(today_in("UTC")), family=family, by=parent).child
    fill(child)
    return child


@pytest.fixture
def phone(child: Child) -> Client:
    browser = client_of(child.family.members.first().user)
    browser.defaults["HTTP_ACCEPT_ENCODING"] = "gzip, br"
    return browser


def weight_of_file(name: str) -> int:
    path = finders.find(name)
    assert isinstance(path, str)
    with open(path, "rb") as file:
        content = file.read()
    return min(len(content), len(brotli.compress(content)))


def test_a_first_visit_to_today(phone: Client, child: Child) -> None:
    answer = phone.get("/")
    assert answer["Content-Encoding"] == "gzip"
    plain = Client()
    plain.cookies = phone.cookies
    names = set(FILE.findall(plain.get("/").content.decode()))
    assert "tracker/js/diary/today.js" in names
    assert "django_htmx/htmx-2.min.js" in names
    files = sum(weight_of_file(name) + HEADERS for name in names)
    assert len(answer.content) + HEADERS + files <= FIRST_VISIT


def test_every_page_is_light(phone: Client, child: Child) -> None:
    heavy = {}
    for name, address in addresses(child).items():
        answer = phone.get(address)
        size = len(answer.getvalue())
        is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        if is_page and size > WITH_BODY_MAP.get(name, LATER):
            heavy[name] = size
    assert heavy.keys() == OF_ANY_LENGTH - {"shared"}
