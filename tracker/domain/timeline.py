"""The timeline check: compares the dates in a diary with published windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain import sentences
from tracker.domain.due import (
    SILENCE_DAYS,
    Due,
    Situation,
    highest_due,
    next_due,
    situation_on,
    window,
)
from tracker.domain.phrases import Phrase, Sentences
from tracker.domain.records import Diary
from tracker.domain.rules import RULE_KEYS, STANDARD_RULES, RuleTable
from tracker.domain.sources import Source
from tracker.domain.spells import Course, Spell
from tracker.domain.urgent import Finding, findings, open_findings
from tracker.domain.vocabulary import Level


@dataclass(frozen=True)
class Flag:
    """A rule that holds on a day. ``concern`` and ``condition`` are None for one about the child.

    ``since``: the spell's onset, or the day of the entry. ``due_on``: the day from which the rule
    holds. ``confirmed``: whether an entry on or after that day is present. ``entry``: the id of
    the entry or day note with the urgent sign. ``limit``: "3 months", "28 days", or None.
    """

    rule: str
    level: Level
    child: str
    concern: str | None
    condition: str | None
    since: date
    due_on: date
    limit: Phrase | None
    confirmed: bool
    entry: str | None
    sentence: Sentences
    source: Source
    is_urgent_sign: bool = False


@dataclass(frozen=True)
class Upcoming:
    """The next rule to fall due for an open spell."""

    rule: str
    level: Level
    concern: str
    condition: str
    since: date
    due_on: date
    limit: Phrase | None
    source: Source


@dataclass(frozen=True)
class Timeline:
    """A diary with its courses and findings computed once, to be queried for any day."""

    diary: Diary
    rules: RuleTable
    courses: tuple[Course, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, diary: Diary, rules: RuleTable = STANDARD_RULES) -> Timeline:
        """Return the timeline of a diary; queries for a day ignore what is dated later."""
        courses = tuple(Course.of(concern) for concern in diary.concerns)
        return cls(diary, rules, courses, findings(diary, rules))

    def course(self, concern: str) -> Course:
        """Return the course of the concern with this id. Raises KeyError where there is none."""
        return {course.concern.id: course for course in self.courses}[concern]

    def flags_on(self, as_of: date) -> tuple[Flag, ...]:
        """Return what is due on that day, most urgent first.

        Within a level sorted by ``due_on``, then in the order of the concerns (the child first),
        then in the order of the rules.
        """
        flags = [self._urgent_flag(finding) for finding in open_findings(self.findings, as_of)]
        follow_up = self._child_follow_up(as_of)
        if follow_up:
            flags.append(follow_up)
        for situation in self._situations(as_of):
            due = highest_due(situation, self.rules)
            if due:
                flags.append(self._concern_flag(due, situation))
        return tuple(sorted(flags, key=self._sort_key))

    def upcoming_on(self, as_of: date) -> tuple[Upcoming, ...]:
        """Return what falls due next for each open spell, in the order of the concerns."""
        upcoming = (
            (situation, next_due(situation, self.rules)) for situation in self._situations(as_of)
        )
        return tuple(
            self._upcoming(due, situation) for situation, due in upcoming if due is not None
        )

    def spells_on(self, as_of: date) -> dict[str, tuple[Spell, ...]]:
        """Return the spells known on that day by concern id, oldest first."""
        return {course.concern.id: course.spells_on(as_of) for course in self.courses}

    def _situations(self, as_of: date) -> list[Situation]:
        situations = (
            situation_on(course, self.diary, self.rules, as_of) for course in self.courses
        )
        return [situation for situation in situations if situation is not None]

    def _sort_key(self, flag: Flag) -> tuple[int, date, int, int]:
        positions = {concern.id: index for index, concern in enumerate(self.diary.concerns)}
        position = -1 if flag.concern is None else positions[flag.concern]
        return (-flag.level, flag.due_on, position, RULE_KEYS.index(flag.rule))

    def _urgent_flag(self, finding: Finding) -> Flag:
        concern = finding.concern
        return Flag(
            rule=finding.rule.key,
            level=finding.rule.level,
            child=self.diary.child.name,
            concern=concern.id if concern else None,
            condition=concern.condition if concern else None,
            since=finding.day,
            due_on=finding.day,
            limit=None,
            confirmed=True,
            entry=finding.entry,
            sentence=sentences.urgent_sentences(finding, self.diary),
            source=finding.rule.source,
            is_urgent_sign=True,
        )

    def _concern_flag(self, due: Due, situation: Situation) -> Flag:
        last = situation.last_present_on()
        confirmed = last is not None and last >= due.due_on
        concern = situation.course.concern
        return Flag(
            rule=due.rule.key,
            level=due.level,
            child=self.diary.child.name,
            concern=concern.id,
            condition=concern.condition,
            since=situation.spell.onset,
            due_on=due.due_on,
            limit=window(due.rule, situation.condition),
            confirmed=confirmed,
            entry=None,
            sentence=sentences.concern_sentences(due, situation, confirmed),
            source=_source(due, situation),
        )

    def _child_follow_up(self, as_of: date) -> Flag | None:
        """Return the flag of a follow-up set at a visit about the child, until any later visit."""
        rule = self.rules.concern_rule("follow_up")
        visits = [visit for visit in self.diary.visits if visit.day <= as_of]
        latest = max((visit.day for visit in visits), default=None)
        due_visits = [
            visit
            for visit in visits
            if visit.day == latest
            and not visit.concerns
            and visit.follow_up_on is not None
            and visit.follow_up_on <= as_of
            and not self._follow_up_dealt_with(visit.follow_up_on, as_of)
        ]
        if rule is None or not due_visits:
            return None
        visit = min(due_visits, key=lambda visit: visit.follow_up_on or date.max)
        return Flag(
            rule=rule.key,
            level=rule.level,
            child=self.diary.child.name,
            concern=None,
            condition=None,
            since=visit.day,
            due_on=visit.follow_up_on or visit.day,
            limit=None,
            confirmed=True,
            entry=None,
            sentence=sentences.child_follow_up(visit, self.diary.child),
            source=sentences.visit_source(visit),
        )

    def _follow_up_dealt_with(self, due_on: date, as_of: date) -> bool:
        """Return whether it was acknowledged since ``due_on``; before, it was an earlier one."""
        return any(
            ack.rule == "follow_up" and ack.concern is None and due_on <= ack.day <= as_of
            for ack in self.diary.acknowledgements
            if (as_of - ack.day).days < SILENCE_DAYS
        )

    def _upcoming(self, due: Due, situation: Situation) -> Upcoming:
        concern = situation.course.concern
        return Upcoming(
            rule=due.rule.key,
            level=due.level,
            concern=concern.id,
            condition=concern.condition,
            since=situation.spell.onset,
            due_on=due.due_on,
            limit=window(due.rule, situation.condition),
            source=_source(due, situation),
        )


def check(diary: Diary, as_of: date, rules: RuleTable = STANDARD_RULES) -> tuple[Flag, ...]:
    """Return what is due on ``as_of``, computed from what is dated up to it, most urgent first."""
    return Timeline.of(diary, rules).flags_on(as_of)


def falls_due_next(
    diary: Diary, as_of: date, rules: RuleTable = STANDARD_RULES
) -> tuple[Upcoming, ...]:
    """Return what falls due next after ``as_of`` for each open spell."""
    return Timeline.of(diary, rules).upcoming_on(as_of)


def _source(due: Due, situation: Situation) -> Source:
    """Return the source of the rule, of the condition, or the visit that set the follow-up."""
    if due.rule.key == "follow_up" and due.visit is not None:
        return sentences.visit_source(due.visit)
    if due.rule.key == "expected_course":
        return situation.condition.source
    if due.rule.key == "at_first_sight" and situation.condition.first_sight is not None:
        return situation.condition.first_sight.source or situation.condition.source
    return due.rule.source
