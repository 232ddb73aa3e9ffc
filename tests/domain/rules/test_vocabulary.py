"""The tables, row by row, against what was decided: keys, groups, windows, ages and levels."""

from collections import Counter

import pytest

from tests.domain.rules.published import CONDITION_SOURCES, CONDITION_TABLE, SIGN_TABLE
from tracker.domain.phrases import Phrase
from tracker.domain.rules import CONCERN_RULES, RULE_KEYS, URGENT_RULES
from tracker.domain.vocabulary import (
    CONDITIONS,
    GATE,
    GROUP_REFERENCES,
    GROUPS,
    LEVEL_LABELS,
    SIGNS,
    SITES,
    Level,
)
from tracker.domain.vocabulary.conditions.bumps_and_marks import BUMPS, MARKS_AND_OTHERS
from tracker.domain.vocabulary.conditions.rashes import RASHES
from tracker.domain.vocabulary.signs import _SIGNS

ALL_CONDITIONS = (*BUMPS, *RASHES, *MARKS_AND_OTHERS)

# Conditions


@pytest.mark.parametrize("key", CONDITION_TABLE)
def test_a_condition_as_published(key):
    row = CONDITIONS[key]
    first = row.first_sight
    assert (
        row.group,
        first and first.level.key,
        {
            name: value
            for name, value in vars(first or object).items()
            if name.startswith(("noticed_", "onset_")) and value is not None
        }
        if first
        else {},
        row.ask_after_days,
    ) == CONDITION_TABLE[key]


def test_no_condition_is_missing_and_none_was_added():
    assert sorted(CONDITIONS) == sorted(CONDITION_TABLE)


def test_the_list_offers_the_rashes_in_the_order_decided():
    assert list(CONDITIONS)[list(CONDITIONS).index("ringworm") :][:9] == [
        "ringworm",
        "chickenpox",
        "hand_foot_mouth",
        "scabies",
        "insect_bites",
        "drug_rash",
        "seborrhoeic_dermatitis",
        "unsure_rash",
        "other_rash",
    ]


@pytest.mark.parametrize("key", CONDITION_SOURCES)
def test_a_condition_stands_on_its_sources(key):
    row = CONDITIONS[key]
    given = (row.source, row.first_sight and row.first_sight.source, row.window_source)
    window = given[2] if row.ask_after_days else None
    assert (*given[:2], window) == CONDITION_SOURCES[key]


def test_what_usually_lasts_longer_than_the_limit():
    assert {key for key, row in CONDITIONS.items() if row.no_hurry} == {
        "baby_acne",
        "cradle_cap",
        "seborrhoeic_dermatitis",
    }


@pytest.mark.parametrize("key", CONDITIONS)
def test_every_condition_has_its_words(key):
    row = CONDITIONS[key]
    assert row.key == key
    assert row.group in GROUPS
    assert all(str(words) for words in (row.label, row.appearance))
    assert row.course is None or str(row.course)
    assert not row.no_hurry or row.course is not None


def test_every_group_has_its_words():
    assert sorted(GROUPS) == sorted(GROUP_REFERENCES) == ["birthmark", "milia", "other", "rash"]


def test_a_strawberry_mark_names_trouble_at_places_of_the_body():
    named = {site for row in CONDITIONS.values() for site in row.trouble_sites}
    assert set(SITES) >= named


# Signs


def test_the_signs_are_those_of_the_table_and_in_its_order():
    assert [
        (key, sign.about, str(sign.label), str(sign.help or "")) for key, sign in SIGNS.items()
    ] == SIGN_TABLE


@pytest.mark.parametrize("key", SIGNS)
def test_a_label_can_be_read_at_a_glance(key):
    assert len(str(SIGNS[key].label).split()) <= 13


def test_what_is_to_call_for_help_about_stands_together():
    assert [key for key, sign in SIGNS.items() if sign.is_help_now] == [
        "pale_blue_mottled",
        "floppy",
        "hard_to_wake",
        "weak_or_high_cry",
        "fit",
        "breathing_difficulty",
        "face_swelling",
        "stiff_neck",
        "bulging_soft_spot",
        "unwell",
    ]
    assert [key for key, sign in SIGNS.items() if sign.is_retired] == ["unwell"]


@pytest.mark.parametrize("key", SIGNS)
def test_every_sign_is_claimed_at_any_age_by_a_rule_about_the_same_thing(key):
    claiming = [rule for rule in URGENT_RULES if key in rule.signs]
    assert [rule.key for rule in claiming if rule.days is None and rule.condition is None] != []
    assert {rule.about for rule in claiming} == {SIGNS[key].about}
    assert SIGNS[key].key == key


def test_the_gate_asks_in_these_words():
    words = {
        about: [str(words) for key, words in GATE.items() if SIGNS[key].about == about]
        for about in ("spot", "child")
    }
    assert ", ".join(words["spot"]) == (
        "blisters, pus, peeling, spreading colour, warm, swollen, weeping or crusted, a bruise,"
        " sore mouth, painful, over most of the body"
    )
    assert "; ".join(words["child"]) == (
        "pale, blue or blotchy; floppy; hard to wake; weak or high-pitched cry; a fit; trouble"
        " breathing; swollen face; cannot be settled; feeding much less or no wet nappies; yellow"
        " skin or eyes; you are worried"
    )


def test_what_the_gate_has_no_words_for_is_not_answered_by_it():
    assert {key for key, sign in SIGNS.items() if not sign.is_retired} - set(GATE) == {
        "nonblanching",
        "spreading_fast",
        "rash_after_medicine",
        "stiff_neck",
        "bulging_soft_spot",
        "sunken_soft_spot",
        "limb_not_used",
    }


# Every table


@pytest.mark.parametrize("rule", [*CONCERN_RULES, *URGENT_RULES], ids=lambda rule: rule.key)
def test_every_rule_as_shipped_has_its_words(rule):
    assert isinstance(rule.label, Phrase)
    assert str(rule.label)
    assert rule.is_overridden is False


@pytest.mark.parametrize(
    "found",
    [
        [row.key for row in ALL_CONDITIONS],
        [sign.key for sign in _SIGNS],
        list(RULE_KEYS),
        [str(row.label) for row in ALL_CONDITIONS],
        [str(sign.label) for sign in _SIGNS],
        [str(rule.label) for rule in (*CONCERN_RULES, *URGENT_RULES)],
    ],
    ids=["conditions", "signs", "rules", "their labels", "labels of signs", "labels of rules"],
)
def test_nothing_stands_twice(found):
    assert [key for key, times in Counter(found).items() if times > 1] == []


def test_the_levels_from_the_least_to_the_most_urgent():
    assert [level.key for level in sorted(Level)] == ["ask", "visit", "same_day", "emergency"]
    assert set(LEVEL_LABELS) == set(Level)
