"""What must hold within each record of a diary file, and no schema can say."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tracker.domain.lengths import MAX_NOTES_LENGTH, MAX_QUESTION_LENGTH, MAX_TEXT_LENGTH
from tracker.domain.rules import RULE_KEYS
from tracker.domain.vocabulary import CONDITIONS, SIGNS, SITES
from tracker.interchange.coerce import as_day, as_object, as_text, objects
from tracker.interchange.problems import Found, Path, quoted

MAX_LENGTH = {"notes": MAX_NOTES_LENGTH, "text": MAX_QUESTION_LENGTH}
"""By key; ``text`` is a question's. All other texts: ``MAX_TEXT_LENGTH``."""

LARGEST_COUNT = 2_147_483_647
"""What a column for whole numbers holds on every database."""

Record = dict[str, Any]


@dataclass(frozen=True)
class _Days:
    """From the day of birth (None where the file gives none that can be read) to today."""

    birth: date | None
    today: date

    def written(self, record: Record, key: str, path: Path) -> Iterator[Found]:
        """Of a day on which something was written or seen."""
        day = as_day(record.get(key))
        if day is None:
            return
        if day > self.today:
            yield Found((*path, key), _("%(day)s is after today") % {"day": day})
        if self.birth is not None and day < self.birth:
            values = {"day": day, "birth": self.birth}
            sentence = _("%(day)s is before the day of birth, %(birth)s") % values
            yield Found((*path, key), sentence)


def problems(document: object, today: date) -> Iterator[Found]:
    """Everything that is wrong within single records."""
    diary = as_object(document)
    child = as_object(diary.get("child"))
    days = _Days(as_day(child.get("birth_date")), today)
    yield from _child(child, ("child",), today)
    for path, concern in objects(diary, "concerns"):
        yield from _concern(concern, path, days)
        first_noticed = as_day(concern.get("first_noticed_on"))
        for entry_path, entry in objects(concern, "entries", path):
            yield from _entry(entry, entry_path, days, first_noticed)
    for path, note in objects(diary, "day_notes"):
        yield from _day_note(note, path, days)
    for path, exposure in objects(diary, "exposures"):
        yield from _texts(exposure, path, "name", "notes")
        yield from days.written(exposure, "date", path)
    for path, visit in objects(diary, "visits"):
        yield from _visit(visit, path, days)
    for path, question in objects(diary, "questions"):
        yield from _texts(question, path, "text")
        yield from days.written(question, "asked_on", path)
    for path, acknowledgement in objects(diary, "acknowledgements"):
        yield from _texts(acknowledgement, path, "note", "author")
        yield from _word(acknowledgement, "rule", path, RULE_KEYS, _("unknown rule %(key)s"))
        yield from days.written(acknowledgement, "date", path)


def _child(child: Record, path: Path, today: date) -> Iterator[Found]:
    """The due date may lie on either side of the birth date."""
    keys = ("name", "allergies", "medicines", "feeding", "skin_tone", "history")
    yield from _texts(child, path, *keys)
    yield from _Days(None, today).written(child, "birth_date", path)


def _concern(concern: Record, path: Path, days: _Days) -> Iterator[Found]:
    yield from _texts(concern, path, "id", "title")
    yield from _condition(concern, path)
    yield from days.written(concern, "first_noticed_on", path)
    condition = CONDITIONS.get(as_text(concern.get("condition")) or "")
    if concern.get("milia_type") is not None and condition and condition.group != "milia":
        yield Found(
            (*path, "milia_type"),
            _("a type of milia on a condition that is none: %(key)s")
            % {"key": quoted(condition.key)},
        )
    for name_path, former_name in objects(concern, "former_names", path):
        yield from _condition(former_name, name_path)
        yield from days.written(former_name, "until", name_path)
    for care_path, care in objects(concern, "care", path):
        yield from _care(care, care_path, days)


def _care(care: Record, path: Path, days: _Days) -> Iterator[Found]:
    yield from _texts(care, path, "product", "notes")
    yield from days.written(care, "from", path)
    started, ended = as_day(care.get("from")), as_day(care.get("to"))
    if started and ended and ended < started:
        values = {"end": ended, "start": started}
        yield Found((*path, "to"), _("ends on %(end)s, before it begins on %(start)s") % values)


def _entry(entry: Record, path: Path, days: _Days, first_noticed: date | None) -> Iterator[Found]:
    yield from _texts(entry, path, "id", "notes", "author")
    yield from days.written(entry, "date", path)
    day = as_day(entry.get("date"))
    if day and first_noticed and day < first_noticed:
        values = {"day": day, "first": first_noticed}
        sentence = _("%(day)s is before the concern was first noticed, on %(first)s") % values
        yield Found((*path, "date"), sentence)
    if entry.get("status") == "clear" and entry.get("trend") is not None:
        yield Found((*path, "trend"), _("a trend belongs only to an entry that is present"))
    for spot_path, spot in objects(entry, "spots", path):
        yield from _spot(spot, spot_path)
    yield from _signs(entry, path)


def _day_note(note: Record, path: Path, days: _Days) -> Iterator[Found]:
    yield from _texts(note, path, "id", "notes", "author")
    yield from days.written(note, "date", path)
    yield from _signs(note, path)
    for key in as_object(note.get("signs")):
        if key in SIGNS and SIGNS[key].about != "child":
            sentence = _("this sign is about a spot; a day note takes only signs about the child")
            yield Found((*path, "signs", key), sentence)


def _spot(spot: Record, path: Path) -> Iterator[Found]:
    """A point on the body map is whole: x, y and the view they lie on."""
    yield from _texts(spot, path, "track")
    yield from _word(spot, "site", path, SITES, _("unknown site %(key)s"))
    count = spot.get("count")
    if isinstance(count, int | float) and count > LARGEST_COUNT:
        yield Found((*path, "count"), _("more than a diary can count"))
    given = [key for key in ("x", "y") if spot.get(key) is not None]
    if len(given) == 1:
        yield Found((*path, given[0]), _("x and y belong together"))
    elif given and spot.get("view") is None:
        yield Found((*path, "x"), _("x and y need the view on which they lie"))


def _visit(visit: Record, path: Path, days: _Days) -> Iterator[Found]:
    yield from _texts(visit, path, "who", "said")
    yield from days.written(visit, "date", path)
    day, again = as_day(visit.get("date")), as_day(visit.get("follow_up_on"))
    if day and again and again <= day:
        values = {"again": again, "day": day}
        sentence = _("the follow-up on %(again)s is not after the visit on %(day)s") % values
        yield Found((*path, "follow_up_on"), sentence)


def _condition(record: Record, path: Path) -> Iterator[Found]:
    yield from _word(record, "condition", path, CONDITIONS, _("unknown condition %(key)s"))


def _word(
    record: Record, key: str, path: Path, known: Container[str], sentence: str
) -> Iterator[Found]:
    word = as_text(record.get(key))
    if word is not None and word not in known:
        yield Found((*path, key), sentence % {"key": quoted(word)})


def _signs(record: Record, path: Path) -> Iterator[Found]:
    for key in as_object(record.get("signs")):
        if key not in SIGNS:
            yield Found((*path, "signs", key), _("unknown sign"))


def _texts(record: Record, path: Path, *keys: str) -> Iterator[Found]:
    for key in keys:
        length = len(as_text(record.get(key)) or "")
        longest = MAX_LENGTH.get(key, MAX_TEXT_LENGTH)
        if length > longest:
            values = {"length": length, "longest": longest}
            sentence = _("%(length)s characters; there is room for %(longest)s") % values
            yield Found((*path, key), sentence)
