"""A host's installation that is a diary only: no advice from single entries and day notes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.builders import concern, diary, entry, flags, note
from tracker.domain.records import Child
from tracker.domain.rules import STANDARD_RULES, RulesError, rules_from_toml
from tracker.presenters.signs import SignContext, sign_list, temperature_advice
from tracker.presenters.worried import urgent_sections

DIARY_ONLY = rules_from_toml("diary_only = true")
ON = "2026-06-04"


def test_entries_and_notes_give_no_flag_and_the_limits_stay():
    written = diary(
        concern("milia", "2026-03-03", entry(ON, yes="nonblanching")),
        note(ON, temperature_c=40.5, yes="floppy"),
    )
    assert [flag.rule for flag in flags(written, ON, rules=DIARY_ONLY)] == ["milia_over_3_months"]
    assert len(flags(written, ON)) == 4


def test_the_form_gives_no_advice():
    context = SignContext(Child("Iris", date(2026, 1, 10)), date(2026, 6, 4), "GB")
    assert temperature_advice(context, DIARY_ONLY) == ()
    groups = sign_list(["floppy", "blister"], (), context, DIARY_ONLY).groups
    assert [sign.advice for group in groups for sign in group.signs] == [(), ()]


def test_worried_now_stays():
    assert urgent_sections(DIARY_ONLY) == urgent_sections(STANDARD_RULES)


def test_anything_but_true_or_false_is_refused():
    with pytest.raises(RulesError) as refused:
        rules_from_toml("diary_only = 1")
    assert str(refused.value) == "diary_only: write true or false"
