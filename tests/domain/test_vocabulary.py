"""The tables, row by row, against the sources: keys, groups, windows, ages and levels."""

from collections import Counter

import pytest

from tracker.domain import sources
from tracker.domain.phrases import Phrase
from tracker.domain.rules import (
    CONCERN_RULES,
    EXPECTED_SIGNS,
    RULE_KEYS,
    URGENT_KEYS,
    URGENT_RULES,
)
from tracker.domain.vocabulary import (
    CARE_CAUTIONS,
    CARE_KINDS,
    CONDITIONS,
    GROUP_REFERENCES,
    GROUPS,
    LEVEL_LABELS,
    SIGNS,
    Level,
)
from tracker.domain.vocabulary.conditions import _CONDITIONS
from tracker.domain.vocabulary.signs import _SIGNS

# key: group, level at first sight, noticed after, onset before (days of age), asked about after
CONDITION_TABLE = {
    "milia": ("milia", None, None, None, None),
    "secondary_milia": ("milia", None, None, None, None),
    "epstein_pearls": ("other", None, None, None, None),
    "baby_acne": ("rash", "visit", 42, None, None),
    "erythema_toxicum": ("rash", None, None, None, 14),
    "heat_rash": ("rash", None, None, None, 3),
    "cradle_cap": ("rash", None, None, None, None),
    "diaper_rash": ("rash", "ask", None, 42, 3),
    "candida_diaper_rash": ("rash", "ask", None, None, None),
    "eczema": ("rash", "ask", None, None, None),
    "hives": ("rash", None, None, None, 7),
    "viral_rash": ("rash", None, None, None, 1),
    "contact_rash": ("rash", None, None, None, 7),
    "drool_rash": ("rash", None, None, None, 7),
    "impetigo": ("rash", "visit", None, None, None),
    "ringworm": ("rash", "visit", None, None, None),
    "unsure_rash": ("rash", None, None, None, 7),
    "salmon_patch": ("birthmark", None, None, None, None),
    "port_wine_stain": ("birthmark", "visit", None, None, None),
    "haemangioma": ("birthmark", "visit", None, None, None),
    "blue_grey_spot": ("birthmark", None, None, None, None),
    "unsure_bumps": ("milia", None, None, None, 7),
    "other": ("other", None, None, None, 7),
}

SOURCE_TABLE = {
    "milia": sources.MAYO_MILIA,
    "secondary_milia": sources.MILIA_IN_BABIES,
    "epstein_pearls": sources.MAYO_MILIA,
    "baby_acne": sources.MAYO_ACNE,
    "erythema_toxicum": sources.AAP_NEWBORN,
    "heat_rash": sources.NHS_HEAT_RASH,
    "cradle_cap": sources.CRADLE_CAP,
    "diaper_rash": sources.SHARECARE_RASH,
    "candida_diaper_rash": sources.SWEDISH_YEAST,
    "eczema": sources.NICE_ECZEMA,
    "hives": sources.SEATTLE_HIVES,
    "viral_rash": sources.SEATTLE_WIDESPREAD,
    "contact_rash": sources.SEATTLE_LOCAL,
    "drool_rash": sources.SEATTLE_LOCAL,
    "impetigo": sources.NHS_IMPETIGO,
    "ringworm": sources.NHS_RINGWORM,
    "unsure_rash": sources.SEATTLE_LOCAL,
    "salmon_patch": sources.SALMON_PATCH,
    "port_wine_stain": sources.AAP_NEWBORN,
    "haemangioma": sources.AAP_HAEMANGIOMA,
}

# key: level, about, signs, what else narrows it
URGENT_TABLE = {
    "nonblanching": ("emergency", "spot", ["nonblanching"], {}),
    "unwell": ("emergency", "child", ["unwell"], {}),
    "breathing_or_swelling": ("emergency", "child", ["breathing_difficulty", "face_swelling"], {}),
    "peeling": ("emergency", "spot", ["peeling_sheets"], {}),
    "newborn_blister": ("emergency", "spot", ["blister"], {"days": 42}),
    "fever_under_3_months": (
        "emergency",
        "child",
        [],
        {"temperature_from": 38.0, "age_months_under": 3},
    ),
    "low_temperature_under_3_months": (
        "emergency",
        "child",
        [],
        {"temperature_below": 36.0, "age_months_under": 3},
    ),
    "fever_3_to_6_months": (
        "same_day",
        "child",
        [],
        {"temperature_from": 39.0, "age_months_from": 3, "age_months_under": 6},
    ),
    "fever": ("ask", "child", [], {"temperature_from": 38.0, "age_months_from": 3}),
    "fever_5_days": ("same_day", "child", [], {"temperature_from": 38.0, "run_days": 5}),
    "newborn_pus": ("same_day", "spot", ["pus"], {"days": 28}),
    "eczema_with_blisters": ("same_day", "spot", ["blister"], {"condition": "eczema"}),
    "blister": ("same_day", "spot", ["blister"], {}),
    "infection_signs": (
        "same_day",
        "spot",
        ["spreading_redness", "warmth", "swelling", "pus", "weeping_crust"],
        {},
    ),
    "bruise": ("same_day", "spot", ["bruise"], {}),
    "mouth_sores": ("same_day", "spot", ["mouth_sores"], {}),
    "painful_or_spreading": ("same_day", "spot", ["painful", "spreading_fast", "widespread"], {}),
    "feeding_less": ("same_day", "child", ["feeding_less"], {}),
    "jaundice": ("same_day", "child", ["jaundice"], {}),
    "worried": ("same_day", "child", ["worried"], {}),
}

URGENT_SOURCES = {
    "nonblanching": sources.NHS_GLASS_TEST,
    "unwell": sources.NICE_FEVER,
    "breathing_or_swelling": sources.NHS_UNWELL_CHILD,
    "peeling": sources.SKIN_PEELING,
    "newborn_blister": sources.NHS_NEONATAL_HERPES,
    "fever_under_3_months": sources.NICE_FEVER,
    "low_temperature_under_3_months": sources.NHS_HEALTHIER_TOGETHER,
    "fever_3_to_6_months": sources.NICE_FEVER,
    "fever": sources.SEATTLE_FEVER,
    "fever_5_days": sources.NICE_FEVER,
    "newborn_pus": sources.AAP_NEWBORN,
    "eczema_with_blisters": sources.NICE_ECZEMA_QUALITY,
    "blister": sources.NHS_BLISTERS,
    "infection_signs": sources.AAP_NEWBORN,
    "bruise": sources.UK_BRUISING,
    "mouth_sores": sources.NHS_RASHES,
    "painful_or_spreading": sources.NHS_RASHES,
    "feeding_less": sources.NICE_FEVER,
    "jaundice": sources.NHS_JAUNDICE,
    "worried": sources.NICE_SEEKING_ADVICE,
}

CONCERN_TABLE = {
    "milia_over_3_months": ("visit", "milia", 3, None),
    "rash_over_4_weeks": ("visit", "rash", None, 28),
    "follow_up": ("visit", None, None, None),
    "at_first_sight": ("visit", None, None, None),
    "worsening": ("ask", None, None, None),
    "expected_course": ("ask", None, None, None),
}
AS_IN_ANOTHER_TABLE = {"follow_up", "at_first_sight", "expected_course"}
"""Their source is the visit's, or the condition's."""

NARROWING = (
    "condition days age_months_from age_months_under temperature_from temperature_below run_days"
)


# Conditions


@pytest.mark.parametrize("key", CONDITION_TABLE)
def test_a_condition_as_published(key):
    row = CONDITIONS[key]
    first = row.first_sight
    assert (
        row.group,
        first and first.level.key,
        first and first.noticed_after_days,
        first and first.onset_before_days,
        row.ask_after_days,
    ) == CONDITION_TABLE[key]


def test_no_condition_is_missing_and_none_was_added():
    assert sorted(CONDITIONS) == sorted(CONDITION_TABLE)


@pytest.mark.parametrize(("key", "source"), SOURCE_TABLE.items(), ids=SOURCE_TABLE)
def test_a_condition_stands_on_its_source(key, source):
    assert CONDITIONS[key].source == source


def test_nappy_rash_before_six_weeks_stands_on_its_own_source():
    assert CONDITIONS["diaper_rash"].first_sight.source == sources.AAFP_NAPPY_RASH


def test_what_usually_lasts_longer_than_the_limit_says_that_there_is_no_hurry():
    assert {key for key, row in CONDITIONS.items() if row.no_hurry} == {"baby_acne", "cradle_cap"}


@pytest.mark.parametrize("key", CONDITIONS)
def test_every_condition_has_its_words(key):
    row = CONDITIONS[key]
    assert row.key == key
    assert row.group in GROUPS
    assert all(str(words) for words in (row.label, row.appearance))
    assert row.course is None or str(row.course)
    assert not row.no_hurry or row.course is not None
    assert isinstance(row.reviewed_by, str)


def test_every_group_has_its_words():
    assert sorted(GROUPS) == sorted(GROUP_REFERENCES) == ["birthmark", "milia", "other", "rash"]


# Signs


def test_the_signs_are_those_of_the_table():
    table = [sign for _, _, signs, _ in URGENT_TABLE.values() for sign in signs]
    assert sorted(SIGNS) == sorted(set(table))


@pytest.mark.parametrize("key", SIGNS)
def test_every_sign_is_claimed_at_any_age_by_a_rule_about_the_same_thing(key):
    claiming = [rule for rule in URGENT_RULES if key in rule.signs]
    assert [rule.key for rule in claiming if rule.days is None and rule.condition is None] != []
    assert {rule.about for rule in claiming} == {SIGNS[key].about}
    assert SIGNS[key].key == key
    assert str(SIGNS[key].label)


# Rules


def test_the_urgent_rules_stand_in_the_order_of_the_table():
    assert [rule.key for rule in URGENT_RULES] == list(URGENT_TABLE)


@pytest.mark.parametrize("rule", URGENT_RULES, ids=lambda rule: rule.key)
def test_an_urgent_rule_as_published(rule):
    level, about, signs, narrowed = URGENT_TABLE[rule.key]
    assert (rule.level.key, rule.about, list(rule.signs)) == (level, about, signs)
    given = {name: getattr(rule, name) for name in NARROWING.split()}
    assert {name: value for name, value in given.items() if value is not None} == narrowed


def test_each_urgent_rule_stands_on_its_source():
    assert {rule.key: rule.source for rule in URGENT_RULES} == URGENT_SOURCES


def test_the_rules_of_the_course_as_decided_and_in_their_order():
    rows = {row.key: (row.level.key, row.group, row.months, row.days) for row in CONCERN_RULES}
    assert list(rows.items()) == list(CONCERN_TABLE.items())


def test_each_limit_stands_on_its_source():
    founding = {row.key: row.source for row in CONCERN_RULES}
    assert founding["milia_over_3_months"] == sources.MAYO_MILIA
    assert founding["rash_over_4_weeks"] == sources.NEW_BORN_MILIA


def test_what_the_named_condition_looks_like():
    assert {key: set(signs) for key, signs in EXPECTED_SIGNS.items()} == {
        "erythema_toxicum": {"pus", "widespread"}
    }


def test_the_keys_of_the_rules():
    assert (*CONCERN_TABLE, *URGENT_TABLE) == RULE_KEYS
    assert set(URGENT_TABLE) == URGENT_KEYS


# Every row


def every_source():
    for row in _CONDITIONS:
        yield f"condition {row.key}", row.source
        if row.first_sight and row.first_sight.source:
            yield f"first sight of {row.key}", row.first_sight.source
    for rule in (*CONCERN_RULES, *URGENT_RULES):
        if rule.key not in AS_IN_ANOTHER_TABLE:
            yield f"rule {rule.key}", rule.source
    for kind, caution in CARE_CAUTIONS.items():
        yield f"caution {kind}", caution.source


SOURCES = dict(every_source())


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_row_names_title_publisher_and_the_day_it_was_read(source):
    assert source.title
    assert source.publisher
    assert source.read
    assert source.address == "" or source.address.startswith("https://")


@pytest.mark.parametrize("rule", [*CONCERN_RULES, *URGENT_RULES], ids=lambda rule: rule.key)
def test_every_rule_as_shipped_has_its_words_and_room_for_a_reviewer(rule):
    assert isinstance(rule.label, Phrase)
    assert str(rule.label)
    assert isinstance(rule.reviewed_by, str)
    assert rule.is_overridden is False


@pytest.mark.parametrize(
    "found",
    [
        [row.key for row in _CONDITIONS],
        [sign.key for sign in _SIGNS],
        list(RULE_KEYS),
        [str(row.label) for row in _CONDITIONS],
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


def test_the_cautions_are_about_kinds_of_care_that_can_be_written():
    assert {key: row.under_months for key, row in CARE_CAUTIONS.items()} == {
        "retinoid": 12,
        "acne_product": 12,
    }
    assert set(CARE_CAUTIONS) <= set(CARE_KINDS)
