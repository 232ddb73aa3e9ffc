"""The page of the rules: every row, its source, and what the host changed."""

from __future__ import annotations

from tracker.domain.rules import (
    CONCERN_RULES,
    STANDARD_RULES,
    URGENT_RULES,
    fingerprint,
    rules_from_toml,
)
from tracker.domain.vocabulary import CONDITIONS
from tracker.presenters.rules import rules_page


def test_every_row_is_there_and_names_its_source():
    page = rules_page(STANDARD_RULES)
    assert [row.key for row in page.main] == ["milia_over_3_months", "rash_over_4_weeks"]
    assert [row.key for row in (*page.main, *page.others)] == [row.key for row in CONCERN_RULES]
    assert [row.key for row in page.urgent] == [row.key for row in URGENT_RULES]
    shown = [row for group in page.conditions for row in group.rows]
    assert {row.key for row in shown} == set(CONDITIONS)
    rows = (*page.main, *page.others, *page.urgent, *shown)
    assert [row.key for row in rows if not row.sources] == []
    assert all(source.title for row in rows for source in row.sources)


def test_as_shipped_nothing_is_changed_and_nobody_has_signed():
    page = rules_page(STANDARD_RULES)
    assert (page.has_local_changes, page.is_reviewed) == (False, False)
    assert {row.review for row in (*page.main, *page.others, *page.urgent)} == {""}


def test_a_reviewed_row_names_its_reviewer_and_the_others_say_not_yet():
    hash_ = fingerprint(STANDARD_RULES.urgent_rule("bruise"))
    page = rules_page(
        rules_from_toml(
            '[reviews.bruise]\nname = "Dr Ada Okafor"\nregister = "GMC 1234567"\n'
            f'day = 2026-12-02\nhash = "{hash_}"\n'
        )
    )
    reviews = {row.key: row.review for row in page.urgent}
    assert page.is_reviewed
    assert reviews.pop("bruise") == "reviewed by Dr Ada Okafor (GMC 1234567) on 2 December 2026"
    assert set(reviews.values()) == {"not reviewed yet"}


def test_a_source_says_how_it_was_read():
    rows = {row.key: row for row in rules_page(STANDARD_RULES).urgent}
    assert [source.reading for source in rows["fever_3_to_6_months"].sources] == [
        "read in a copy (primarycarenotebook.com), 1 December 2026",
        "read, 1 December 2026",
    ]


def test_a_childs_data_has_placeholders():
    rows = {row.key: row for row in rules_page(STANDARD_RULES).urgent}
    assert rows["fever_after_vaccine"].says.startswith("[name] had a vaccine on [day]. ")
    assert rows["fever_with_rash"].says.startswith("You have noted “[skin problem]” since [day]. ")


def test_the_limits_are_in_the_words_of_the_table():
    page = rules_page(STANDARD_RULES)
    assert [row.text for row in page.main] == [
        "Milk spots or small white bumps are still there after 3 months",
        "Any rash is still there after 28 days",
    ]


def test_a_changed_row_says_what_it_was():
    page = rules_page(rules_from_toml("[rules.rash_over_4_weeks]\ndays = 21\n"))
    row = page.main[1]
    assert row.text == "Any rash is still there after 21 days"
    assert row.local_change == "Changed by the person who hosts this diary. Before: 28 days."
    assert (page.has_local_changes, row.is_off) == (True, False)


def test_a_row_that_is_off_stays_on_the_page_and_says_so():
    page = rules_page(rules_from_toml("[rules.worsening]\nenabled = false\n"))
    row = next(row for row in page.others if row.key == "worsening")
    assert (row.is_off, row.local_change) == (
        True,
        "Switched off by the person who hosts this diary.",
    )


def test_an_urgent_row_that_was_changed():
    page = rules_page(rules_from_toml("[rules.newborn_blister]\ndays = 28\n"))
    row = next(row for row in page.urgent if row.key == "newborn_blister")
    assert row.text == "little bumps or blisters with clear fluid, under 4 weeks of age"
    assert (
        row.local_change
        == "Changed by the person who hosts this diary. Before: under 6 weeks of age."
    )


def test_a_conditions_windows_and_their_changes():
    page = rules_page(
        rules_from_toml(
            "[conditions.heat_rash]\nask_after = false\n"
            "[conditions.hives]\nask_after = 5\n"
            "[conditions.baby_acne]\nfirst_sight = false\n"
        )
    )
    rows = {row.key: row for group in page.conditions for row in group.rows}
    assert (rows["heat_rash"].windows, rows["heat_rash"].local_changes) == (
        (),
        ("The days were switched off by the person who hosts this diary.",),
    )
    assert (rows["hives"].windows, rows["hives"].local_changes) == (
        (
            "Worth asking about if still there after 5 days. The NHS says to see a GP if hives are"
            " no better after 2 days.",
        ),
        ("Changed by the person who hosts this diary. Before: 2 days.",),
    )
    assert rows["baby_acne"].local_changes == (
        "“As soon as you see it” was switched off by the person who hosts this diary.",
    )
    assert rows["diaper_rash"].windows == (
        "Worth asking about as soon as you see it, if it begins before 42 days of age. The American"
        " Academy of Family Physicians says to call the doctor about a nappy rash in the first 6"
        " weeks of life.",
        "Worth asking about if still there after 3 days. Intermountain Healthcare says to call if"
        " it is not better in 3 days. The American Academy of Family Physicians says to call after"
        " 1 week of care at home.",
    )
    assert len(rows["diaper_rash"].sources) == 2
