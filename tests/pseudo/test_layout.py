"""Main pages at 390 px with longer texts, and from right to left: nothing leaves the viewport."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from tests.browser.screens import addresses, fill
from tests.factories import client_of, make_family, make_member
from tests.pseudo.language import LEFT_TO_RIGHT, RIGHT_TO_LEFT, installed
from tracker.actions.importing import import_diary
from tracker.domain.sample import sample_diary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAIN = ("today", "timeline", "add", "summary", "more", "worried", "concern", "people", "account")
OUTSIDE = """() => {
  const root = document.scrollingElement;
  return root.scrollWidth > root.clientWidth ? root.scrollWidth - root.clientWidth : 0;
}"""


@pytest.fixture(autouse=True)
def _pseudo(settings) -> Iterator[None]:
    with installed(settings):
        yield


@pytest.mark.parametrize("language", [LEFT_TO_RIGHT, RIGHT_TO_LEFT])
def test_nothing_leaves_the_viewport(live_server, page, language: str) -> None:
    family = make_family(time_zone="UTC", country="GB")
    parent = make_member(family)
    diary = sample_diary(timezone.now().date())
    child = import_diary(diary=diary, family=family, by=parent).child
    fill(child)
    parent.language = language
    parent.save()
    cookies = client_of(parent).cookies.items()
    page.context.add_cookies(
        [{"name": name, "value": row.value, "url": live_server.url} for name, row in cookies]
    )
    paths = addresses(child)
    outside = {}
    for name in MAIN:
        assert page.goto(live_server.url + paths[name]).status == 200
        assert page.evaluate("document.documentElement.lang") == language
        outside[name] = page.evaluate(OUTSIDE)
    assert outside == dict.fromkeys(MAIN, 0)
    page.evaluate("document.querySelector('main h1').style.minWidth = '900px'")
    assert page.evaluate(OUTSIDE) > 0, "what is too wide would not be seen"
