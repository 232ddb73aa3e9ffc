"""The shipped rule table: every limit, age and sign of the timeline check."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.rules.concern_rules import CONCERN_RULES
from tracker.domain.rules.rows import RuleTable
from tracker.domain.rules.urgent_rules import NEWBORN_BLISTER_DAYS, URGENT_RULES
from tracker.domain.vocabulary import CONDITIONS

SIGNS_OF_A_NAMED_CONDITION: Mapping[str, frozenset[str]] = {
    "erythema_toxicum": frozenset({"pus", "widespread"}),
    "chickenpox": frozenset({"blister", "widespread"}),
    "hand_foot_mouth": frozenset({"blister", "mouth_sores"}),
}
"""Signs that are not urgent where a doctor named the condition, since they belong to it."""

RULE_KEYS = tuple(rule.key for rule in (*CONCERN_RULES, *URGENT_RULES))
"""Keys of every rule that an acknowledgement may name, in the order of the table."""

CHILD_RULES = frozenset(rule.key for rule in URGENT_RULES if rule.about == "child")
"""Keys of the rules about the child alone; ``follow_up`` may be about the child or a concern."""

URGENT_KEYS = frozenset(rule.key for rule in URGENT_RULES)

STANDARD_RULES = RuleTable(CONCERN_RULES, URGENT_RULES, CONDITIONS)


def is_sign_of_named_condition(sign: str, condition: str, named_by: str, age_days: int) -> bool:
    """Return whether a doctor named the condition to which the sign belongs.

    A blister on a baby under six weeks counts, whoever named what.
    """
    if sign == "blister" and age_days < NEWBORN_BLISTER_DAYS:
        return False
    return named_by == "doctor" and sign in SIGNS_OF_A_NAMED_CONDITION.get(condition, ())
