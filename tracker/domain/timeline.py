"""The timeline check: compares the dates in a diary with published windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice

from tracker.domain import sentences, sources
from tracker.domain.days import add_days
from tracker.domain.due import (
    SILENCE_DAYS,
    Due,
    Situation,
    highest_due,
    highest_silenced,
    next_due,
    silenced_by,
    situation_on,
    window,
)
from tracker.domain.phrases import Phrase, Sentences
from tracker.domain.records import Acknowledgement, Diary, Visit
from tracker.domain.rules import RULE_KEYS, STANDARD_RULES, Row, RuleTable
from tracker.domain.sources import Source
from tracker.domain.spells import Course, Spell
from tracker.domain.urgent import Finding, findings, open_findings
from tracker.domain.vocabulary import Level, condition_of


@dataclass(frozen=True)
class Flag:
    """A rule that holds on a day. ``concern`` and ``condition`` are None for one about the child.

    ``since``: the spell's onset, or the day of the entry. ``due_on``: the day from which the rule
    holds. ``confirmed``: whether an entry on or after that day is present. ``entry``: the id of
    the entry or day note with the urgent sign. ``limit``: "3 months", "28 days", or None.
    ``others``: what other publishers say. ``review_note``: who reviewed the row of the table; None
    while nobody reviewed any. ``seen``: keys of the signs seen of an urgent flag.
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
    seen: tuple[str, ...] = ()
    others: Phrase | None = None
    review_note: Phrase | None = None


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
class SetAside:
    """A flag that an acknowledgement silences, and the day from which it shows again."""

    flag: Flag
    acknowledgement: Acknowledgement
    shows_again_on: date


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
        return cls(diary, rules, courses, findings(diary, courses, rules))

    def course(self, concern: str) -> Course:
        """Return the course of the concern with this id. Raises KeyError where there is none."""
        return {course.concern.id: course for course in self.courses}[concern]

    def flags_on(self, as_of: date) -> tuple[Flag, ...]:
        """Return what is due on that day, most urgent first.

        Within a level sorted by ``due_on``, then in the order of the concerns (the child first),
        then urgent signs first, then in the order of the rules.
        """
        flags = [self._urgent_flag(finding) for finding in open_findings(self.findings, as_of)]
        flags += self._child_follow_ups(as_of)
        for situation in self.situations_on(as_of):
            due = highest_due(situation, self.rules)
            if due:
                flags.append(self._concern_flag(due, situation))
        return tuple(sorted(flags, key=self._sort_key))

    def upcoming_on(self, as_of: date) -> tuple[Upcoming, ...]:
        """Return what falls due next for each open spell, in the order of the concerns."""
        upcoming = (
            (situation, next_due(situation, self.rules)) for situation in self.situations_on(as_of)
        )
        return tuple(
            self._upcoming(due, situation) for situation, due in upcoming if due is not None
        )

    def spells_on(self, as_of: date) -> dict[str, tuple[Spell, ...]]:
        """Return the spells known on that day by concern id, oldest first."""
        return {course.concern.id: course.spells_on(as_of) for course in self.courses}

    def situations_on(self, as_of: date) -> list[Situation]:
        """Return the situations of the concerns that are open on that day, in their order."""
        situations = (
            situation_on(course, self.diary, self.rules, as_of) for course in self.courses
        )
        return [situation for situation in situations if situation is not None]

    def _sort_key(self, flag: Flag) -> tuple[int, date, int, bool, int]:
        positions = {concern.id: index for index, concern in enumerate(self.diary.concerns)}
        position = -1 if flag.concern is None else positions[flag.concern]
        is_about_course = not flag.is_urgent_sign
        return (
            -flag.level,
            flag.due_on,
            position,
            is_about_course,
            RULE_KEYS.index(flag.rule),
        )

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
            seen=finding.seen,
            others=finding.rule.others,
            review_note=self.rules.review_note(finding.rule),
        )

    def _concern_flag(self, due: Due, situation: Situation) -> Flag:
        last = situation.last_present_on()
        confirmed = last is not None and last >= due.due_on
        concern, row = situation.course.concern, _row_of(due, situation)
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
            others=None if _is_changed_here(due, situation) else row.others,
            review_note=self.rules.review_note(row),
        )

    def set_aside_on(self, as_of: date) -> tuple[SetAside, ...]:
        """Return what is due on that day and silenced: of the child, then of each concern."""
        result = []
        if not self._child_follow_ups(as_of):
            for visit in self._visits_with_follow_up(as_of)[:1]:
                ack = self.follow_up_silenced_by(visit, as_of)
                if ack is not None:
                    result.append(_set_aside(self._child_follow_up(visit), ack))
        for situation in self.situations_on(as_of):
            due = highest_silenced(situation, self.rules)
            ack = silenced_by(due, situation) if due else None
            if due and ack:
                result.append(_set_aside(self._concern_flag(due, situation), ack))
        return tuple(result)

    def _child_follow_ups(self, as_of: date) -> list[Flag]:
        """Return the flag of the earliest follow-up for the child that is due and not silenced."""
        unsilenced = (
            visit
            for visit in self._visits_with_follow_up(as_of)
            if self.follow_up_silenced_by(visit, as_of) is None
        )
        return [self._child_follow_up(visit) for visit in islice(unsilenced, 1)]

    def _visits_with_follow_up(self, as_of: date) -> list[Visit]:
        """Return the visits that named a follow-up for the child that is due, earliest first.

        Any visit on a later day answers it.
        """
        if self.rules.concern_rule("follow_up") is None:
            return []
        visits = [visit for visit in self.diary.visits if visit.day <= as_of]
        latest = max((visit.day for visit in visits), default=None)
        due = [
            visit
            for visit in visits
            if visit.day == latest
            and not visit.concerns
            and visit.follow_up_on is not None
            and visit.follow_up_on <= as_of
        ]
        return sorted(due, key=lambda visit: visit.follow_up_on or date.max)

    def _child_follow_up(self, visit: Visit) -> Flag:
        return Flag(
            rule="follow_up",
            level=Level.VISIT,
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

    def follow_up_silenced_by(self, visit: Visit, as_of: date) -> Acknowledgement | None:
        """Return the last acknowledgement since the follow-up fell due that still silences it."""
        due_on = visit.follow_up_on or visit.day
        silencing = [
            ack
            for ack in self.diary.acknowledgements
            if ack.rule == "follow_up"
            and ack.concern is None
            and due_on <= ack.day <= as_of
            and (as_of - ack.day).days < SILENCE_DAYS
        ]
        return max(silencing, key=lambda ack: ack.day, default=None)

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


def _set_aside(flag: Flag, ack: Acknowledgement) -> SetAside:
    return SetAside(flag, ack, add_days(ack.day, SILENCE_DAYS))


def check(diary: Diary, as_of: date, rules: RuleTable = STANDARD_RULES) -> tuple[Flag, ...]:
    """Return what is due on ``as_of``, computed from what is dated up to it, most urgent first."""
    return Timeline.of(diary, rules).flags_on(as_of)


def falls_due_next(
    diary: Diary, as_of: date, rules: RuleTable = STANDARD_RULES
) -> tuple[Upcoming, ...]:
    """Return what falls due next after ``as_of`` for each open spell."""
    return Timeline.of(diary, rules).upcoming_on(as_of)


def _row_of(due: Due, situation: Situation) -> Row:
    """Return the row whose words the flag repeats: the condition's or the rule's."""
    is_of_condition = due.rule.key in ("at_first_sight", "expected_course")
    return situation.condition if is_of_condition else due.rule


def _is_changed_here(due: Due, situation: Situation) -> bool:
    """Return whether the host changed the days that the flag counts."""
    condition = situation.condition
    if due.rule.key == "expected_course":
        return condition.ask_after_days != condition_of(condition.key).ask_after_days
    return due.rule.is_overridden


def _source(due: Due, situation: Situation) -> Source:
    """Return the source of the rule, of the condition, or the visit that set the follow-up."""
    if due.rule.key == "follow_up" and due.visit is not None:
        return sentences.visit_source(due.visit)
    if _is_changed_here(due, situation):
        return sources.CHANGED_HERE
    if due.rule.key == "expected_course":
        return situation.condition.window_source
    if due.rule.key == "at_first_sight" and situation.condition.first_sight is not None:
        return situation.condition.first_sight.source
    return due.rule.source
