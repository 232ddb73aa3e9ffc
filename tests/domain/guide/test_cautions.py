"""Which cautions of the guide are about what a family records."""

from __future__ import annotations

import pytest

from tracker.domain import sources
from tracker.domain.guide import PAGES, common, facts_of
from tracker.domain.guide.cautions import ON_THE_SKIN, SECTION, cautions_for
from tracker.domain.guide.parts import GuideFact
from tracker.domain.vocabulary import CARE_KINDS, CONDITIONS, EXPOSURE_KINDS

OILS = [common.LOTION_ON_THE_FACE]


def facts(condition: str, kind: str, words: str = "") -> list[GuideFact]:
    return [each.fact for each in cautions_for(condition) if each.is_about(kind, words)]


@pytest.mark.parametrize(
    ("condition", "kind", "words", "expected"),
    [
        ("milia", "retinoid", "", [common.RETINOID]),
        ("eczema", "other", "Retinol serum", [common.RETINOID]),
        ("eczema", "steroid", "", [common.STEROID_CREAM]),
        ("", "cream", "hydrocortisone", [common.STEROID_CREAM]),
        ("baby_acne", "acne_product", "", [common.ACNE_PRODUCTS]),
        ("baby_acne", "washing", "an acne wash", [common.ACNE_PRODUCTS]),
        ("milia", "home_remedy", "sugar scrub", [common.SQUEEZING]),
        ("milia", "home_remedy", "almond scrub", [common.SQUEEZING, common.NUT_OILS]),
        ("milia", "home_remedy", "steam", [common.STEAM]),
        ("milia", "other", "salicylic acid pads", [common.ACIDS]),
        ("milia", "moisturiser", "", OILS),
        ("secondary_milia", "home_remedy", "Olive oil", OILS),
        ("baby_acne", "other", "ointment", OILS),
        ("", "cream", "baby oil on her face", OILS),
        ("", "cream", "baby oil on her legs", []),
        ("eczema", "moisturiser", "an oily ointment", []),
        ("milia", "washing", "oil-free wash", []),
        ("milia", "washing", "boiled water", []),
        ("baby_acne", "washing", "water on her acne", []),
        ("milia", "removed_trigger", "olive oil", []),
        ("", "food", "peanut butter", []),
        ("", "medicine", "steroid inhaler", []),
        ("milia", "", "", []),
    ],
)
def test_only_what_is_named_has_its_caution(
    condition: str, kind: str, words: str, expected: list[GuideFact]
) -> None:
    assert facts(condition, kind, words) == expected


@pytest.mark.parametrize("condition", ["", *CONDITIONS])
def test_each_caution_leads_to_a_page_with_that_section(condition: str) -> None:
    assert SECTION == "leave-alone"
    pages = {each.page for each in cautions_for(condition)}
    assert [page for page in pages if not PAGES[page].leave_alone] == []


def test_each_caution_is_a_fact_of_its_page() -> None:
    for each in cautions_for("milia"):
        assert each.fact in list(facts_of(PAGES[each.page]))


def test_the_twelve_months_of_retinoids_are_those_of_one_article() -> None:
    assert "Only “Infant Milia Treatment” gives an age" in str(common.RETINOID.text)
    assert sources.INFANT_MILIA_TREATMENT in common.RETINOID.sources


def test_the_kinds_of_cautions_can_be_recorded() -> None:
    kinds = {kind for each in cautions_for("milia") for kind in each.kinds}
    assert kinds <= set(CARE_KINDS)
    assert set(ON_THE_SKIN) <= {*CARE_KINDS, *EXPOSURE_KINDS}
