"""The card of a flag: its sentence, its source, and what other publishers say."""

from __future__ import annotations

from dataclasses import replace

from tests.domain.builders import concern, day, diary, entry, flags, note, only
from tracker.domain.rules import STANDARD_RULES, fingerprint, rules_from_toml
from tracker.presenters.flags import by_entry, flag_card

ON = "2026-03-03"


def card(written, on=ON, rules=STANDARD_RULES):
    return flag_card(only(written, on, rules), written, day(on))


def test_what_others_say_stands_under_the_source_and_not_in_the_sentence():
    fever = card(diary(note(ON, temperature_c=38.4)))
    others = "NHS Healthier Together: look after the child at home, unless something else is wrong."
    assert (fever.others, others in fever.sentence) == (others, False)
    assert fever.source_publisher == "American Academy of Pediatrics"


def test_a_condition_has_others_of_its_own():
    sore = card(diary(concern("diaper_rash", ON, entry("2026-03-06"))), "2026-03-06")
    assert sore.others == "American Academy of Family Physicians: 1 week."


def test_an_old_sign_asks_and_says_nothing_else():
    old = card(diary(note("2026-02-20", yes="jaundice")))
    assert (old.asks_if_seen, old.others) == (True, "")
    assert card(diary(note(ON, yes="jaundice"))).others != ""


def test_a_reviewed_row_names_who_reviewed_it():
    hash_ = fingerprint(STANDARD_RULES.urgent_rule("worried"))
    rules = rules_from_toml(
        '[reviews.worried]\nname = "Dr Ada Okafor"\nregister = "GMC 1234567"\n'
        f'day = 2026-12-02\nhash = "{hash_}"\n'
    )
    worried = diary(note(ON, yes="worried"))
    assert card(worried).review_note == ""
    assert card(worried, rules=rules).review_note == (
        "reviewed by Dr Ada Okafor (GMC 1234567) on 2 December 2026"
    )
    assert card(diary(note(ON, yes="jaundice")), rules=rules).review_note == "not reviewed yet"


SIGNS = ("painful", "nonblanching", "floppy")


def together(written, on=ON):
    """The signs' rules on each card: its own first."""
    cards = by_entry(flag_card(flag, written, day(on)) for flag in flags(written, on))
    return [[row.rule for row in (card, *card.also)] for card in cards]


def test_the_signs_of_an_entry_stand_on_one_card_the_most_urgent_first():
    written = diary(concern("unsure_rash", ON, entry(ON, id="e1", yes=SIGNS)))
    singles = [flag_card(flag, written, day(ON)) for flag in flags(written, ON)]
    (whole,) = by_entry(singles)
    assert [whole, *whole.also] == [replace(singles[0], also=tuple(singles[1:])), *singles[1:]]
    assert [card.level for card in singles] == ["emergency", "emergency", "same_day"]
    assert (whole.concern_id, whole.answer_concern_id) == (None, "c1")


def test_signs_of_other_entries_and_what_else_is_due_keep_their_own_cards():
    sick = entry("2026-03-02", id="e1", yes="floppy")
    sore = entry(ON, id="e2", yes="painful")
    rash = concern("unsure_rash", "2026-01-01", sick, sore)
    assert together(diary(rash)) == [["unwell"], ["painful_or_spreading"], ["rash_over_4_weeks"]]


def test_signs_of_an_earlier_day_ask_on_one_card():
    written = diary(concern("unsure_rash", ON, entry(ON, id="e1", yes=SIGNS)))
    (whole,) = by_entry(
        flag_card(flag, written, day("2026-03-05")) for flag in flags(written, "2026-03-05")
    )
    assert [card.asks_if_seen for card in (whole, *whole.also)] == [True] * 3
