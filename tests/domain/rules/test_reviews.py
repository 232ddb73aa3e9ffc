"""Reviews of rows, which hold as long as no word and no number of the row changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.phrases import phrase
from tracker.domain.rules import STANDARD_RULES, Review, fingerprint, rows

ROW = next(rule for rule in STANDARD_RULES.urgent_rules if rule.key == "feeding_less")


def reviewed(hash_of: object) -> object:
    review = Review("Dr Ada Okafor", "GMC 1234567", date(2026, 12, 2), fingerprint(hash_of))
    return replace(STANDARD_RULES, reviews={ROW.key: review})


def test_who_reviewed_a_row_is_told_and_of_the_others_that_nobody_did():
    table = reviewed(ROW)
    assert str(table.review_note(ROW)) == (
        "reviewed by Dr Ada Okafor (GMC 1234567) on 2 December 2026"
    )
    assert str(table.review_note(table.urgent_rules[0])) == "not reviewed yet"


def test_while_nobody_reviewed_a_row_none_says_so():
    assert STANDARD_RULES.review_note(ROW) is None


@pytest.mark.parametrize(
    "changed",
    [
        replace(ROW, days=30),
        replace(ROW, says=phrase("Other words.")),
        replace(ROW, source=replace(ROW.source, read="January 2027")),
        replace(ROW, signs=(*ROW.signs, "fit")),
    ],
    ids=["a number", "a word", "a source", "a sign"],
)
def test_any_change_of_the_row_drops_its_review(changed):
    assert reviewed(changed).review_of(ROW) is None


def test_other_words_of_a_sign_drop_the_review(monkeypatch):
    table = reviewed(ROW)
    sign = replace(rows.SIGNS["feeding_less"], label=phrase("drinks nothing for a day"))
    monkeypatch.setattr(rows, "SIGNS", {**rows.SIGNS, "feeding_less": sign})
    assert table.review_of(ROW) is None
