"""What a host may change: switch a row or a condition's window off, or change its days."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from tracker.domain.rules.rows import ConcernRule, RuleTable, UrgentRule
from tracker.domain.rules.table import CONCERN_RULES, RULE_KEYS, URGENT_RULES
from tracker.domain.vocabulary import CONDITIONS, Condition

_Row = TypeVar("_Row", ConcernRule, UrgentRule)

MAX_WINDOW_DAYS = 3650
"""No window that a host sets may be longer: ten years."""


class RulesError(ValueError):
    """The operator's rules file is wrong; the text says where and what to write."""


def rules_from_toml(text: str) -> RuleTable:
    """The shipped table with an operator's changes.

    ``[rules.KEY]`` takes ``enabled = false`` or, where the row counts days, ``days = N``.
    ``[conditions.KEY]`` takes ``ask_after = N`` or ``false``, and ``first_sight = false``.
    N is 1 to 3650. Raises RulesError, naming the key, for anything else.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"not a TOML file: {error}") from error
    _refuse_unknown(document, ("rules", "conditions"), "")
    rule_changes = _table(document, "rules")
    condition_changes = _table(document, "conditions")
    _refuse_unknown(rule_changes, RULE_KEYS, "rules.")
    _refuse_unknown(condition_changes, tuple(CONDITIONS), "conditions.")
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
    )


def _changed_rule(row: _Row, changes: Mapping[str, Any]) -> _Row | None:
    place = f"rules.{row.key}"
    change = _table(changes, row.key, "rules.")
    _refuse_unknown(change, ("enabled", "days"), f"{place}.")
    enabled = change.get("enabled", True)
    if not isinstance(enabled, bool):
        raise RulesError(f"{place}.enabled: write true or false")
    if not enabled:
        return None
    if "days" not in change:
        return row
    if not row.counts_days:
        raise RulesError(f"{place}.days: this rule counts no days")
    return row.with_days(_day_count(change["days"], f"{place}.days"))


def _changed_condition(row: Condition, changes: Mapping[str, Any]) -> Condition:
    place = f"conditions.{row.key}"
    change = _table(changes, row.key, "conditions.")
    _refuse_unknown(change, ("ask_after", "first_sight"), f"{place}.")
    if "first_sight" in change:
        if change["first_sight"] is not False:
            raise RulesError(f"{place}.first_sight: only false can be written, to switch it off")
        row = replace(row, first_sight=None)
    if "ask_after" not in change:
        return row
    if change["ask_after"] is False:
        return replace(row, ask_after_days=None)
    if row.ask_after_days is None:
        raise RulesError(f"{place}.ask_after: this condition has no window that could be changed")
    return replace(row, ask_after_days=_day_count(change["ask_after"], f"{place}.ask_after"))


def _table(document: Mapping[str, Any], key: str, prefix: str = "") -> Mapping[str, Any]:
    value = document.get(key, {})
    if not isinstance(value, dict):
        raise RulesError(f"{prefix}{key}: write it as a table, [{prefix}{key}]")
    return value


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
    for key in table:
        if key not in known:
            raise RulesError(f"{prefix}{key}: unknown; known here: {', '.join(known)}")


def _day_count(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_WINDOW_DAYS:
        raise RulesError(f"{place}: write a whole number of days from 1 to {MAX_WINDOW_DAYS}")
    return value
