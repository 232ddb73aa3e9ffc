"""Every rule of the table: its level, what it claims, its sources and its ages to the day."""

import pytest

from tests.domain.builders import after, concern, diary, entry, flags, note, vaccine
from tests.domain.rules.published import (
    CONCERN_TABLE,
    NARROWING,
    URGENT_SOURCES,
    URGENT_TABLE,
)
from tracker.domain import sources
from tracker.domain.rules import (
    CONCERN_RULES,
    RULE_KEYS,
    SIGNS_OF_A_NAMED_CONDITION,
    STANDARD_RULES,
    URGENT_KEYS,
    URGENT_RULES,
)

BORN = "2026-01-10"


def test_the_urgent_rules_stand_in_the_order_of_the_table():
    assert [rule.key for rule in URGENT_RULES] == list(URGENT_TABLE)


@pytest.mark.parametrize("rule", URGENT_RULES, ids=lambda rule: rule.key)
def test_an_urgent_rule_as_published(rule):
    level, about, signs, narrowed = URGENT_TABLE[rule.key]
    assert (rule.level.key, rule.about, list(rule.signs)) == (level, about, signs.split())
    given = {name: getattr(rule, name) for name in NARROWING}
    assert {name: value for name, value in given.items() if value not in (None, False)} == narrowed


@pytest.mark.parametrize("rule", URGENT_RULES, ids=lambda rule: rule.key)
def test_an_urgent_rule_stands_on_its_sources(rule):
    assert [rule.source, *rule.more_sources] == URGENT_SOURCES[rule.key]


def test_the_rules_of_the_course_as_decided_and_in_their_order():
    rows = {row.key: (row.level.key, row.group, row.months, row.days) for row in CONCERN_RULES}
    assert list(rows.items()) == list(CONCERN_TABLE.items())


def test_the_rules_of_the_course_stand_on_their_sources():
    found = {row.key: row.source for row in CONCERN_RULES}
    assert found["milia_over_3_months"] == sources.MAYO_MILIA
    assert found["rash_over_4_weeks"] == sources.NEW_BORN_MILIA
    assert found["worsening"] == sources.BRACKNELL_RASHES


def test_the_keys_of_the_rules():
    assert (*CONCERN_TABLE, *URGENT_TABLE) == RULE_KEYS
    assert set(URGENT_TABLE) == URGENT_KEYS


def test_what_a_named_condition_looks_like():
    assert {key: set(signs) for key, signs in SIGNS_OF_A_NAMED_CONDITION.items()} == {
        "erythema_toxicum": {"pus", "widespread"},
        "chickenpox": {"blister", "widespread"},
        "hand_foot_mouth": {"blister", "mouth_sores"},
    }


def _told(*records, on):
    return [(flag.rule, flag.level.key) for flag in flags(diary(*records, born=BORN), on)]


# key: what is written, from which day it is this rule, and from which day no longer
AGES = {
    "newborn_blister": ("blister", None, "2026-02-21"),
    "blister": ("blister", "2026-02-21", None),
    "newborn_pus": ("pus", None, "2026-02-07"),
    "infection_signs": ("pus", "2026-02-07", None),
    "fever_after_vaccine": (38.4, "2026-03-07", "2026-04-10"),
    "fever_under_3_months": (39.0, None, "2026-04-10"),
    "low_temperature_under_3_months": (35.99, None, "2026-04-10"),
    "very_high_fever": (40.0, "2026-04-10", None),
    "fever_3_to_6_months": (39.0, "2026-04-10", "2026-07-10"),
    "fever": (38.0, "2026-04-10", None),
    "low_temperature": (35.99, "2026-04-10", None),
    "fever_with_rash": ("a rash", "2026-04-10", None),
}


def _written(what, on):
    if what == "a rash":
        return (concern("cradle_cap", on, entry(on, temperature_c=38.0)),)
    if isinstance(what, float):
        return (note(on, temperature_c=what), *([vaccine(on)] if what == 38.4 else []))
    return (concern("salmon_patch", on, entry(on, yes=what)),)


@pytest.mark.parametrize("key", AGES)
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_ages_of_a_rule_to_the_day(key, days):
    what, first, end = AGES[key]
    level = URGENT_TABLE[key][0]
    if first is not None:
        on = after(first, days)
        assert ((key, level) in _told(*_written(what, on), on=on)) is (days >= 0)
    if end is not None:
        on = after(end, days)
        assert ((key, level) in _told(*_written(what, on), on=on)) is (days < 0)


@pytest.mark.parametrize(
    "rule", [rule for rule in URGENT_RULES if rule.signs], ids=lambda rule: rule.key
)
def test_a_sign_gives_one_finding_of_its_rule_at_any_other_age(rule):
    what = {"eczema_with_blisters": "eczema"}.get(rule.key, "salmon_patch")
    for on in [BORN, "2026-02-06", "2026-02-20"] if rule.days else ["2026-02-21", "2027-01-10"]:
        if rule.days and after(on, 0) >= after(BORN, rule.days):
            continue
        for sign in rule.signs:
            if (rule.key, sign, on) == ("infection_signs", "pus", BORN):
                continue
            records = (
                (note(on, yes=sign),)
                if rule.about == "child"
                else (concern(what, on, entry(on, yes=sign)),)
            )
            urgent = [told for told in _told(*records, on=on) if told[0] in URGENT_KEYS]
            assert urgent == [(rule.key, rule.level.key)]


@pytest.mark.parametrize(
    ("condition", "bleeds", "expected"),
    [
        ("haemangioma", True, ["at_first_sight", "haemangioma_bleeding"]),
        ("haemangioma", False, ["at_first_sight"]),
        ("salmon_patch", True, []),
    ],
)
def test_a_strawberry_mark_that_bleeds(condition, bleeds, expected):
    mark = concern(condition, "2026-02-01", entry("2026-03-01", bleeding=bleeds))
    assert _told(mark, on="2026-03-01") == [(key, "visit") for key in expected]


def test_of_equals_the_urgent_sign_comes_first():
    mark = concern("haemangioma", "2026-03-01", entry("2026-03-01", bleeding=True))
    assert [rule for rule, _ in _told(mark, on="2026-03-01")] == [
        "haemangioma_bleeding",
        "at_first_sight",
    ]


def test_the_lower_age_of_a_row_follows_from_the_rows_above_it():
    found = {rule.key: STANDARD_RULES.age_months_from(rule) for rule in URGENT_RULES}
    assert {key for key, months in found.items() if months == 3} == {
        "very_high_fever",
        "fever_3_to_6_months",
        "fever_with_rash",
        "fever",
        "low_temperature",
    }


# Sources

NOT_OPENED = (
    "healthychildren.org",
    "aad.org",
    "medlineplus.gov",
    "familydoctor.org/condition",
    "kidshealth.org",
    "staging.",
    "nhs.uk/conditions/atopic-eczema",
    "nice.org.uk/guidance/ng143",
)
"""Addresses that nobody opened yet: these pages were read in copies, or not at all."""


@pytest.mark.parametrize(
    "source",
    [row for row in vars(sources).values() if isinstance(row, sources.Source)],
    ids=lambda row: f"{row.publisher}: {row.title}",
)
def test_a_source_leads_only_where_somebody_has_been(source):
    unread = source.reading in (sources.HowRead.IN_A_COPY, sources.HowRead.NOT_YET)
    assert not (unread and source.address) or source == sources.UKHSA_MENB
    assert [part for part in NOT_OPENED if part in source.address] == []
    assert source.address == "" or source.address.startswith(("https://", "http://"))
    assert bool(source.copy_at) is (source.reading is sources.HowRead.IN_A_COPY)
    assert bool(source.read) is (source.reading not in (sources.HowRead.NOT_YET, None))
    assert source.title
    assert source.publisher
