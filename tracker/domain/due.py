"""What is due for a concern with an open spell: the two limits and the other concern rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.days import add_days, add_months
from tracker.domain.phrases import Phrase
from tracker.domain.records import Acknowledgement, Diary, Visit, moment
from tracker.domain.rules import CONCERN_RULES, ConcernRule, RuleTable, days_phrase
from tracker.domain.spells import Course, DayEntries, Spell
from tracker.domain.vocabulary import Condition, FirstSight, Level, condition_of

SILENCE_DAYS = 28
"""An acknowledgement silences a rule on fewer than this many days after its own day."""


@dataclass(frozen=True)
class Due:
    """A rule with the day from which it holds, past or future."""

    rule: ConcernRule
    level: Level
    due_on: date
    visit: Visit | None = None
    days: tuple[DayEntries, ...] = ()


@dataclass(frozen=True)
class Situation:
    """An open spell of a concern, as known on ``as_of``.

    ``visit``: the last visit about the concern during the spell. ``follow_up_on``: the follow-up
    day of that visit; None without one, and where the host switched the follow-up rule off, so that
    the limits still apply. ``age_from``: the day from which the child's age counts.
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
    def is_clock_stopped(self) -> bool:
        """Whether the limits are suspended: a doctor named the concern and has seen it."""
        return self.visit is not None and self.course.concern.named_by == "doctor"

    def has_spot_on(self, sites: Collection[str]) -> bool:
        """Return whether an entry of the spell, up to ``as_of``, has a spot on one of the sites."""
        return any(
            spot.site in sites
            for day_entries in self.course.days_until(self.as_of)
            if day_entries.day >= self.spell.onset
            for entry in day_entries.entries
            for spot in entry.spots
        )

    def last_present_on(self) -> date | None:
        """Return the last day up to ``as_of`` with a present entry, None without one.

        The day on which the concern was first noticed does not count as an entry.
        """
        for day_entries in reversed(self.course.days_until(self.as_of)):
            if any(entry.is_present for entry in day_entries.entries):
                return day_entries.day
        return None

    def last_noted_on(self) -> date:
        """Return the last day up to ``as_of`` on which it was noted, by an entry or at all.

        An open spell has such a day.
        """
        noticed = self.course.concern.first_noticed_on
        days = (self.last_present_on(), noticed if noticed <= self.as_of else None)
        return max(day for day in days if day is not None)


def situation_on(course: Course, diary: Diary, rules: RuleTable, as_of: date) -> Situation | None:
    """Return the situation of a concern on ``as_of``, None without an open spell."""
    spell = course.open_spell_on(as_of)
    if spell is None:
        return None
    concern = course.concern
    visits = [
        visit
        for visit in diary.visits
        if concern.id in visit.concerns and spell.onset <= visit.day <= as_of
    ]
    visit = last_visit(visits)
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
    """Return the latest visit by day, then time (none first); of equals, the one written last."""
    ordered = sorted(visits, key=lambda visit: moment(visit.day, visit.at))
    return ordered[-1] if ordered else None


def highest_due(situation: Situation, rules: RuleTable) -> Due | None:
    """Return the rule that the concern's flag shows, None where no rule holds unsilenced.

    It is the one with the highest level; of equals, the first in the table.
    """
    holding = _holding(situation, rules)
    unsilenced = [due for due in holding if silenced_by(due, situation) is None]
    return max(unsilenced, key=lambda due: due.level, default=None)


def highest_silenced(situation: Situation, rules: RuleTable) -> Due | None:
    """Return the rule that the flag would show if nothing was acknowledged, where that silences it.

    None where no rule holds, or where the flag shows it.
    """
    highest = max(_holding(situation, rules), key=lambda due: due.level, default=None)
    return highest if highest and silenced_by(highest, situation) else None


def silenced_by(due: Due, situation: Situation) -> Acknowledgement | None:
    """Return the acknowledgement that silences the rule on ``as_of`` for longest, None without one.

    One silences every rule of the same or a lower level for ``SILENCE_DAYS``, a follow-up only
    where it was written on a later day than the visit that named it.
    """
    silencing = [
        ack
        for ack in situation.acknowledgements
        if (situation.as_of - ack.day).days < SILENCE_DAYS
        and due.level <= _level_of(ack.rule, situation)
        and not (due.rule.key == "follow_up" and due.visit and ack.day <= due.visit.day)
    ]
    return max(silencing, key=lambda ack: ack.day, default=None)


def _holding(situation: Situation, rules: RuleTable) -> list[Due]:
    return [due for due in candidates(situation, rules) if due.due_on <= situation.as_of]


DATED_RULES = ("milia_over_3_months", "rash_over_4_weeks", "follow_up", "expected_course")
"""Keys of the rules whose day can be computed in advance."""


def next_due(situation: Situation, rules: RuleTable) -> Due | None:
    """Return the next rule of ``DATED_RULES`` to fall due after ``as_of``, None without one."""
    dated = (due for due in candidates(situation, rules) if due.rule.key in DATED_RULES)
    upcoming = [due for due in dated if due.due_on > situation.as_of]
    return min(upcoming, key=lambda due: due.due_on, default=None)


def window(rule: ConcernRule, condition: Condition) -> Phrase | None:
    """Return the period that a rule counts, as ``3 months`` or ``28 days``; None without one."""
    if rule.group is not None:
        return rule.limit
    if rule.key == "expected_course" and condition.ask_after_days is not None:
        return days_phrase(condition.ask_after_days)
    return None


def candidates(situation: Situation, rules: RuleTable) -> Iterator[Due]:
    """Yield every rule that applies to the spell, with its day, in the order of the table."""
    for rule in rules.concern_rules:
        due = _CANDIDATES.get(rule.key, _limit)(rule, situation)
        if due is not None:
            yield due


def _limit(rule: ConcernRule, situation: Situation) -> Due | None:
    """Due on the day after the limit, counted from the last visit or else from the onset."""
    if rule.group != situation.condition.group or situation.is_clock_stopped:
        return None
    if situation.follow_up_on is not None:
        return None
    start = situation.visit.day if situation.visit else situation.spell.onset
    return Due(rule, rule.level, add_days(rule.limit_day(start), 1), situation.visit)


def _follow_up(rule: ConcernRule, situation: Situation) -> Due | None:
    if situation.follow_up_on is None:
        return None
    return Due(rule, rule.level, situation.follow_up_on, situation.visit)


def _at_first_sight(rule: ConcernRule, situation: Situation) -> Due | None:
    first_sight = situation.condition.first_sight
    if (
        first_sight is None
        or situation.visit is not None
        or not _first_sight_applies(first_sight, situation)
    ):
        return None
    return Due(rule, first_sight.level, situation.spell.onset)


def _first_sight_applies(first_sight: FirstSight, situation: Situation) -> bool:
    age_noticed = (situation.course.begins_on - situation.age_from).days
    onset, age_from = situation.spell.onset, situation.age_from
    after, before = first_sight.noticed_after_days, first_sight.onset_before_days
    months = first_sight.onset_before_months
    return (
        (after is None or age_noticed > after)
        and (before is None or (onset - age_from).days < before)
        and (months is None or onset < add_months(age_from, months))
    )


def _worsening(rule: ConcernRule, situation: Situation) -> Due | None:
    """Due where the spell's last two days with entries are both worse and after any visit."""
    last_two = situation.course.days_until(situation.as_of)[-2:]
    if len(last_two) < 2 or last_two[0].day < situation.spell.onset:
        return None
    if any(day_entries.last.trend != "worse" for day_entries in last_two):
        return None
    if situation.visit is not None and last_two[0].day <= situation.visit.day:
        return None
    return Due(rule, rule.level, last_two[1].day, days=last_two)


def _expected_course(rule: ConcernRule, situation: Situation) -> Due | None:
    """Due so many days after it last came back within the spell, else after the onset."""
    days, spell = situation.condition.ask_after_days, situation.spell
    if days is None or situation.visit is not None:
        return None
    return Due(rule, rule.level, add_days(spell.came_back_on or spell.onset, days))


_CANDIDATES = {
    "follow_up": _follow_up,
    "at_first_sight": _at_first_sight,
    "worsening": _worsening,
    "expected_course": _expected_course,
}


def _level_of(rule_key: str, situation: Situation) -> int:
    """Return the level of an acknowledged rule for the concern, 0 for an urgent rule."""
    if rule_key == "at_first_sight":
        first_sight = situation.condition.first_sight
        applies = first_sight is not None and _first_sight_applies(first_sight, situation)
        return first_sight.level if first_sight and applies else Level.ASK
    return next((rule.level for rule in CONCERN_RULES if rule.key == rule_key), 0)
