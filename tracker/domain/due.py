"""What is due for a concern whose spell is going on: the two limits and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.days import add_days
from tracker.domain.phrases import Phrase
from tracker.domain.records import Acknowledgement, Diary, Visit, moment
from tracker.domain.rules import CONCERN_RULES, ConcernRule, RuleTable, days_phrase
from tracker.domain.spells import Course, DayEntries, Spell
from tracker.domain.vocabulary import Condition, FirstSight, Level, condition_of

SILENCE_DAYS = 28
"""An acknowledgement silences while ``as_of`` is fewer than this many days after it."""


@dataclass(frozen=True)
class Due:
    """A rule with the day from which it holds, whether reached or not."""

    rule: ConcernRule
    level: Level
    due_on: date
    visit: Visit | None = None
    days: tuple[DayEntries, ...] = ()


@dataclass(frozen=True)
class Situation:
    """One spell going on, as known on one day.

    ``visit`` is the last one about the concern during the spell, ``follow_up_on`` the day it
    named; None where the host switched follow-ups off, so that the limits' clock runs on.
    """

    course: Course
    spell: Spell
    as_of: date
    condition: Condition
    age_from: date
    visit: Visit | None
    follow_up_on: date | None
    acknowledgements: tuple[Acknowledgement, ...]

    @property
    def clock_rests(self) -> bool:
        """A doctor named it and has seen it: a long illness a doctor knows is not news."""
        return self.visit is not None and self.course.concern.named_by == "doctor"

    def last_present(self) -> date | None:
        """The last day up to ``as_of`` with a present entry; the day first noticed is none."""
        for day_entries in reversed(self.course.days_until(self.as_of)):
            if any(entry.is_present for entry in day_entries.entries):
                return day_entries.day
        return None


def situation(course: Course, diary: Diary, rules: RuleTable, as_of: date) -> Situation | None:
    """None where no spell is going on."""
    spell = course.going_on(as_of)
    if spell is None:
        return None
    concern = course.concern
    during = [
        visit
        for visit in diary.visits
        if concern.id in visit.concerns and spell.onset <= visit.day <= as_of
    ]
    visit = last_visit(during)
    follow_up_on = visit.follow_up_on if visit and rules.concern_rule("follow_up") else None
    return Situation(
        course,
        spell,
        as_of,
        condition_of(concern.condition, rules.conditions),
        diary.child.age_counts_from,
        visit,
        follow_up_on,
        tuple(
            ack
            for ack in diary.acknowledgements
            if ack.concern == concern.id and spell.onset <= ack.day <= as_of
        ),
    )


def last_visit(visits: Iterable[Visit]) -> Visit | None:
    """By day, then time (none first), then as written."""
    ordered = sorted(visits, key=lambda visit: moment(visit.day, visit.at))
    return ordered[-1] if ordered else None


def shown(now: Situation, rules: RuleTable) -> Due | None:
    """The one flag of the concern: the highest level; among equals the order of the table."""
    holding = [due for due in candidates(now, rules) if due.due_on <= now.as_of]
    silenced = _silenced_level(now)
    awake = [due for due in holding if due.level > silenced]
    return max(awake, key=lambda due: due.level, default=None)


DATED = ("milia_over_3_months", "rash_over_4_weeks", "follow_up", "expected_course")
"""The rules whose day is known before it comes."""


def next_due(now: Situation, rules: RuleTable) -> Due | None:
    """The earliest day still ahead among the two limits, the follow-up and the usual course."""
    dated = (due for due in candidates(now, rules) if due.rule.key in DATED)
    ahead = [due for due in dated if due.due_on > now.as_of]
    return min(ahead, key=lambda due: due.due_on, default=None)


def window(rule: ConcernRule, condition: Condition) -> Phrase | None:
    """``3 months``, ``28 days``: what a rule counts for a condition; None where it counts none."""
    if rule.group is not None:
        return rule.limit
    if rule.key == "expected_course" and condition.ask_after_days is not None:
        return days_phrase(condition.ask_after_days)
    return None


def candidates(now: Situation, rules: RuleTable) -> Iterator[Due]:
    """Every rule that applies to the spell, with its day, in the order of the table."""
    for rule in rules.concern_rules:
        due = _CANDIDATES.get(rule.key, _limit)(rule, now)
        if due is not None:
            yield due


def _limit(rule: ConcernRule, now: Situation) -> Due | None:
    """The two limits: later than the onset, or the last visit, plus the limit."""
    if rule.group != now.condition.group or now.clock_rests:
        return None
    if now.follow_up_on is not None:
        return None
    start = now.visit.day if now.visit else now.spell.onset
    return Due(rule, rule.level, add_days(rule.limit_day(start), 1), now.visit)


def _follow_up(rule: ConcernRule, now: Situation) -> Due | None:
    if now.follow_up_on is None:
        return None
    return Due(rule, rule.level, now.follow_up_on, now.visit)


def _at_first_sight(rule: ConcernRule, now: Situation) -> Due | None:
    first_sight = now.condition.first_sight
    if first_sight is None or now.visit is not None or not _fits(first_sight, now):
        return None
    return Due(rule, first_sight.level, now.spell.onset)


def _fits(first_sight: FirstSight, now: Situation) -> bool:
    noticed_at = (now.course.concern.first_noticed_on - now.age_from).days
    onset_at = (now.spell.onset - now.age_from).days
    after, before = first_sight.noticed_after_days, first_sight.onset_before_days
    return (after is None or noticed_at > after) and (before is None or onset_at < before)


def _worsening(rule: ConcernRule, now: Situation) -> Due | None:
    """The last two days with entries are both worse; after a visit, two later days."""
    last_two = now.course.days_until(now.as_of)[-2:]
    if len(last_two) < 2 or last_two[0].day < now.spell.onset:
        return None
    if any(day_entries.last.trend != "worse" for day_entries in last_two):
        return None
    if now.visit is not None and last_two[0].day <= now.visit.day:
        return None
    return Due(rule, rule.level, last_two[1].day, days=last_two)


def _expected_course(rule: ConcernRule, now: Situation) -> Due | None:
    days = now.condition.ask_after_days
    if days is None or now.visit is not None:
        return None
    return Due(rule, rule.level, add_days(now.spell.onset, days))


_CANDIDATES = {
    "follow_up": _follow_up,
    "at_first_sight": _at_first_sight,
    "worsening": _worsening,
    "expected_course": _expected_course,
}


def _silenced_level(now: Situation) -> int:
    """The highest level that an acknowledgement silences today; 0 where none does."""
    recent = (ack for ack in now.acknowledgements if (now.as_of - ack.day).days < SILENCE_DAYS)
    return max((_level_of(ack.rule, now.condition) for ack in recent), default=0)


def _level_of(rule_key: str, condition: Condition) -> int:
    """The level an acknowledged rule has for this condition; an urgent rule has none here."""
    if rule_key == "at_first_sight":
        return condition.first_sight.level if condition.first_sight else Level.ASK
    return next((rule.level for rule in CONCERN_RULES if rule.key == rule_key), 0)
