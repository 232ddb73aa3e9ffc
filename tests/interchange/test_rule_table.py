"""The rule table as a document, and the cases in it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from django.core.management import call_command

import tracker.interchange
from tracker.domain.rules import RULE_KEYS, STANDARD_RULES, fingerprint, rules_from_toml
from tracker.domain.timeline import check
from tracker.domain.vocabulary import CONDITIONS, SIGNS
from tracker.interchange import read_diary
from tracker.interchange.rule_table import CASES, rules_json, rules_schema

SCHEMA = Path(tracker.interchange.__file__).with_name("rules.schema.json")
ALL_CASES = json.loads(CASES.read_bytes())


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case["name"])
def test_each_case_gives_exactly_its_flags(case):
    on = date.fromisoformat(case["on"])
    diary = read_diary(json.dumps(case["diary"]).encode(), date(2027, 1, 1))
    flags = [
        {
            "rule": flag.rule,
            "level": flag.level.key,
            "concern": flag.concern,
            "since": flag.since.isoformat(),
            "due_on": flag.due_on.isoformat(),
            "limit": None if flag.limit is None else str(flag.limit),
            "confirmed": flag.confirmed,
            "entry": flag.entry,
        }
        for flag in check(diary, on)
    ]
    assert flags == case["flags"]


def test_the_document_holds_every_row_and_fits_its_schema():
    document = json.loads(rules_json(STANDARD_RULES))
    jsonschema_rs.validator_for(json.loads(rules_schema())).validate(document)
    rules = [row["key"] for row in document["concern_rules"] + document["urgent_rules"]]
    assert rules == list(RULE_KEYS)
    assert [row["key"] for row in document["conditions"]] == list(CONDITIONS)
    assert [row["key"] for row in document["signs"]] == list(SIGNS)
    assert document["cases"] == ALL_CASES


def test_the_schema_is_the_one_that_is_kept(capsys):
    call_command("rules", "--schema")
    assert capsys.readouterr().out == SCHEMA.read_text(encoding="utf-8")


def test_the_command_prints_the_document(capsys):
    call_command("rules", "--format", "json")
    assert capsys.readouterr().out == rules_json(STANDARD_RULES)


REVIEW = """
[reviews.fever]
name = "Dr Ada Okafor"
register = "GMC 1234567"
day = 2026-12-02
hash = "{hash}"
"""


def _reviewed(changes: str = "") -> str:
    row = STANDARD_RULES.urgent_rule("fever_5_days")
    return REVIEW.replace("fever]", "fever_5_days]").format(hash=fingerprint(row)) + changes


def test_a_review_stands_in_the_document():
    document = json.loads(rules_json(rules_from_toml(_reviewed())))
    reviews = {row["key"]: row["review"] for row in document["urgent_rules"] if row["review"]}
    assert reviews == {
        "fever_5_days": {
            "name": "Dr Ada Okafor",
            "register_entry": "GMC 1234567",
            "day": "2026-12-02",
        }
    }


def test_changing_a_digit_drops_the_review(settings, tmp_path, capsys):
    path = tmp_path / "rules.toml"
    path.write_text(_reviewed("[rules.fever_5_days]\ndays = 4\n"), encoding="utf-8")
    settings.MILKSPOT_RULES_FILE = path
    call_command("rules")
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "review" in line] == [
        "The review of fever_5_days holds no longer: the row has other words or numbers now."
    ]
