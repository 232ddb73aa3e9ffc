"""Checks between the values of a diary, beyond those of single values.

An invalid value, which is reported already, is in its record as it is in the file: it may be of any
type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from django.utils.translation import gettext as _

from tracker.domain.canonical import canonical_id
from tracker.domain.records import (
    Acknowledgement,
    Care,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    Spot,
    Visit,
)
from tracker.domain.rules import CHILD_RULES, RULE_KEYS
from tracker.domain.vocabulary import CONDITIONS, SIGNS
from tracker.interchange.layout import keys_of
from tracker.interchange.problems import Issue, Path, quoted

MAX_ENTRIES = 50_000

_UNBOUNDED_DAYS = {"due_date", "ended_on", "expect_by", "follow_up_on"}
"""Days that may be before birth or after today."""

T = TypeVar("T")


def problems(diary: Diary, today: date) -> Iterator[Issue]:
    """Yields the problems within and between the records of a diary."""
    birth = getattr(diary.child, "birth_date", None)
    for path, record in _records(diary):
        yield from _days(record, path, birth, today)
        if type(record) in _CHECKS:
            yield from _CHECKS[type(record)](record, path)
    yield from _references(diary)


def items(values: object, kind: type[T], path: Path) -> Iterator[tuple[Path, T]]:
    """Yields the items of a list that are of type ``kind``, with their paths."""
    for index, item in enumerate(values if isinstance(values, tuple) else ()):
        if isinstance(item, kind):
            yield (*path, index), item


def _records(record: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yields the record and every record within it, with their paths."""
    yield path, record
    for name, key, kind in _fields_with_records(record.__class__):
        value = getattr(record, name)
        if isinstance(value, kind):
            yield from _records(value, (*path, key))
        for place, item in items(value, kind, (*path, key)):
            yield from _records(item, place)


@cache
def _fields_with_records(kind: Any) -> list[tuple[str, str, Any]]:
    """Returns name, key and record class of each field that holds records."""
    return [
        (name, keys_of(kind)[name], record_class)
        for name, hint in get_type_hints(kind).items()
        for record_class in (hint, *get_args(hint))
        if is_dataclass(record_class)
    ]


def _is_before(day: object, other: object) -> bool:
    return isinstance(day, date) and isinstance(other, date) and day < other


def _days(record: Any, path: Path, birth: object, today: date) -> Iterator[Issue]:
    for name, key in _past_days(record.__class__):
        day = getattr(record, name)
        if _is_before(today, day):
            yield Issue((*path, key), _("%(day)s is after today") % {"day": day})
        if _is_before(day, birth):
            values = {"day": day, "birth": birth}
            sentence = _("%(day)s is before the day of birth, %(birth)s") % values
            yield Issue((*path, key), sentence)


@cache
def _past_days(kind: Any) -> list[tuple[str, str]]:
    """Returns name and key of each field for a day between birth and today."""
    return [
        (name, keys_of(kind)[name])
        for name, hint in get_type_hints(kind).items()
        if date in (hint, *get_args(hint)) and name not in _UNBOUNDED_DAYS
    ]


def _concern(concern: Concern, path: Path) -> Iterator[Issue]:
    condition = CONDITIONS.get(str(concern.condition))
    if concern.milia_type is not None and condition and condition.group != "milia":
        sentence = _("a type of milia on a condition that is not milia: %(key)s")
        yield Issue((*path, "milia_type"), sentence % {"key": quoted(condition.key)})


def _care(care: Care, path: Path) -> Iterator[Issue]:
    if _is_before(care.ended_on, care.started_on):
        values = {"end": care.ended_on, "start": care.started_on}
        yield Issue((*path, "to"), _("ends on %(end)s, before it begins on %(start)s") % values)


def _entry(entry: Entry, path: Path) -> Iterator[Issue]:
    if entry.status == "clear" and entry.trend is not None:
        yield Issue((*path, "trend"), _("a trend belongs only to an entry that is present"))
    seen = set()
    for place, word in items(entry.appearance, str, (*path, "appearance")):
        if word in seen:
            yield Issue(place, _("%(value)s is there twice") % {"value": quoted(word)})
        seen.add(word)


def _day_note(note: DayNote, path: Path) -> Iterator[Issue]:
    for key in note.signs if isinstance(note.signs, dict) else ():
        if key in SIGNS and SIGNS[key].about != "child":
            sentence = _("this sign is about a spot; a day note takes only signs about the child")
            yield Issue((*path, "signs", key), sentence)


def _spot(spot: Spot, path: Path) -> Iterator[Issue]:
    """Requires x, y and the view of a point together."""
    given = [key for key in ("x", "y") if getattr(spot, key) is not None]
    if len(given) == 1:
        yield Issue((*path, given[0]), _("x and y belong together"))
    elif given and spot.view is None:
        yield Issue((*path, "x"), _("x and y need the view that they are on"))


def _visit(visit: Visit, path: Path) -> Iterator[Issue]:
    day, again = visit.day, visit.follow_up_on
    if _is_before(again, day) or (isinstance(again, date) and again == day):
        sentence = _("the follow-up on %(again)s is not after the visit on %(day)s")
        yield Issue((*path, "follow_up_on"), sentence % {"again": again, "day": day})
    if _is_before(visit.expect_by, day):
        sentence = _("%(by)s is before the visit on %(day)s")
        yield Issue((*path, "expect_by"), sentence % {"by": visit.expect_by, "day": day})


_CHECKS: Mapping[type, Callable[[Any, Path], Iterator[Issue]]] = {
    Care: _care,
    Concern: _concern,
    DayNote: _day_note,
    Entry: _entry,
    Spot: _spot,
    Visit: _visit,
}


def _references(diary: Diary) -> Iterator[Issue]:
    """Finds repeated ids, references to unknown ids, and too many entries."""
    named: dict[str, Any] = {}
    count = 0
    for path, record in _records(diary):
        count += isinstance(record, Entry)
        id = getattr(record, "id", None)
        if not isinstance(id, str):
            continue
        key_id = canonical_id(id)
        if key_id in named:
            sentence = _("the id %(id)s is used twice") % {"id": quoted(id)}
            yield Issue((*path, "id"), sentence)
        else:
            named[key_id] = record
    if count > MAX_ENTRIES:
        values = {"n": count, "most": MAX_ENTRIES}
        yield Issue(("concerns",), _("%(n)s entries; the limit is %(most)s") % values)
    for path, record in _records(diary):
        if isinstance(record, Visit | Exposure):
            for place, id in items(record.concerns, str, (*path, "concerns")):
                yield from _unknown_concern(id, place, named)
        elif isinstance(record, Entry):
            for place, id in items(record.come_back, str, (*path, "come_back")):
                if not isinstance(named.get(canonical_id(id)), Visit):
                    yield Issue(place, _("no visit has the id %(id)s") % {"id": quoted(id)})
        elif isinstance(record, Acknowledgement):
            yield from _unknown_concern(record.concern, (*path, "concern"), named)
            yield from _check_entry_reference(record, path, named)
            yield from _check_rule_reference(record, path)


def _unknown_concern(id: object, path: Path, named: Mapping[str, Any]) -> Iterator[Issue]:
    """``named``: the records with an id, by canonical id."""
    if isinstance(id, str) and not isinstance(named.get(canonical_id(id)), Concern):
        yield Issue(path, _("no concern has the id %(id)s") % {"id": quoted(id)})


def _check_rule_reference(acknowledgement: Acknowledgement, path: Path) -> Iterator[Issue]:
    """Yield where the rule is about a concern and none is named, or the other way round."""
    rule, values = acknowledgement.rule, {"rule": acknowledgement.rule}
    if rule == "follow_up" or rule not in RULE_KEYS:
        return
    if acknowledgement.concern is None and rule not in CHILD_RULES:
        sentence = _("%(rule)s is about a concern, but none is named") % values
        yield Issue((*path, "concern"), sentence)
    elif acknowledgement.concern is not None and rule in CHILD_RULES:
        sentence = _("%(rule)s is about the child, so it can't name a concern") % values
        yield Issue((*path, "concern"), sentence)


def _check_entry_reference(
    acknowledgement: Acknowledgement, path: Path, named: Mapping[str, Any]
) -> Iterator[Issue]:
    id = acknowledgement.entry
    if not isinstance(id, str):
        return
    entry = named.get(canonical_id(id))
    if not isinstance(entry, Entry | DayNote):
        sentence = _("no entry or day note has the id %(id)s") % {"id": quoted(id)}
        yield Issue((*path, "entry"), sentence)
    elif _is_before(acknowledgement.day, entry.day):
        values = {"day": acknowledgement.day, "seen": entry.day}
        sentence = _("%(day)s is before the entry it names, of %(seen)s") % values
        yield Issue((*path, "date"), sentence)
