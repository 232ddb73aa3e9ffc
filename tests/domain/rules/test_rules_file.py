"""The host's rules file: what it may change, and the errors of an invalid one."""

from dataclasses import replace

import pytest

from tests.domain.builders import after, concern, day, diary, entry, keys, note, only
from tracker.domain.rules import (
    CONCERN_RULES,
    RULE_KEYS,
    STANDARD_RULES,
    URGENT_RULES,
    RulesError,
    RuleTable,
    rules_from_toml,
)
from tracker.domain.vocabulary import CONDITIONS

ON = "2026-03-10"
COUNT_DAYS = ["milia_over_3_months", "rash_over_4_weeks", "newborn_blister", "fever_5_days"]
COUNT_DAYS += ["newborn_pus"]
WITH_A_WINDOW = [key for key, row in CONDITIONS.items() if row.ask_after_days is not None]
WITH_FIRST_SIGHT = [key for key, row in CONDITIONS.items() if row.first_sight is not None]


def table_without(*removed_keys):
    return RuleTable(
        tuple(row for row in CONCERN_RULES if row.key not in removed_keys),
        tuple(row for row in URGENT_RULES if row.key not in removed_keys),
        CONDITIONS,
    )


def table_with_condition(key, **changes):
    return replace(
        STANDARD_RULES, conditions={**CONDITIONS, key: replace(CONDITIONS[key], **changes)}
    )


# What may be changed


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "[rules]\n[conditions]\n", "[rules.fever]\nenabled = true\n"]
)
def test_a_file_that_changes_nothing(text):
    assert rules_from_toml(text) == STANDARD_RULES


@pytest.mark.parametrize("key", RULE_KEYS)
def test_any_rule_can_be_switched_off_and_no_other_with_it(key):
    assert rules_from_toml(f"[rules.{key}]\nenabled = false") == table_without(key)


def test_several_rules_can_be_switched_off():
    text = "[rules.worsening]\nenabled = false\n[rules.worried]\nenabled = false"
    assert rules_from_toml(text) == table_without("worsening", "worried")


@pytest.mark.parametrize("key", COUNT_DAYS)
def test_a_rule_that_counts_days_takes_others(key):
    changed = rules_from_toml(f"[rules.{key}]\ndays = 10")
    rows = {row.key: row for row in (*changed.concern_rules, *changed.urgent_rules)}
    assert tuple(rows) == RULE_KEYS
    assert [row.key for row in rows.values() if row.is_overridden] == [key]
    row = rows[key]
    if key == "fever_5_days":
        assert (row.days, row.run_days) == (None, 10)
    else:
        assert row.days == 10
    kept = [row for row in (*CONCERN_RULES, *URGENT_RULES) if row.key != key]
    assert [row for row in rows.values() if row.key != key] == kept


@pytest.mark.parametrize("days", [1, 3650])
def test_the_shortest_and_the_longest_window(days):
    changed = rules_from_toml(f"[rules.rash_over_4_weeks]\ndays = {days}")
    assert changed.concern_rule("rash_over_4_weeks").days == days


@pytest.mark.parametrize("key", WITH_A_WINDOW)
def test_a_conditions_window_takes_other_days_or_goes(key):
    longer = rules_from_toml(f"[conditions.{key}]\nask_after = 21")
    assert longer == table_with_condition(key, ask_after_days=21)
    removed_keys = rules_from_toml(f"[conditions.{key}]\nask_after = false")
    assert removed_keys == table_with_condition(key, ask_after_days=None)


@pytest.mark.parametrize("key", WITH_FIRST_SIGHT)
def test_a_conditions_first_sight_can_go(key):
    changed = rules_from_toml(f"[conditions.{key}]\nfirst_sight = false")
    assert changed == table_with_condition(key, first_sight=None)


def test_a_rule_can_have_its_days_and_be_on():
    changed = rules_from_toml("[rules.rash_over_4_weeks]\nenabled = true\ndays = 21")
    assert changed.concern_rule("rash_over_4_weeks").days == 21


# What the change does


def test_a_changed_limit_of_a_rash_holds_from_the_day_after_it():
    rules = rules_from_toml("[rules.rash_over_4_weeks]\ndays = 14")
    written = diary(concern("cradle_cap", ON))
    assert keys(written, after(ON, 14), rules) == []
    flag = only(written, after(ON, 15), rules)
    assert (flag.due_on, str(flag.limit)) == (after(ON, 15), "14 days")


def test_the_months_of_milia_can_become_days():
    rules = rules_from_toml("[rules.milia_over_3_months]\ndays = 1")
    written = diary(concern("milia", ON))
    assert keys(written, after(ON, 1), rules) == []
    flag = only(written, after(ON, 2), rules)
    assert (flag.due_on, str(flag.limit)) == (after(ON, 2), "1 day")


def test_a_changed_window_of_a_condition():
    rules = rules_from_toml("[conditions.heat_rash]\nask_after = 5")
    written = diary(concern("heat_rash", ON))
    assert keys(written, after(ON, 4), rules) == []
    flag = only(written, after(ON, 5), rules)
    assert (flag.rule, str(flag.limit)) == ("expected_course", "5 days")


@pytest.mark.parametrize(
    ("text", "condition", "on"),
    [
        ("[conditions.heat_rash]\nask_after = false", "heat_rash", after(ON, 20)),
        ("[rules.expected_course]\nenabled = false", "heat_rash", after(ON, 20)),
        ("[conditions.impetigo]\nfirst_sight = false", "impetigo", ON),
        ("[rules.at_first_sight]\nenabled = false", "impetigo", ON),
        ("[rules.rash_over_4_weeks]\nenabled = false", "cradle_cap", after(ON, 100)),
        ("[rules.milia_over_3_months]\nenabled = false", "milia", after(ON, 200)),
    ],
)
def test_what_is_switched_off_holds_no_more(text, condition, on):
    written = diary(concern(condition, ON))
    assert len(keys(written, on)) == 1
    assert keys(written, on, rules_from_toml(text)) == []


@pytest.mark.parametrize(
    ("days", "age", "expected"),
    [(14, 13, "newborn_blister"), (14, 14, "blister"), (60, 59, "newborn_blister")],
)
def test_a_changed_age_of_newborn_blisters(days, age, expected):
    rules = rules_from_toml(f"[rules.newborn_blister]\ndays = {days}")
    written = diary(concern("salmon_patch", ON, entry(ON, yes="blister")), born=after(ON, -age))
    assert keys(written, ON, rules) == [expected]


def test_a_changed_length_of_a_run_of_fever():
    rules = rules_from_toml("[rules.fever_5_days]\ndays = 3")
    hot = diary(*(note(after(ON, days), temperature_c=38.0) for days in (0, 1, 2)))
    assert keys(hot, after(ON, 1), rules) == ["fever"]
    assert keys(hot, after(ON, 2), rules) == ["fever_5_days", "fever"]


@pytest.mark.parametrize(
    ("off", "yes", "condition", "expected"),
    [
        ("newborn_blister", "blister", "salmon_patch", ["blister"]),
        ("newborn_pus", "pus", "salmon_patch", ["infection_signs"]),
        ("bruise", "bruise", "salmon_patch", []),
    ],
)
def test_without_its_row_a_sign_falls_to_the_next_that_claims_it(off, yes, condition, expected):
    rules = rules_from_toml(f"[rules.{off}]\nenabled = false")
    written = diary(concern(condition, ON, entry(ON, yes=yes)), born=after(ON, -5))
    assert keys(written, ON, rules) == expected


def test_without_the_row_of_3_to_6_months_a_high_fever_is_a_fever():
    rules = rules_from_toml("[rules.fever_3_to_6_months]\nenabled = false")
    written = diary(note(ON, temperature_c=39.5), born=after(ON, -120))
    assert keys(written, ON, rules) == ["fever"]


def test_without_the_row_of_fever_one_temperature_is_no_run():
    rules = rules_from_toml("[rules.fever]\nenabled = false")
    assert keys(diary(note(ON, temperature_c=38.5)), ON, rules) == []


def test_the_shipped_table_stays_as_it_is():
    rules_from_toml("[rules.worried]\nenabled = false\n[conditions.hives]\nask_after = 1")
    assert "worried" in [row.key for row in STANDARD_RULES.urgent_rules]
    assert CONDITIONS["hives"].ask_after_days == 2
    assert only(diary(note(ON, yes="worried")), ON).since == day(ON)


# What is refused

DAYS = "write a whole number of days from 1 to 3650"
REFUSED = {
    'rule = "x"': "rule: unknown; allowed here: diary_only, rules, conditions, reviews",
    "[signs.bruise]\nenabled = false": (
        "signs: unknown; allowed here: diary_only, rules, conditions, reviews"
    ),
    "rules = 3": "rules: write it as a table, [rules]",
    "conditions = []": "conditions: write it as a table, [conditions]",
    "[rules]\nfever = false": "rules.fever: write it as a table, [rules.fever]",
    "[conditions]\nhives = 3": "conditions.hives: write it as a table, [conditions.hives]",
    "[rules.fever]\nlevel = 1": "rules.fever.level: unknown; allowed here: enabled, days",
    "[rules.fever]\ntemperature_from = 39.0": (
        "rules.fever.temperature_from: unknown; allowed here: enabled, days"
    ),
    "[conditions.hives]\ngroup = 'milia'": (
        "conditions.hives.group: unknown; allowed here: ask_after, first_sight"
    ),
    "[rules.fever]\nenabled = 'no'": "rules.fever.enabled: write true or false",
    "[rules.fever]\nenabled = 0": "rules.fever.enabled: write true or false",
    "[rules.fever]\ndays = 3": "rules.fever.days: this rule has no number of days",
    "[rules.follow_up]\ndays = 3": "rules.follow_up.days: this rule has no number of days",
    "[rules.rash_over_4_weeks]\ndays = 0": f"rules.rash_over_4_weeks.days: {DAYS}",
    "[rules.rash_over_4_weeks]\ndays = -1": f"rules.rash_over_4_weeks.days: {DAYS}",
    "[rules.rash_over_4_weeks]\ndays = 3651": f"rules.rash_over_4_weeks.days: {DAYS}",
    "[rules.rash_over_4_weeks]\ndays = 2.5": f"rules.rash_over_4_weeks.days: {DAYS}",
    "[rules.rash_over_4_weeks]\ndays = nan": f"rules.rash_over_4_weeks.days: {DAYS}",
    "[rules.rash_over_4_weeks]\ndays = '28'": f"rules.rash_over_4_weeks.days: {DAYS}",
    "[rules.rash_over_4_weeks]\ndays = true": f"rules.rash_over_4_weeks.days: {DAYS}",
    "[rules.rash_over_4_weeks]\ndays = false": f"rules.rash_over_4_weeks.days: {DAYS}",
    "[conditions.hives]\nask_after = 0": f"conditions.hives.ask_after: {DAYS}",
    "[conditions.hives]\nask_after = 3651": f"conditions.hives.ask_after: {DAYS}",
    "[conditions.hives]\nask_after = true": f"conditions.hives.ask_after: {DAYS}",
    "[conditions.hives]\nask_after = '7'": f"conditions.hives.ask_after: {DAYS}",
    "[conditions.milia]\nask_after = 30": (
        "conditions.milia.ask_after: this condition has no number of days to change"
    ),
    "[conditions.eczema]\nfirst_sight = true": (
        "conditions.eczema.first_sight: write false to switch it off; nothing else is allowed"
    ),
    "[conditions.eczema]\nfirst_sight = 0": (
        "conditions.eczema.first_sight: write false to switch it off; nothing else is allowed"
    ),
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items(), ids=REFUSED)
def test_what_it_may_not_hold_is_refused_with_its_place(text, sentence):
    with pytest.raises(RulesError) as refused:
        rules_from_toml(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("key", [key for key in RULE_KEYS if key not in COUNT_DAYS])
def test_a_rule_that_counts_no_days_takes_none(key):
    with pytest.raises(RulesError) as refused:
        rules_from_toml(f"[rules.{key}]\ndays = 3")
    assert str(refused.value) == f"rules.{key}.days: this rule has no number of days"


def test_an_unknown_rule_is_told_which_there_are():
    with pytest.raises(RulesError) as refused:
        rules_from_toml("[rules.fevre]\nenabled = false")
    assert str(refused.value) == f"rules.fevre: unknown; allowed here: {', '.join(RULE_KEYS)}"


def test_an_unknown_condition_is_told_which_there_are():
    with pytest.raises(RulesError) as refused:
        rules_from_toml("[conditions.measles]\nask_after = 1")
    known = ", ".join(CONDITIONS)
    assert str(refused.value) == f"conditions.measles: unknown; allowed here: {known}"


@pytest.mark.parametrize("text", ["[rules", "[rules.fever]\nenabled = no", "a = 1\na = 2"])
def test_what_is_no_toml_is_refused(text):
    with pytest.raises(RulesError, match=r"^not a TOML file: .+"):
        rules_from_toml(text)
