"""The host's rules file: switches a rule or a condition's window off, or changes its days."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from tracker.domain.rules.concern_rules import CONCERN_RULES
from tracker.domain.rules.reviews import Review
from tracker.domain.rules.rows import ConcernRule, RuleTable, UrgentRule
from tracker.domain.rules.table import RULE_KEYS
from tracker.domain.rules.urgent_rules import URGENT_RULES
from tracker.domain.vocabulary import CONDITIONS, Condition

_Row = TypeVar("_Row", ConcernRule, UrgentRule)

MAX_WINDOW_DAYS = 3650
"""Maximum length in days of a window that a host sets: ten years."""


class RulesError(ValueError):
    """The rules file is invalid; the message names the key and what to write."""


def rules_from_toml(text: str) -> RuleTable:
    """Return the shipped table with the changes of the rules file.

    ``[rules.KEY]`` takes ``enabled = false`` or, where the row counts days, ``days = N``.
    ``[conditions.KEY]`` takes ``ask_after = N`` or ``false``, and ``first_sight = false``.
    N is 1 to 3650. ``[reviews.KEY]`` says who reviewed the row of a rule or condition.
    ``diary_only = true`` takes the advice from single entries and day notes away. Raises
    RulesError, naming the key, for anything else.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"not a TOML file: {error}") from error
    _refuse_unknown(document, ("diary_only", "rules", "conditions", "reviews"), "")
    rule_changes = _table(document, "rules")
    condition_changes = _table(document, "conditions")
    _refuse_unknown(rule_changes, RULE_KEYS, "rules.")
    _refuse_unknown(condition_changes, tuple(CONDITIONS), "conditions.")
    review_rows = _table(document, "reviews")
    _refuse_unknown(review_rows, (*RULE_KEYS, *CONDITIONS), "reviews.")
    return RuleTable(
        tuple(
            rule
            for rule in (_changed_rule(row, rule_changes) for row in CONCERN_RULES)
            if rule is not None
        ),
        tuple(
            rule
            for rule in (_changed_rule(row, rule_changes) for row in URGENT_RULES)
            if rule is not None
        ),
        {key: _changed_condition(row, condition_changes) for key, row in CONDITIONS.items()},
        {key: _review(review_rows, key) for key in review_rows},
        diary_only=_switch(document, "diary_only", default=False),
    )


def _changed_rule(row: _Row, changes: Mapping[str, Any]) -> _Row | None:
    key_path = f"rules.{row.key}"
    change = _table(changes, row.key, "rules.")
    _refuse_unknown(change, ("enabled", "days"), f"{key_path}.")
    if not _switch(change, "enabled", default=True, prefix=f"{key_path}."):
        return None
    if "days" not in change:
        return row
    if not row.counts_days:
        raise RulesError(f"{key_path}.days: this rule has no number of days")
    return row.with_days(_day_count(change["days"], f"{key_path}.days"))


def _changed_condition(row: Condition, changes: Mapping[str, Any]) -> Condition:
    key_path = f"conditions.{row.key}"
    change = _table(changes, row.key, "conditions.")
    _refuse_unknown(change, ("ask_after", "first_sight"), f"{key_path}.")
    if "first_sight" in change:
        if change["first_sight"] is not False:
            raise RulesError(
                f"{key_path}.first_sight: write false to switch it off; nothing else is allowed"
            )
        row = replace(row, first_sight=None)
    if "ask_after" not in change:
        return row
    if change["ask_after"] is False:
        return replace(row, ask_after_days=None)
    if row.ask_after_days is None:
        raise RulesError(f"{key_path}.ask_after: this condition has no number of days to change")
    return replace(row, ask_after_days=_day_count(change["ask_after"], f"{key_path}.ask_after"))


def _review(rows: Mapping[str, Any], key: str) -> Review:
    row, key_path = _table(rows, key, "reviews."), f"reviews.{key}"
    _refuse_unknown(row, ("name", "register", "day", "hash"), f"{key_path}.")
    day = row.get("day")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise RulesError(f"{key_path}.day: write a date, such as 2026-12-01")
    name, register, words = (
        _text(row.get(field), f"{key_path}.{field}") for field in ("name", "register", "hash")
    )
    return Review(name, register, day, words)


def _text(value: object, key_path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise RulesError(f"{key_path}: write text in quotation marks")
    return value


def _switch(table: Mapping[str, Any], key: str, *, default: bool, prefix: str = "") -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise RulesError(f"{prefix}{key}: write true or false")
    return value


def _table(document: Mapping[str, Any], key: str, prefix: str = "") -> Mapping[str, Any]:
    value = document.get(key, {})
    if not isinstance(value, dict):
        raise RulesError(f"{prefix}{key}: write it as a table, [{prefix}{key}]")
    return value


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
    for key in table:
        if key not in known:
            raise RulesError(f"{prefix}{key}: unknown; allowed here: {', '.join(known)}")


def _day_count(value: object, key_path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_WINDOW_DAYS:
        raise RulesError(f"{key_path}: write a whole number of days from 1 to {MAX_WINDOW_DAYS}")
    return value
