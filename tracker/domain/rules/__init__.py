"""The rules as data, each row with its source, and the host's changes to them."""

from tracker.domain.rules.operator import MAX_WINDOW_DAYS, RulesError, rules_from_toml
from tracker.domain.rules.rows import ConcernRule, RuleTable, UrgentRule, days_phrase
from tracker.domain.rules.table import (
    CONCERN_RULES,
    EXPECTED_SIGNS,
    RULE_KEYS,
    STANDARD_RULES,
    URGENT_KEYS,
    URGENT_RULES,
)

__all__ = [
    "CONCERN_RULES",
    "EXPECTED_SIGNS",
    "MAX_WINDOW_DAYS",
    "RULE_KEYS",
    "STANDARD_RULES",
    "URGENT_KEYS",
    "URGENT_RULES",
    "ConcernRule",
    "RuleTable",
    "RulesError",
    "UrgentRule",
    "days_phrase",
    "rules_from_toml",
]
