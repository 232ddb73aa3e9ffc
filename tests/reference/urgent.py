"""Urgent rows: findings of single looks, what answers them, one flag for each rule and concern."""

from dataclasses import dataclass

from .flag import Flag
from .records import Acknowledgement, Concern, Diary, Look, Visit, age_in_days
from .table import (
    CHILD,
    FEVER_ROWS,
    LOW_ROWS,
    RULE_OF_SIGN,
    SIGNS_OF_A_NAMED_CONDITION,
    SPOT_SIGNS,
    URGENT,
    level_rank,
)
from .temperatures import looks_of_fifth_day, temperature_rule

BLISTER_BEFORE_DAYS = 42
PUS_BEFORE_DAYS = 28


@dataclass(frozen=True)
class Finding:
    """One look that gives one urgent row; `concern` is None for a row about the child."""

    rule: str
    concern: str | None
    look: Look


def urgent_flags(diary: Diary) -> list[Flag]:
    """For each rule and concern the flag of the earliest look still open."""
    earliest: dict[tuple[str, str | None], Finding] = {}
    for finding in findings(diary):
        if not _answered(finding, diary):
            earliest.setdefault((finding.rule, finding.concern), finding)
    conditions = {concern.id: concern.condition for concern in diary.concerns}
    return [_flag(finding, conditions) for finding in earliest.values()]


def findings(diary: Diary) -> list[Finding]:
    """All findings, answered or not, in the order of the looks."""
    concerns = {concern.id: concern for concern in diary.concerns}
    long_fever = looks_of_fifth_day(diary)
    found: list[Finding] = []
    for look in diary.looks:
        rules = _child_rules(diary, look)
        if any(look is other for other in long_fever):
            rules.add("fever_5_days")
        if look.concern is not None:
            rules |= _spot_rules(diary, look, concerns[look.concern])
        for rule in rules:
            about_child = URGENT[rule].about == CHILD
            found.append(Finding(rule, None if about_child else look.concern, look))
    return found


def _child_rules(diary: Diary, look: Look) -> set[str]:
    rules = {RULE_OF_SIGN[sign] for sign in look.signs if _about_child(sign)}
    by_temperature = temperature_rule(diary, look)
    return rules | {by_temperature} if by_temperature else rules


def _about_child(sign: str) -> bool:
    return sign in RULE_OF_SIGN and URGENT[RULE_OF_SIGN[sign]].about == CHILD


def _spot_rules(diary: Diary, entry: Look, concern: Concern) -> set[str]:
    age = age_in_days(diary, entry.day)
    claimed = {spot_rule(sign, concern, age) for sign in entry.signs if sign in SPOT_SIGNS}
    rules = {rule for rule in claimed if rule}
    if entry.bleeding and concern.condition == "haemangioma":
        rules.add("haemangioma_bleeding")
    return rules


def spot_rule(sign: str, concern: Concern, age: int) -> str | None:
    """The row that claims a sign about the spot at that age; None: it counts for nothing."""
    if sign == "blister" and age < BLISTER_BEFORE_DAYS:
        return "newborn_blister"
    expected = SIGNS_OF_A_NAMED_CONDITION.get(concern.condition, frozenset())
    if concern.by_doctor and sign in expected:
        return None
    if sign == "blister":
        return "eczema_with_blisters" if concern.condition == "eczema" else "blister"
    if sign == "pus":
        return "newborn_pus" if age < PUS_BEFORE_DAYS else "infection_signs"
    return RULE_OF_SIGN[sign]


def _answered(finding: Finding, diary: Diary) -> bool:
    return any(_visit_answers(visit, finding) for visit in diary.visits) or any(
        _acknowledgement_answers(ack, finding) for ack in diary.acknowledgements
    )


def _visit_answers(visit: Visit, finding: Finding) -> bool:
    about = finding.concern is None or not visit.concerns or finding.concern in visit.concerns
    return about and _is_after(visit, finding.look)


def _is_after(visit: Visit, look: Look) -> bool:
    if visit.day != look.day:
        return visit.day > look.day
    return bool(visit.time and look.time) and visit.time > look.time


def _acknowledgement_answers(ack: Acknowledgement, finding: Finding) -> bool:
    if ack.concern != finding.concern:
        return False
    if ack.entry is None:
        return ack.rule == finding.rule and finding.look.day < ack.day
    return ack.entry == finding.look.id and _covers(ack.rule, finding.rule)


def _covers(acknowledged: str, rule: str) -> bool:
    """Whether an answer that names the look to the one row is also an answer to the other."""
    if acknowledged == rule:
        return True
    same_side = any(acknowledged in side and rule in side for side in (FEVER_ROWS, LOW_ROWS))
    return same_side and _rank(acknowledged) <= _rank(rule)


def _rank(rule: str) -> int:
    return level_rank(URGENT[rule].level)


def _flag(finding: Finding, conditions: dict[str, str]) -> Flag:
    return Flag(
        rule=finding.rule,
        level=URGENT[finding.rule].level,
        concern=finding.concern,
        condition=conditions[finding.concern] if finding.concern is not None else None,
        since=finding.look.day,
        due_on=finding.look.day,
        limit=None,
        confirmed=True,
        entry=finding.look.id,
    )
