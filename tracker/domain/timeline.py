"""The timeline check: arithmetic on the dates a parent wrote, against published windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain import sentences
from tracker.domain.due import SILENCE_DAYS, Due, Situation, next_due, shown, situation, window
from tracker.domain.phrases import Phrase, Sentences
from tracker.domain.records import Diary
from tracker.domain.rules import RULE_KEYS, STANDARD_RULES, RuleTable
from tracker.domain.sources import Source
from tracker.domain.spells import Course, Spell
from tracker.domain.urgent import Finding, findings, open_findings
from tracker.domain.vocabulary import Level


@dataclass(frozen=True)
class Flag:
    """A rule that holds on a day. ``concern`` and ``condition`` are None where it is the child's.

    ``since``: the spell's onset, or the day of the entry. ``due_on``: the day from which it
    holds. ``confirmed``: someone wrote “still there” on or after that day. ``entry``: the entry
    or day note that gave an urgent sign. ``limit``: "3 months", "28 days", or None.
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
    """The next day on which something falls due for a spell that is going on."""

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
    """A diary prepared once, to be asked for any day."""

    diary: Diary
    rules: RuleTable
    courses: tuple[Course, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, diary: Diary, rules: RuleTable = STANDARD_RULES) -> Timeline:
        courses = tuple(Course.of(concern) for concern in diary.concerns)
        return cls(diary, rules, courses, findings(diary, rules))

    def flags_on(self, as_of: date) -> tuple[Flag, ...]:
        """What is due on that day, most urgent first; within a level by ``due_on``, then in the
        order of the concerns (the child first), then in the order of the rules."""
        flags = [self._urgent_flag(finding) for finding in open_findings(self.findings, as_of)]
        follow_up = self._child_follow_up(as_of)
        if follow_up:
            flags.append(follow_up)
        for now in self._situations(as_of):
            due = shown(now, self.rules)
            if due:
                flags.append(self._concern_flag(due, now))
        return tuple(sorted(flags, key=self._urgency))

    def upcoming_on(self, as_of: date) -> tuple[Upcoming, ...]:
        """What falls due next, for each spell going on that has such a day, in their order."""
        upcoming = ((now, next_due(now, self.rules)) for now in self._situations(as_of))
        return tuple(self._upcoming(due, now) for now, due in upcoming if due is not None)

    def spells_on(self, as_of: date) -> dict[str, tuple[Spell, ...]]:
        """For each concern's id its spells as known on that day, oldest first."""
        return {course.concern.id: course.spells_on(as_of) for course in self.courses}

    def _situations(self, as_of: date) -> list[Situation]:
        found = (situation(course, self.diary, self.rules, as_of) for course in self.courses)
        return [now for now in found if now is not None]

    def _urgency(self, flag: Flag) -> tuple[int, date, int, int]:
        places = {concern.id: place for place, concern in enumerate(self.diary.concerns)}
        place = -1 if flag.concern is None else places[flag.concern]
        return (-flag.level, flag.due_on, place, RULE_KEYS.index(flag.rule))

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
            sentence=sentences.urgent(finding, self.diary),
            source=finding.rule.source,
            is_urgent_sign=True,
        )

    def _concern_flag(self, due: Due, now: Situation) -> Flag:
        last = now.last_present()
        confirmed = last is not None and last >= due.due_on
        concern = now.course.concern
        return Flag(
            rule=due.rule.key,
            level=due.level,
            child=self.diary.child.name,
            concern=concern.id,
            condition=concern.condition,
            since=now.spell.onset,
            due_on=due.due_on,
            limit=window(due.rule, now.condition),
            confirmed=confirmed,
            entry=None,
            sentence=sentences.about_concern(due, now, confirmed),
            source=_source(due, now),
        )

    def _child_follow_up(self, as_of: date) -> Flag | None:
        """A follow-up named at a visit about the child, until any visit on a later day."""
        rule = self.rules.concern_rule("follow_up")
        visits = [visit for visit in self.diary.visits if visit.day <= as_of]
        latest = max((visit.day for visit in visits), default=None)
        naming = [
            visit
            for visit in visits
            if visit.day == latest
            and not visit.concerns
            and visit.follow_up_on is not None
            and visit.follow_up_on <= as_of
            and not self._follow_up_dealt_with(visit.follow_up_on, as_of)
        ]
        if rule is None or not naming:
            return None
        visit = min(naming, key=lambda visit: visit.follow_up_on or date.max)
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
        """Since it was due: what was said before that was said of an earlier one."""
        return any(
            ack.rule == "follow_up" and ack.concern is None and due_on <= ack.day <= as_of
            for ack in self.diary.acknowledgements
            if (as_of - ack.day).days < SILENCE_DAYS
        )

    def _upcoming(self, due: Due, now: Situation) -> Upcoming:
        concern = now.course.concern
        return Upcoming(
            rule=due.rule.key,
            level=due.level,
            concern=concern.id,
            condition=concern.condition,
            since=now.spell.onset,
            due_on=due.due_on,
            limit=window(due.rule, now.condition),
            source=_source(due, now),
        )


def check(diary: Diary, as_of: date, rules: RuleTable = STANDARD_RULES) -> tuple[Flag, ...]:
    """What is due on ``as_of`` from what is dated up to that day, most urgent first."""
    return Timeline.of(diary, rules).flags_on(as_of)


def falls_due_next(
    diary: Diary, as_of: date, rules: RuleTable = STANDARD_RULES
) -> tuple[Upcoming, ...]:
    """For each spell going on, the earliest day after ``as_of`` on which something falls due."""
    return Timeline.of(diary, rules).upcoming_on(as_of)


def _source(due: Due, now: Situation) -> Source:
    """The row's own source, the condition's, or the visit that named a day."""
    if due.rule.key == "follow_up" and due.visit is not None:
        return sentences.visit_source(due.visit)
    if due.rule.key == "expected_course":
        return now.condition.source
    if due.rule.key == "at_first_sight" and now.condition.first_sight is not None:
        return now.condition.first_sight.source or now.condition.source
    return due.rule.source
