"""The two questions: what holds on a day, and what rests on it."""

from datetime import date, timedelta
from typing import Any

from .courses import going_course, held_flags, silences
from .flag import Flag, Held, Silence
from .records import Diary, read
from .table import LEVEL_OF_CONCERN_RULE, RULE_ORDER, level_rank
from .urgent import urgent_flags

REST_DAYS = 28
Answered = list[tuple[Held, Silence | None]]


def flags(document: dict[str, Any], as_of: date) -> list[dict[str, Any]]:
    """The flags of a valid diary document on that day, most urgent first."""
    diary = read(document).until(as_of)
    found = urgent_flags(diary)
    for answered in _by_subject(diary, as_of):
        found += _one_at_a_time([held.flag for held, silence in answered if silence is None])
    places = {concern.id: place for place, concern in enumerate(diary.concerns)}
    return [flag.as_dict() for flag in sorted(found, key=lambda flag: _order(flag, places))]


def resting(document: dict[str, Any], as_of: date) -> list[dict[str, Any]]:
    """The flags that would hold on that day but for an acknowledgement, in the same order.

    All of a concern, not one at a time; that of the child (concern None) as well.
    """
    diary = read(document).until(as_of)
    subjects = _by_subject(diary, as_of)
    pairs = [(held.flag, silence) for found in subjects for held, silence in found if silence]
    places = {concern.id: place for place, concern in enumerate(diary.concerns)}
    pairs.sort(key=lambda pair: _order(pair[0], places))
    return [_rest(flag, silence) for flag, silence in pairs]


def _by_subject(diary: Diary, as_of: date) -> list[Answered]:
    """For the child and each concern the flags that hold, each with what silences it."""
    found = [_answered(_child_follow_ups(diary, as_of), _child_silences(diary), as_of)]
    for concern in diary.concerns:
        course = going_course(diary, concern, as_of)
        if course:
            found.append(_answered(held_flags(course), silences(course), as_of))
    return found


def _answered(held: list[Held], acknowledged: list[Silence], as_of: date) -> Answered:
    return [(item, _silence_of(item, acknowledged, as_of)) for item in held]


def _silence_of(held: Held, acknowledged: list[Silence], as_of: date) -> Silence | None:
    """The latest acknowledgement that silences the flag on that day."""
    silencing = [
        silence
        for silence in acknowledged
        if silence.day >= held.answerable_from
        and (as_of - silence.day).days < REST_DAYS
        and level_rank(silence.level) <= level_rank(held.flag.level)
    ]
    return max(silencing, key=lambda silence: silence.day, default=None)


def _child_follow_ups(diary: Diary, as_of: date) -> list[Held]:
    """The follow-up days due that visits about the child named on the last day of any visit."""
    if not diary.visits:
        return []
    last_day = diary.visits[-1].day
    return [
        Held(_child_flag(visit.day, visit.follow_up_on), visit.follow_up_on)
        for visit in diary.visits
        if visit.day == last_day
        and not visit.concerns
        and visit.follow_up_on
        and visit.follow_up_on <= as_of
    ]


def _child_flag(named_on: date, due_on: date) -> Flag:
    level = LEVEL_OF_CONCERN_RULE["follow_up"]
    return Flag("follow_up", level, None, None, named_on, due_on, None, True, None)


def _child_silences(diary: Diary) -> list[Silence]:
    level = LEVEL_OF_CONCERN_RULE["follow_up"]
    return [
        Silence(ack.day, level)
        for ack in diary.acknowledgements
        if ack.rule == "follow_up" and ack.concern is None
    ]


def _one_at_a_time(candidates: list[Flag]) -> list[Flag]:
    """The one flag of highest level, then by the order of the rules, then the earliest due."""

    def order(flag: Flag) -> tuple[int, int, date]:
        return level_rank(flag.level), RULE_ORDER[flag.rule], flag.due_on

    return sorted(candidates, key=order)[:1]


def _order(flag: Flag, places: dict[str, int]) -> tuple[int, date, int, int]:
    place = -1 if flag.concern is None else places[flag.concern]
    return level_rank(flag.level), flag.due_on, place, RULE_ORDER[flag.rule]


def _rest(flag: Flag, silence: Silence) -> dict[str, Any]:
    return {
        "rule": flag.rule,
        "level": flag.level,
        "concern": flag.concern,
        "due_on": flag.due_on.isoformat(),
        "acknowledged_on": silence.day.isoformat(),
        "rests_until": (silence.day + timedelta(days=REST_DAYS - 1)).isoformat(),
    }
