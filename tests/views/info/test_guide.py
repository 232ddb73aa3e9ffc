"""The guide: open to everybody, each fact with the number of its source."""

from __future__ import annotations

import re

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.views.pages import text_of
from tracker.domain.guide import COMMON_QUESTIONS, PAGES, TIP_PAGES
from tracker.domain.guide.parts import GuidePage, Looks, TipPage
from tracker.domain.vocabulary import CONDITIONS
from tracker.models import Child
from tracker.presenters.guide import guide_sheet, tip_sheet

pytestmark = pytest.mark.django_db

pages = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
all_pages = pytest.mark.parametrize(
    "page", [*PAGES.values(), *TIP_PAGES.values()], ids=[*PAGES, *TIP_PAGES]
)


def shown(page: GuidePage | TipPage) -> str:
    """The page as somebody without an account reads it."""
    response = Client().get(reverse("guide_page", args=[page.key]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_leads_to_each_page() -> None:
    found = Client().get(reverse("guide")).content.decode()
    led_to = re.findall(r'href="(/guide/[a-z-]+/)"', found)
    assert led_to == [reverse("guide_page", args=[key]) for key in (*PAGES, *TIP_PAGES)]


def test_the_list_leads_to_each_kind() -> None:
    found = Client().get(reverse("guide")).content.decode()
    led_to = re.findall(r'href="(/guide/[a-z-]+/#kind-[\w-]+)"', found)
    assert led_to == [
        f"{reverse('guide_page', args=[key])}#kind-{kind.key}"
        for key, page in PAGES.items()
        for kind in page.described_kinds
    ]


def test_what_has_no_page_stands_with_the_nearest() -> None:
    index = text_of(Client().get(reverse("guide")).content.decode())
    for page in PAGES.values():
        names = ", ".join(str(CONDITIONS[key].label) for key in page.nearest)
        found = text_of(shown(page))
        assert ("Also read this page for:" in found) == bool(names)
        if names:
            assert f"{page.title} also read this for: {names}" in index
            assert f"Also read this page for: {names}." in found


def test_each_common_question_leads_to_its_answer() -> None:
    found = Client().get(reverse("guide")).content.decode()
    for question, key, section in COMMON_QUESTIONS:
        address = f"{reverse('guide_page', args=[key])}#{section}"
        assert f'<a href="{address}">{escape(str(question))}</a>' in found
        assert f' id="{section}"' in shown(PAGES[key])


def test_two_taps_from_today_answer_the_first_questions(parent: Client, child: Child) -> None:
    today = parent.get(reverse("today", args=[child.pk])).content.decode()
    assert f'href="{reverse("guide")}"' in today
    guide = text_of(parent.get(reverse("guide")))
    assert "When do I call, and when do I see a doctor?" in guide
    assert "Can I squeeze milk spots?" in guide


def test_an_unknown_page_is_not_found() -> None:
    assert Client().get(reverse("guide_page", args=["teeth"])).status_code == 404


@pages
def test_urgent_signs_stand_first(page: GuidePage) -> None:
    headings = re.findall(r"<h2[^>]*>([^<]*)", shown(page))
    assert headings[:2] == ["Call for help now", "See a doctor today"]


@pages
def test_where_a_source_says_now_the_heading_today_does_not_make_anyone_wait(
    page: GuidePage,
) -> None:
    today = re.findall(r'<section [^>]*id="today".*?</section>', shown(page), re.S)[0]
    lead = "</h2> <p>Where a line says to call now, call at once, day or night.</p> <ul>"
    assert lead in re.sub(r"\s+", " ", today)
    assert "to call a doctor now" in today


@all_pages
def test_each_number_has_its_source(page: GuidePage | TipPage) -> None:
    found = shown(page)
    numbers = {int(number) for number in re.findall(r'href="#source-(\d+)"', found)}
    rows = [int(number) for number in re.findall(r'id="source-(\d+)"', found)]
    assert rows == list(range(1, len(rows) + 1))
    assert numbers == set(rows)


@pages
def test_each_source_says_how_it_was_read(page: GuidePage) -> None:
    unread = {source.publisher for source in guide_sheet(page).sources if not source.reading}
    assert unread <= {"Milkspot"}


@all_pages
def test_each_source_has_its_address_and_when_it_was_read(page: GuidePage | TipPage) -> None:
    """One of the five articles has none; of a copy its site stands, and of a study its DOI."""
    sheet = guide_sheet(page) if isinstance(page, GuidePage) else tip_sheet(page)
    without = {
        source.publisher
        for source in sheet.sources
        if not source.address
        and "read in a copy (" not in source.reading
        and " doi:" not in source.publisher
    }
    assert without <= {"one of the five articles this diary grew from", "Milkspot"}
    undated = {
        row.publisher
        for row in sheet.sources
        if not re.search(r" (\d December|November) 2026$", row.reading)
    }
    assert undated <= {"Milkspot"}


@all_pages
def test_each_part_stands_once(page: GuidePage | TipPage) -> None:
    ids = re.findall(r'<section[^>]* id="([\w-]+)"', shown(page))
    assert sorted(ids) == sorted(set(ids))


def looks_of(page: GuidePage) -> list[Looks]:
    """Those of the page, where it says any, and of each of its kinds."""
    kinds = [kind.looks for kind in page.described_kinds]
    return [page.looks, *kinds] if page.looks.facts else kinds


@pages
def test_each_kind_stands_under_its_name(page: GuidePage) -> None:
    found = shown(page)
    names = re.findall(r'<h2 class="card-title" id="kind-[\w-]+-heading">([^<]*)', found)
    assert names == [str(kind.name) for kind in page.described_kinds]
    links = re.findall(r'href="#(kind-[\w-]+)"', found)
    assert links == [f"kind-{kind.key}" for kind in page.described_kinds]
    assert set(links) <= set(re.findall(r'id="([\w-]+)"', found))


@pages
def test_each_skin_has_words_and_a_drawing_with_them(page: GuidePage) -> None:
    drawings = re.findall(
        r'<svg class="guide-drawing tone-(\w+)( shape-only)?"[^>]*aria-label="([^"]+)"',
        shown(page),
    )
    expected = [
        (tone, fact)
        for looks in looks_of(page)
        for tone, fact in (("light", looks.light), ("brown", looks.brown), ("black", looks.black))
    ]
    assert [drawing[0] for drawing in drawings] == [tone for tone, _ in expected]
    for (_, shape_only, label), (_, fact) in zip(drawings, expected, strict=True):
        assert bool(shape_only) == (fact is None)
        words = str(fact.text) if fact else "the shape only"
        assert label.endswith(words.replace("'", "&#x27;"))
    for looks in looks_of(page):
        assert get_template(f"info/guide/drawings/{looks.drawing}.svg")


@pages
def test_a_skin_without_a_source_says_so(page: GuidePage) -> None:
    tones = [tone for looks in looks_of(page) for tone in (looks.light, looks.brown, looks.black)]
    assert text_of(shown(page)).count(
        "No source found so far describes it on this skin."
    ) == tones.count(None)


def test_tips_for_photos_say_to_call_first() -> None:
    assert "If you are worried, call first" in text_of(shown(TIP_PAGES["photos"]))


def test_each_collection_of_pictures_says_that_they_are_of_others() -> None:
    page = TIP_PAGES["pictures"]
    found = shown(page)
    assert all(f'href="{section.address}"' in found for section in page.sections)
    assert found.count("Pictures of other people") == len(page.sections)
    assert "<img" not in found
