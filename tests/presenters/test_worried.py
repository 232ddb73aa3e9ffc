"""What "Worried now?" says, out of the rules in force."""

from __future__ import annotations

from tracker.domain.help_numbers import help_numbers_for
from tracker.domain.rules import STANDARD_RULES, rules_from_toml
from tracker.domain.vocabulary import SIGNS
from tracker.presenters.worried import UrgentLine, help_card, urgent_sections
from tracker.rendering import render


def texts(sections, level):
    section = next(section for section in sections if section.level == level)
    return {group.heading: [row.text for row in group.rows] for group in section.groups}


def test_emergencies_come_first_and_in_plain_words():
    sections = urgent_sections(STANDARD_RULES)
    assert [section.level for section in sections] == ["emergency", "same_day", "visit", "ask"]
    assert list(texts(sections, "emergency")) == ["The rash or mark", "Your baby", "Temperature"]
    assert texts(sections, "emergency") == {
        "Your baby": [
            "Pale, blue, grey or blotchy, or oddly cold",
            "Floppy, limp",
            "Hard to wake, or does not respond",
            "Weak or high-pitched cry, or non-stop crying",
            "A fit (stiff, jerking), even if it has stopped",
            "Hard or noisy breathing, pauses, chest pulled in",
            "Swollen lips, tongue or face",
            "Stiff neck",
            "Soft spot on the head bulges",
        ],
        "Temperature": [
            "38.0 °C (100.4 °F) or more, under 3 months of age",
            "Below 36.0 °C (96.8 °F), under 3 months of age",
        ],
        "The rash or mark": [
            "Dots that do not fade under a glass",
            "Little bumps or blisters with clear fluid, under 6 weeks of age",
            "Sore skin peeling off in sheets",
        ],
    }


def test_temperatures_of_the_day_say_from_which_age_and_with_what():
    assert texts(urgent_sections(STANDARD_RULES), "same_day")["Temperature"] == [
        "From 38.0 °C (100.4 °F) to below 39.0 °C (102.2 °F) on the day of a vaccine or the day"
        " after, and no other sign or rash, from 8 weeks to under 3 months of age",
        "40.0 °C (104.0 °F) or more, from 3 months of age",
        "39.0 °C (102.2 °F) or more, from 3 to under 6 months of age",
        "38.0 °C (100.4 °F) or more with a rash that began in the last 7 days, from 3 months of"
        " age",
        "Below 36.0 °C (96.8 °F), from 3 months of age",
        "38.0 °C (100.4 °F) or more for 5 days",
    ]


def test_what_is_worth_showing_is_a_strawberry_mark_that_bleeds():
    assert texts(urgent_sections(STANDARD_RULES), "visit") == {
        "The rash or mark": ["A strawberry mark that bleeds"]
    }


def test_each_sign_of_a_level_is_told_once():
    for section in urgent_sections(STANDARD_RULES):
        rows = [row.text for group in section.groups for row in group.rows]
        assert len(rows) == len(set(rows))


def test_every_sign_is_told_somewhere():
    rows = {
        row.text.lower()
        for section in urgent_sections(STANDARD_RULES)
        for group in section.groups
        for row in group.rows
    }
    untold = [
        key
        for key, sign in SIGNS.items()
        if key not in ("worried", "unwell") and render(sign.label).lower() not in rows
    ]
    assert untold == []


def test_the_glass_test_says_how():
    section = urgent_sections(STANDARD_RULES)[0]
    row = next(row for group in section.groups for row in group.rows if "glass" in row.text)
    assert row == UrgentLine(row.text, render(SIGNS["nonblanching"].help))


def test_what_the_host_changed_is_what_it_says():
    rules = rules_from_toml(
        "[rules.newborn_blister]\ndays = 30\n[rules.fever_5_days]\ndays = 3\n"
        "[rules.jaundice]\nenabled = false\n"
    )
    sections = urgent_sections(rules)
    skin = texts(sections, "emergency")["The rash or mark"]
    today = texts(sections, "same_day")
    assert "Little bumps or blisters with clear fluid, under 30 days of age" in skin
    assert today["Temperature"][-1] == "38.0 °C (100.4 °F) or more for 3 days"
    assert "Yellow skin or eyes" not in today["Your baby"]


def test_a_country_without_an_advice_line_says_whom_to_ask():
    card = help_card(help_numbers_for("ES"))
    assert (card.first.number, card.first.address, card.advice) == ("112", "tel:112", ())
    assert card.advice_note.startswith("Call your doctor")


def test_a_country_with_a_line_needs_no_note():
    card = help_card(help_numbers_for("SE"))
    assert ([line.number for line in card.advice], card.advice_note) == (["1177"], "")


def test_one_of_these_is_enough_stands_above_a_list_only():
    assert [
        (section.level, section.has_several) for section in urgent_sections(STANDARD_RULES)
    ] == [("emergency", True), ("same_day", True), ("visit", False), ("ask", False)]
