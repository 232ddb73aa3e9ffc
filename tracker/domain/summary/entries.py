"""Derives from entries what the summary shows: key entries, course, ticks and the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import TypeVar

from tracker.domain.records import DayNote, Entry, Spot, moment
from tracker.domain.sign_answers import IN_ONE_LIST, as_asked, is_none_of_these
from tracker.domain.spells import DayEntries
from tracker.domain.summary.values import (
    CoursePoint,
    KeyEntry,
    LogLine,
    SignAnswer,
    Signs,
    Span,
    Temperature,
    TickCount,
)
from tracker.domain.vocabulary import APPEARANCES, GATE, SIGNS, TICKS

T = TypeVar("T")

_ALSO_SEEN = sorted(TICKS, key=lambda key: key == "sleep_lost")
"""What is seen on the skin comes first, lost sleep last."""


def key_entries(days: Sequence[DayEntries], span: Span) -> tuple[KeyEntry, ...]:
    """Return the concern's first present entry, the strongest within the span, and the latest.

    Also the strongest before the span where none within it is as strong.
    """
    present = [entry for day_entries in days for entry in day_entries.entries if entry.is_present]
    if not present:
        return ()
    kinds: list[tuple[str, Entry | None]] = [
        ("first", present[0]),
        ("strongest_before", _stronger_before(present, span)),
        ("strongest", next(iter(strongest(present, span)), None)),
        ("latest", present[-1]),
    ]
    rows: list[tuple[Entry, list[str]]] = []
    for kind, entry in kinds:
        if entry is None:
            continue
        kinds_of_same = next((names for other, names in rows if other is entry), None)
        if kinds_of_same is None:
            rows.append((entry, [kind]))
        else:
            kinds_of_same.append(kind)
    rows.sort(key=lambda pair: moment(pair[0].day, pair[0].at))
    return tuple(_key_entry(entry, tuple(names), present) for entry, names in rows)


def strongest(entries: Iterable[Entry], span: Span) -> list[Entry]:
    """Return the present entries of the span that have its highest severity, in their order."""
    graded = [
        (entry.severity, entry)
        for entry in entries
        if entry.is_present and entry.severity is not None and span.contains(entry.day)
    ]
    highest = max((severity for severity, _entry in graded), default=None)
    return [entry for severity, entry in graded if severity == highest]


def _stronger_before(entries: Sequence[Entry], span: Span) -> Entry | None:
    before = strongest(entries, Span(date.min, span.start - timedelta(days=1)))
    within = strongest(entries, span)
    if not before or (within and (within[0].severity or 0) >= (before[0].severity or 0)):
        return None
    return before[0]


def _key_entry(entry: Entry, kinds: tuple[str, ...], present: Sequence[Entry]) -> KeyEntry:
    placed: Entry | None = None
    for other in present:
        placed = other if other.spots else placed
        if other is entry:
            break
    if placed is None:
        return KeyEntry(kinds, entry, (), None)
    return KeyEntry(kinds, entry, placed.spots, placed.day)


def course_points(days: Iterable[DayEntries]) -> tuple[CoursePoint, ...]:
    """Return one point for each day with entries, in the order of the days."""
    return tuple(_point(day_entries) for day_entries in days)


def _point(day_entries: DayEntries) -> CoursePoint:
    """Return the point of a day: its last entry, completed from the day's earlier entries."""
    spots = _last(entry.spots or None for entry in day_entries.entries)
    return CoursePoint(
        day=day_entries.day,
        is_present=day_entries.last.is_present,
        trend=day_entries.last.trend,
        severity=_last(entry.severity for entry in day_entries.entries),
        itch=_last(entry.itch for entry in day_entries.entries),
        sleep_lost=answer_of_day(day_entries, "sleep_lost"),
        places=len({(spot.site, spot.side) for spot in spots}) if spots else None,
        count=_total(spots or ()),
        size_mm=max((spot.size_mm for spot in spots or () if spot.size_mm), default=None),
    )


def _last(values: Iterable[T | None]) -> T | None:
    return next((value for value in reversed(list(values)) if value is not None), None)


def _total(spots: Iterable[Spot]) -> int | None:
    counts = [spot.count for spot in spots if spot.count is not None]
    return sum(counts) if counts else None


def appearances(days: Sequence[DayEntries]) -> tuple[TickCount, ...]:
    """Return on how many days each appearance was ticked, most often first."""
    ticked = (
        {key for entry in day_entries.entries for key in entry.appearance} for day_entries in days
    )
    counts = Counter(chain.from_iterable(ticked))
    rows = (TickCount(key, counts[key]) for key in APPEARANCES if counts[key])
    return tuple(sorted(rows, key=lambda tick: -tick.days))


def also_seen(days: Sequence[DayEntries]) -> tuple[TickCount, ...]:
    """Return on how many days each yes/no question, such as bleeding, was answered with yes.

    Only days with an answer count, and a question without any is left out.
    """
    rows = []
    for key in _ALSO_SEEN:
        answers = [answer_of_day(day_entries, key) for day_entries in days]
        given = [answer for answer in answers if answer is not None]
        if given:
            rows.append(TickCount(key, sum(given), len(given)))
    return tuple(rows)


def answer_of_day(day_entries: DayEntries, key: str) -> bool | None:
    """Return yes if an entry of the day says yes, and None if none has an answer."""
    given = {getattr(entry, key) for entry in day_entries.entries} - {None}
    return any(given) if given else None


def signs(records: Iterable[Entry | DayNote], about: str) -> Signs:
    """Return the answers to every sign about the ``spot`` or the ``child``.

    A day with several answers has the strongest: seen, then not seen. A retired sign is left out
    unless it was answered.
    """
    answers: dict[str, dict[date, str]] = {}
    in_few_words: set[str] = set()
    days = set()
    for record in records:
        days.add(record.day)
        in_few_words.update(GATE if is_none_of_these(record.signs) else ())
        for key, answer in as_asked(record.signs).items():
            if answer in _STRONGER:
                by_day = answers.setdefault(key, {})
                stored = by_day.get(record.day, answer)
                by_day[record.day] = max(stored, answer, key=_STRONGER.index)
    lines = [
        _answer(sign.key, answers.get(sign.key, {}), sign.key in in_few_words)
        for sign in SIGNS.values()
        if sign.about == about and (sign.key in answers or not sign.is_retired)
    ]
    return Signs(
        days=len(days),
        seen=tuple(line for line in lines if line.seen_on),
        not_seen=tuple(line for line in lines if line.not_seen_on and not line.seen_on),
        in_one_list=tuple(
            line for line in lines if line.in_one_list_on and not line.days_with_entries
        ),
        not_checked=tuple(line for line in lines if line.key not in answers),
    )


_STRONGER = (IN_ONE_LIST, "no", "yes")
"""Answers, the weakest first."""


def _answer(key: str, by_day: dict[date, str], is_in_few_words: bool) -> SignAnswer:
    seen, not_seen, in_one_list = (
        tuple(sorted(day for day, given in by_day.items() if given == answer))
        for answer in ("yes", "no", IN_ONE_LIST)
    )
    return SignAnswer(key, seen, not_seen, in_one_list, is_in_few_words and not seen)


def temperatures(records: Iterable[Entry | DayNote]) -> tuple[Temperature, ...]:
    """Return the temperatures of the records, oldest first."""
    rows = [
        Temperature(record.day, record.at, record.temperature_c, record.temperature_how)
        for record in records
        if record.temperature_c is not None
    ]
    return tuple(sorted(rows, key=lambda row: moment(row.day, row.at)))


def log(records: Iterable[Entry | DayNote]) -> tuple[LogLine, ...]:
    """Return the log lines, newest first. Adjacent days with the same content share a line.

    Never shared: records with notes, a temperature or a sign seen, two records of one day, and
    days of two months.
    """
    newest_first = sorted(records, key=lambda record: moment(record.day, record.at), reverse=True)
    lines: list[LogLine] = []
    for record in newest_first:
        if lines and _joins_line(record, lines[-1]):
            lines[-1] = LogLine(
                (record.day, *lines[-1].days), replace(lines[-1].entry, at=None, id=None)
            )
        else:
            lines.append(LogLine((record.day,), record))
    return tuple(lines)


def _joins_line(record: Entry | DayNote, line: LogLine) -> bool:
    newer = line.days[0]
    if newer == record.day or (newer.year, newer.month) != (
        record.day.year,
        record.day.month,
    ):
        return False
    if record.notes or record.temperature_c is not None or "yes" in record.signs.values():
        return False
    return _content(record) == _content(line.entry)


def _content(record: Entry | DayNote) -> Entry | DayNote:
    return replace(record, day=date.min, at=None, id=None)
