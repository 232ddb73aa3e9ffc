"""The card of a flag: its sentence, its source, and what other publishers say."""

from __future__ import annotations

from tests.domain.builders import concern, day, diary, entry, note, only
from tracker.domain.rules import STANDARD_RULES, fingerprint, rules_from_toml
from tracker.presenters.flags import flag_card

ON = "2026-03-03"


def card(written, on=ON, rules=STANDARD_RULES):
    return flag_card(only(written, on, rules), written, day(on))


def test_what_others_say_stands_under_the_source_and_not_in_the_sentence():
    fever = card(diary(note(ON, temperature_c=38.4)))
    others = "NHS Healthier Together: at home, unless something else is wrong."
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
