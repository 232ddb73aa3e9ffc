"""What the dates of one concern make due while its spell is going on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .flag import Flag, Held, Silence
from .records import DAY, Concern, Diary, Visit, add_months, age_in_days, under_months
from .spells import came_back_on, spells
from .table import CONCERN_RULES, LEVEL_OF_CONCERN_RULE, FirstSight

MILIA_MONTHS = 3
RASH_DAYS = 28


@dataclass(frozen=True)
class Course:
    """The going spell of a concern, with everything already cut off at the day asked for."""

    diary: Diary
    concern: Concern
    begin: date  # of the concern
    onset: date  # of the spell
    visit: Visit | None  # the last about the concern during the spell
    as_of: date

    def held(self, rule: str, level: str, due_on: date, limit: str | None = None) -> Held:
        """The flag of a rule about this concern."""
        confirmed = any(entry.present and entry.day >= due_on for entry in self.concern.entries)
        flag = Flag(
            rule=rule,
            level=level,
            concern=self.concern.id,
            condition=self.concern.condition,
            since=self.onset,
            due_on=due_on,
            limit=limit,
            confirmed=confirmed,
            entry=None,
        )
        return Held(flag, self.onset)


def going_course(diary: Diary, concern: Concern, as_of: date) -> Course | None:
    """The course of a concern whose spell is going on, else None; `diary` is known on `as_of`."""
    found = spells(concern)
    if not found or found[-1].clear_from:
        return None
    onset = found[-1].onset
    visits = [
        visit for visit in diary.visits if concern.id in visit.concerns and visit.day >= onset
    ]
    last = visits[-1] if visits else None
    return Course(diary, concern, found[0].onset, onset, last, as_of)


def held_flags(course: Course) -> list[Held]:
    """Every rule that holds for the concern, whether or not it was acknowledged."""
    checks = (_over_limit, _follow_up, _at_first_sight, _worsening, _expected_course)
    return [held for check in checks for held in check(course)]


def silences(course: Course) -> list[Silence]:
    """The acknowledgements of the concern's rules, of any day: `Held` says from when one counts."""
    return [
        Silence(ack.day, _level_of(course, ack.rule))
        for ack in course.diary.acknowledgements
        if ack.concern == course.concern.id and ack.rule in CONCERN_RULES
    ]


def _level_of(course: Course, rule: str) -> str:
    if rule != "at_first_sight":
        return LEVEL_OF_CONCERN_RULE[rule]
    sight = course.concern.row.first_sight
    return sight.level if sight and first_sight_holds(course, sight) else "ask"


def _over_limit(course: Course) -> Iterator[Held]:
    """One of the two main rules, unless a doctor's name or a follow-up day rests the clock."""
    visit = course.visit
    if visit and (visit.follow_up_on or course.concern.by_doctor):
        return
    start = visit.day if visit else course.onset
    group = course.concern.row.group
    if group == "milia":
        rule, limit, last = "milia_over_3_months", "3 months", add_months(start, MILIA_MONTHS)
    elif group == "rash":
        rule, limit, last = "rash_over_4_weeks", "28 days", start + timedelta(days=RASH_DAYS)
    else:
        return
    if course.as_of > last:
        yield course.held(rule, LEVEL_OF_CONCERN_RULE[rule], last + DAY, limit)


def _follow_up(course: Course) -> Iterator[Held]:
    visit = course.visit
    if visit and visit.follow_up_on and course.as_of >= visit.follow_up_on:
        held = course.held("follow_up", "visit", visit.follow_up_on)
        yield Held(held.flag, visit.day + DAY)


def _at_first_sight(course: Course) -> Iterator[Held]:
    sight = course.concern.row.first_sight
    if sight and not course.visit and first_sight_holds(course, sight):
        yield course.held("at_first_sight", sight.level, course.onset)


def first_sight_holds(course: Course, sight: FirstSight) -> bool:
    """Whether the spell is within the ages of the row."""
    diary, onset = course.diary, course.onset
    before_days, before_months = sight.onset_before_days, sight.onset_before_months
    after_days = sight.begins_after_days
    return (
        (before_days is None or age_in_days(diary, onset) < before_days)
        and (before_months is None or under_months(diary, onset, before_months))
        and (after_days is None or age_in_days(diary, course.begin) > after_days)
    )


def _worsening(course: Course) -> Iterator[Held]:
    """Holds where the last two days with entries, both later than the visit, ended worse."""
    first_day = course.visit.day + DAY if course.visit else course.onset
    trends = {entry.day: entry.trend for entry in course.concern.entries if entry.day >= first_day}
    last_two = sorted(trends)[-2:]
    if len(last_two) == 2 and all(trends[day] == "worse" for day in last_two):
        yield course.held("worsening", "ask", last_two[-1])


def _expected_course(course: Course) -> Iterator[Held]:
    days = course.concern.row.ask_after_days
    if days is None or course.visit:
        return
    due_on = came_back_on(course.concern, course.onset) + timedelta(days=days)
    if course.as_of >= due_on:
        limit = "1 day" if days == 1 else f"{days} days"
        yield course.held("expected_course", "ask", due_on, limit)
