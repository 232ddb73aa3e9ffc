"""The rules as data, each row with its source, and the host's changes to them."""

from tracker.domain.rules.concern_rules import CONCERN_RULES
from tracker.domain.rules.operator import MAX_WINDOW_DAYS, RulesError, rules_from_toml
from tracker.domain.rules.reviews import Review
from tracker.domain.rules.rows import (
    ConcernRule,
    Row,
    RuleTable,
    UrgentRule,
    days_phrase,
    fingerprint,
    row_values,
)
from tracker.domain.rules.table import (
    CHILD_RULES,
    RULE_KEYS,
    SIGNS_OF_A_NAMED_CONDITION,
    STANDARD_RULES,
    URGENT_KEYS,
    is_sign_of_named_condition,
)
from tracker.domain.rules.urgent_rules import NEWBORN_BLISTER_DAYS, URGENT_RULES

__all__ = [
    "CHILD_RULES",
    "CONCERN_RULES",
    "MAX_WINDOW_DAYS",
    "NEWBORN_BLISTER_DAYS",
    "RULE_KEYS",
    "SIGNS_OF_A_NAMED_CONDITION",
    "STANDARD_RULES",
    "URGENT_KEYS",
    "URGENT_RULES",
    "ConcernRule",
    "Review",
    "Row",
    "RuleTable",
    "RulesError",
    "UrgentRule",
    "days_phrase",
    "fingerprint",
    "is_sign_of_named_condition",
    "row_values",
    "rules_from_toml",
]
