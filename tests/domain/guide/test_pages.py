"""Every page of the guide: each fact has a source, each link leads somewhere."""

from __future__ import annotations

import re

import pytest

from tracker.domain.guide import PAGES, TIP_PAGES, facts_of, page_of_condition
from tracker.domain.guide.common import ASK, CALL, SEE_TODAY
from tracker.domain.guide.parts import GuidePage, TipPage
from tracker.domain.vocabulary import CONDITIONS, MILIA_TYPES

REASSURES_OR_JUDGES = re.compile(
    r"\b(normal|safe|harmless|fine|risk|scor(e|es|ed)|detect|diagnos|monitor|assess|reassur)"
    r"|nothing to worry|do not worry|your baby has ",
    re.IGNORECASE,
)
"""Words that the guide never uses. ``your baby has`` would name what only a doctor can."""

pages = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
tip_pages = pytest.mark.parametrize("page", TIP_PAGES.values(), ids=TIP_PAGES)


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


@pages
def test_no_sentence_reassures_or_judges(page: GuidePage) -> None:
    facts = (*facts_of(page), *CALL, *SEE_TODAY, *ASK)
    phrases = (page.title, *(each.text for each in facts), *page.write_down, *page.questions)
    assert [str(each) for each in phrases if REASSURES_OR_JUDGES.search(str(each))] == []


def test_the_kinds_of_milk_spots_are_those_of_the_diary() -> None:
    kinds = PAGES["milk-spots-after-a-rash"].kinds
    assert [kind.key for kind in kinds] == list(MILIA_TYPES)


@pages
def test_a_kind_that_the_diary_has_is_a_condition_of_its_page(page: GuidePage) -> None:
    keys = [kind.key for kind in page.described_kinds]
    assert [key for key in keys if key in CONDITIONS and key not in page.conditions] == []
    assert len(keys) == len(set(keys))


@tip_pages
def test_no_tip_reassures_or_judges(page: TipPage) -> None:
    facts = [fact.text for section in page.sections for fact in section.facts]
    phrases = (page.title, page.first, *facts, *page.write_down, *page.questions)
    assert [str(each) for each in phrases if REASSURES_OR_JUDGES.search(str(each))] == []


@tip_pages
def test_each_tip_names_its_sources(page: TipPage) -> None:
    facts = [fact for section in page.sections for fact in section.facts]
    assert [str(fact.text) for fact in facts if not fact.sources] == []


@pytest.mark.parametrize(
    ("condition", "key", "is_nearest"),
    [
        ("chickenpox", "rash-with-a-cold", False),
        ("drool_rash", "contact-rash", False),
        ("drug_rash", "hives", True),
    ],
)
def test_a_condition_leads_to_its_page(condition: str, key: str, is_nearest: bool) -> None:
    assert page_of_condition(condition) == (PAGES[key], is_nearest)


def test_what_has_no_name_leads_to_the_list() -> None:
    without = {key for key in CONDITIONS if page_of_condition(key) is None}
    assert without == {"unsure_rash", "other_rash", "other"}


def test_no_two_pages_have_one_address() -> None:
    assert not PAGES.keys() & TIP_PAGES.keys()
    for pages_by_key in (PAGES, TIP_PAGES):
        assert {key: page.key for key, page in pages_by_key.items()} == {
            key: key for key in pages_by_key
        }


def test_each_tip_where_a_photo_is_taken_stands_on_the_page() -> None:
    page = TIP_PAGES["photos"]
    tips = [fact for section in page.sections for fact in section.facts]
    assert [fact for fact in page.most_needed if fact not in tips] == []
    assert "grey, blue or green cloth behind, not white" in str(page.in_short)
