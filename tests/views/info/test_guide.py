"""The guide: open to everybody, each fact with the number of its source."""

from __future__ import annotations

import re

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from tests.views.pages import text_of
from tracker.domain.guide import PAGES
from tracker.domain.guide.parts import GuidePage
from tracker.presenters.guide import guide_sheet

pytestmark = pytest.mark.django_db

pages = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def shown(page: GuidePage) -> str:
    """The page as somebody without an account reads it."""
    response = Client().get(reverse("guide_page", args=[page.key]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_leads_to_each_page() -> None:
    found = Client().get(reverse("guide")).content.decode()
    led_to = re.findall(r'href="(/guide/[a-z-]+/)"', found)
    assert led_to == [reverse("guide_page", args=[key]) for key in PAGES]


def test_an_unknown_page_is_not_found() -> None:
    assert Client().get(reverse("guide_page", args=["teeth"])).status_code == 404


@pages
def test_urgent_signs_stand_first(page: GuidePage) -> None:
    headings = re.findall(r"<h2[^>]*>([^<]*)", shown(page))
    assert headings[:2] == ["Call now", "See a doctor today"]


@pages
def test_each_number_has_its_source(page: GuidePage) -> None:
    found = shown(page)
    numbers = {int(number) for number in re.findall(r'href="#source-(\d+)"', found)}
    rows = [int(number) for number in re.findall(r'id="source-(\d+)"', found)]
    assert rows == list(range(1, len(rows) + 1))
    assert numbers == set(rows)
    assert all(source.reading for source in guide_sheet(page).sources)


@pages
def test_each_skin_has_words_and_a_drawing_with_them(page: GuidePage) -> None:
    found = shown(page)
    if not page.looks.drawing:
        assert "guide-drawing" not in found
        return
    assert get_template(guide_sheet(page).drawing)
    looks = page.looks
    for tone, fact in (("light", looks.light), ("brown", looks.brown), ("black", looks.black)):
        svg = re.search(
            rf'<svg class="guide-drawing tone-{tone}([^"]*)"[^>]*aria-label="([^"]+)"', found
        )
        assert svg is not None
        assert (svg[1] == " shape-only") == (fact is None)
        words = str(fact.text) if fact else "the shape only"
        assert svg[2].endswith(words.replace("'", "&#x27;"))


@pages
def test_a_skin_without_a_source_says_so(page: GuidePage) -> None:
    unsourced = [page.looks.light, page.looks.brown, page.looks.black].count(None)
    assert (
        text_of(shown(page)).count("We found no source that describes it on this skin.")
        == unsourced
    )
