"""One form for diaries that say the same: the order of their lists, the spelling of their ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tracker.domain.records import Concern, DayNote, Diary, Entry, Visit, moment
from tracker.domain.spells import in_order
from tracker.domain.vocabulary import APPEARANCES, ATOPIES, SIGNS

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


def is_uuid(text: str) -> bool:
    """A UUID in either case, with hyphens or without."""
    return _UUID.fullmatch(text) is not None


def canonical_id(text: str) -> str:
    """The id by which two ids are compared: two spellings of one UUID are one id."""
    if not is_uuid(text):
        return text
    digits = text.replace("-", "").lower()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def canonical(diary: Diary) -> Diary:
    """The same diary with every list in its fixed order.

    What is dated stands by day, then time (none first), then as written; ticked words stand in
    the order of the vocabulary; a visit names each concern once, in the order of the concerns;
    concerns, former names, spots and questions stay as written.
    """
    places = {concern.id: place for place, concern in enumerate(diary.concerns)}
    return replace(
        diary,
        child=replace(diary.child, family_atopy=_ticked(diary.child.family_atopy, _atopy_place)),
        concerns=tuple(_concern(concern) for concern in diary.concerns),
        day_notes=tuple(
            replace(note, signs=_signs(note.signs)) for note in sorted(diary.day_notes, key=_moment)
        ),
        exposures=tuple(sorted(diary.exposures, key=lambda exposure: exposure.day)),
        visits=tuple(
            replace(visit, concerns=tuple(sorted(set(visit.concerns), key=places.__getitem__)))
            for visit in sorted(diary.visits, key=_moment)
        ),
        acknowledgements=tuple(sorted(diary.acknowledgements, key=lambda ack: ack.day)),
    )


def _moment(record: DayNote | Visit) -> tuple[object, ...]:
    return moment(record.day, record.at)


def _concern(concern: Concern) -> Concern:
    return replace(
        concern,
        entries=tuple(canonical_entry(entry) for entry in in_order(concern.entries)),
        care=tuple(sorted(concern.care, key=lambda care: care.started_on)),
    )


def canonical_entry(entry: Entry) -> Entry:
    """The same entry with what was ticked in the order of the vocabulary."""
    appearance = _ticked(entry.appearance, _appearance_place)
    return replace(entry, appearance=appearance, signs=_signs(entry.signs))


Place = Callable[[str], tuple[int, str]]


def _ticked(ticked: Iterable[str], place: Place) -> tuple[str, ...]:
    return tuple(sorted(set(ticked), key=place))


def _signs(answers: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(answers.items(), key=lambda answer: _sign_place(answer[0])))


def _in_order_of(words: Iterable[str]) -> Place:
    """A key to sort by; words of another version come last."""
    places = {word: place for place, word in enumerate(words)}
    return lambda word: (places.get(word, len(places)), word)


_appearance_place = _in_order_of(APPEARANCES)
_atopy_place = _in_order_of(ATOPIES)
_sign_place = _in_order_of(SIGNS)
