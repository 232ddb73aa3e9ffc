"""Builds small diaries for tests, with days as "2026-03-10" and times as "08:00"."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from tracker.domain.records import (
    Acknowledgement,
    Child,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    Visit,
)
from tracker.domain.rules import STANDARD_RULES, RuleTable
from tracker.domain.spells import Course
from tracker.domain.timeline import Flag, Upcoming, check, falls_due_next

Day = str | date
BORN = "2020-01-01"
"""Long before the days of most tests, so that no rule for the young holds."""


def day(given: Day) -> date:
    return date.fromisoformat(given) if isinstance(given, str) else given


def after(given: Day, days: int) -> date:
    return day(given) + timedelta(days=days)


def clock(given: str | None) -> time | None:
    return None if given is None else time.fromisoformat(given)


def signs_of(yes: str | Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(yes.split() if isinstance(yes, str) else yes, "yes")


def entry(on: Day, at: str | None = None, yes: str | Iterable[str] = (), **given: Any) -> Entry:
    given = {"status": "present", "signs": signs_of(yes), **given}
    return Entry(day=day(on), at=clock(at), **given)


def clear(on: Day, at: str | None = None, **given: Any) -> Entry:
    return entry(on, at, status="clear", **given)


def worse(on: Day, at: str | None = None, **given: Any) -> Entry:
    return entry(on, at, trend="worse", **given)


def note(on: Day, at: str | None = None, yes: str | Iterable[str] = (), **given: Any) -> DayNote:
    return DayNote(day=day(on), at=clock(at), **{"signs": signs_of(yes), **given})


def concern(condition: str, first: Day, *entries: Entry, id: str = "c1", **given: Any) -> Concern:
    return Concern(id, condition, day(first), entries=entries, **given)


ONSET = "2026-03-01"


def rash(*entries: Entry, condition: str = "cradle_cap", **given: Any) -> Concern:
    """A rash first noticed on ``ONSET``."""
    return concern(condition, ONSET, *entries, **given)


def visit(
    on: Day, *concerns: str, at: str | None = None, follow_up: Day | None = None, who: str = ""
) -> Visit:
    follow_up_on = None if follow_up is None else day(follow_up)
    return Visit(day(on), clock(at), who, concerns, follow_up_on=follow_up_on)


def ack(
    on: Day, rule: str, concern: str | None = "c1", entry: str | None = None
) -> Acknowledgement:
    return Acknowledgement(day(on), rule, concern, entry)


def vaccine(on: Day) -> Exposure:
    return Exposure(day(on), "vaccine")


def diary(*written: Any, born: Day = BORN, due: Day | None = None) -> Diary:
    """One child's diary of these records, each in its list, in the order given."""

    def every(kind: type) -> Any:
        return tuple(record for record in written if isinstance(record, kind))

    assert all(isinstance(record, (Concern, *_LISTS)) for record in written)
    return Diary(
        child=Child("Iris", day(born), None if due is None else day(due)),
        concerns=every(Concern),
        **{name: every(kind) for kind, name in _LISTS.items()},
    )


_LISTS = {
    DayNote: "day_notes",
    Exposure: "exposures",
    Visit: "visits",
    Acknowledgement: "acknowledgements",
}


def flags(written: Diary, on: Day, rules: RuleTable = STANDARD_RULES) -> tuple[Flag, ...]:
    return check(written, day(on), rules)


def only(written: Diary, on: Day, rules: RuleTable = STANDARD_RULES) -> Flag:
    (flag,) = flags(written, on, rules)
    return flag


def keys(written: Diary, on: Day, rules: RuleTable = STANDARD_RULES) -> list[str]:
    return [flag.rule for flag in flags(written, on, rules)]


def places(written: Diary, on: Day) -> list[tuple[str, str | None]]:
    return [(flag.rule, flag.concern) for flag in flags(written, on)]


def upcoming(
    written: Diary, on: Day, rules: RuleTable = STANDARD_RULES
) -> list[tuple[str, str, str]]:
    """What falls due next: concern, rule and day."""
    found: tuple[Upcoming, ...] = falls_due_next(written, day(on), rules)
    return [(next_up.concern, next_up.rule, next_up.due_on.isoformat()) for next_up in found]


def spans(one: Concern, on: Day) -> list[tuple[str, str | None]]:
    """The spells known on a day: onset and first clear day at the end."""
    found = Course.of(one).spells_on(day(on))
    return [
        (spell.onset.isoformat(), spell.cleared_on and spell.cleared_on.isoformat())
        for spell in found
    ]
