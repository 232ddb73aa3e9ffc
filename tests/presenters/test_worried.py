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
    assert [section.level for section in sections] == ["emergency", "same_day", "ask"]
    assert texts(sections, "emergency") == {
        "Your baby": [
            "Trouble breathing",
            "Swollen lips, tongue or face",
            "Pale, blue, mottled or unusually cold",
            "Floppy",
            "Hard to wake or not responding",
            "Weak or high-pitched cry",
            "Grunting, pauses in breathing or the chest pulled in",
            "A fit",
            "Stiff neck",
            "Bulging soft spot",
        ],
        "Temperature": [
            "38.0 °C (100.4 °F) or more, under 3 months of age",
            "Below 36.0 °C (96.8 °F), under 3 months of age",
        ],
        "The skin": [
            "New red, purple or darker dots that stay when a clear glass is pressed on them",
            "Sore skin that peels in sheets",
            "Little bumps with clear fluid, under 6 weeks of age",
        ],
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
        if key != "worried" and not {render(line).lower() for line in sign.lines} <= rows
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
    skin = texts(sections, "emergency")["The skin"]
    today = texts(sections, "same_day")
    assert skin[-1] == "Little bumps with clear fluid, under 30 days of age"
    assert today["Temperature"][-1] == "38.0 °C (100.4 °F) or more for 3 days"
    assert "Yellow skin or eyes" not in today["Your baby"]


def test_a_country_without_an_advice_line_says_whom_to_ask():
    card = help_card(help_numbers_for("ES"))
    assert (card.first.number, card.first.address, card.advice) == ("112", "tel:112", ())
    assert card.advice_note.startswith("Call your doctor")


def test_a_country_with_a_line_needs_no_note():
    card = help_card(help_numbers_for("SE"))
    assert ([line.number for line in card.advice], card.advice_note) == (["1177"], "")
