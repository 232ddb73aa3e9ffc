"""Every page of the guide: each fact has a source, each link leads somewhere."""

from __future__ import annotations

import pytest

from tracker.domain.guide import PAGES, facts_of
from tracker.domain.guide.parts import GuidePage
from tracker.domain.vocabulary import CONDITIONS

pages = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@pages
def test_each_fact_names_its_sources(page: GuidePage) -> None:
    assert [str(fact.text) for fact in facts_of(page) if not fact.sources] == []


@pages
def test_each_look_alike_leads_to_a_page(page: GuidePage) -> None:
    led_to = {each.page for each in page.look_alikes if each.page}
    assert led_to <= PAGES.keys()


def test_each_condition_leads_to_one_page() -> None:
    named = [key for page in PAGES.values() for key in (*page.conditions, *page.nearest)]
    assert sorted(named) == sorted(set(named))
    assert set(named) <= CONDITIONS.keys()
