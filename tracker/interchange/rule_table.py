"""The rule table in force as a versioned JSON document, for others to use and check.

It holds every row with its words, numbers and sources, every sign, and cases: diaries with the
flags that the shipped table gives for them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from tracker.domain.rules import SIGNS_OF_A_NAMED_CONDITION, Row, RuleTable, fingerprint, row_values
from tracker.domain.vocabulary import GATE, SIGNS

VERSION: Final = 1
CASES = Path(__file__).with_name("rule_cases.json")

LevelKey = Literal["emergency", "same_day", "visit", "ask"]


class _TablePart(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SourceRow(_TablePart):
    """``reading``: None for a source that is no publication."""

    title: str
    publisher: str
    address: str
    read: str
    reading: Literal["read", "copy", "earlier", "not_yet"] | None
    copy_at: str


class ReviewRow(_TablePart):
    name: str
    register_entry: str
    day: str


class _ReviewedRow(_TablePart):
    """``hash``: changes with any word or number of the row; a review names it."""

    key: str
    label: str
    source: SourceRow
    others: str | None
    hash: str = Field(pattern="^[0-9a-f]{16}$")
    review: ReviewRow | None


class ConcernRuleRow(_ReviewedRow):
    level: LevelKey
    holds_when: str
    says: str | None
    sooner: str | None
    more_sources: list[SourceRow]
    group: str | None
    months: int | None
    days: int | None


class UrgentRuleRow(_ReviewedRow):
    """The fields of ``tracker.domain.rules.UrgentRule``; temperatures in °C."""

    level: LevelKey
    about: Literal["spot", "child"]
    says: str
    more_sources: list[SourceRow]
    signs: list[str]
    tick: str | None
    condition: str | None
    days: int | None
    age_days_from: int | None
    age_months_under: int | None
    temperature_from: float | None
    temperature_below: float | None
    run_days: int | None
    after_vaccine: bool
    with_fresh_rash: bool


class FirstSightRow(_TablePart):
    level: LevelKey
    says: str
    source: SourceRow
    noticed_after_days: int | None
    onset_before_days: int | None
    onset_before_months: int | None


class ConditionTableRow(_ReviewedRow):
    group: str
    appearance: str
    course: str | None
    first_sight: FirstSightRow | None
    ask_after_days: int | None
    ask_says: str | None
    ask_source: SourceRow | None
    no_hurry: bool
    limit_says: str | None
    trouble_sites: list[str]
    more_sources: list[SourceRow]


class SignTableRow(_TablePart):
    """``in_gate``: its words in the short question; None where that does not ask it."""

    key: str
    about: Literal["spot", "child"]
    label: str
    help: str | None
    in_gate: str | None
    is_retired: bool


class CaseFlag(_TablePart):
    rule: str
    level: LevelKey
    concern: str | None
    since: str
    due_on: str
    limit: str | None
    confirmed: bool
    entry: str | None


class Case(_TablePart):
    """A diary file and the flags that the shipped table gives on a day, most urgent first."""

    name: str
    diary: dict[str, Any]
    on: str
    flags: list[CaseFlag]


class RuleDocument(_TablePart):
    """Rows are in order of precedence: the first that claims a sign or temperature applies."""

    format: Literal["milkspot-rules"] = "milkspot-rules"
    version: Literal[1] = VERSION
    concern_rules: list[ConcernRuleRow]
    urgent_rules: list[UrgentRuleRow]
    conditions: list[ConditionTableRow]
    signs: list[SignTableRow]
    signs_of_a_named_condition: dict[str, list[str]]
    cases: list[Case]


def rules_json(rules: RuleTable) -> str:
    """Return the document of a rule table."""
    document = RuleDocument.model_validate(
        {
            "concern_rules": [_row(row, rules) for row in rules.concern_rules],
            "urgent_rules": [_row(row, rules) for row in rules.urgent_rules],
            "conditions": [_row(row, rules) for row in rules.conditions.values()],
            "signs_of_a_named_condition": {
                key: sorted(signs) for key, signs in SIGNS_OF_A_NAMED_CONDITION.items()
            },
            "signs": [_sign(key) for key in SIGNS],
            "cases": json.loads(CASES.read_bytes()),
        }
    )
    return json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def rules_schema() -> str:
    """Return the JSON Schema of the document."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **RuleDocument.model_json_schema(),
        "title": f"Milkspot rule table, version {VERSION}",
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _row(row: Row, rules: RuleTable) -> dict[str, Any]:
    review = rules.review_of(row)
    return {
        **row_values(row),
        "hash": fingerprint(row),
        "review": review
        and {
            "name": review.name,
            "register_entry": review.register,
            "day": review.day.isoformat(),
        },
    }


def _sign(key: str) -> dict[str, Any]:
    sign = SIGNS[key]
    return {
        "key": key,
        "about": sign.about,
        "label": str(sign.label),
        "help": None if sign.help is None else str(sign.help),
        "in_gate": str(GATE[key]) if key in GATE else None,
        "is_retired": sign.is_retired,
    }
