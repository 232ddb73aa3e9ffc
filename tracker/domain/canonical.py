"""The canonical form of a diary: a fixed order of its lists and one spelling of its ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from tracker.domain.records import Concern, DayNote, Diary, Entry, Exposure, Visit, moment
from tracker.domain.spells import sorted_entries
from tracker.domain.vocabulary import APPEARANCES, ATOPIES, SIGNS, SIGNS_OF_VERSION_1

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


def is_uuid(text: str) -> bool:
    """Return whether the text is a UUID, in upper or lower case, with or without hyphens."""
    return _UUID.fullmatch(text) is not None


def canonical_id(text: str) -> str:
    """Return a UUID in lower case with hyphens, any other id unchanged."""
    if not is_uuid(text):
        return text
    digits = text.replace("-", "").lower()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def canonical(diary: Diary) -> Diary:
    """Return the diary with every list in a fixed order.

    Dated records are sorted by day, then time (none first); the sort is stable. Ticked keys are
    sorted in the order of the vocabulary. A visit or exposure lists each concern once, in the order
    of the concerns; an entry lists visits by their id. Authors are
    sorted by name, the last of one name. Concerns, former names, spots and questions
    keep their order. Raises KeyError for a concern that the diary does not have.
    """
    positions = {concern.id: index for index, concern in enumerate(diary.concerns)}

    def concerns_of(record: Exposure | Visit) -> tuple[str, ...]:
        return tuple(sorted(set(record.concerns), key=positions.__getitem__))

    authors = {author.name: author for author in diary.authors}
    return replace(
        diary,
        child=replace(
            diary.child,
            family_atopy=_sorted_keys(diary.child.family_atopy, _atopy_order),
            weights=tuple(sorted(diary.child.weights, key=lambda weight: weight.day)),
        ),
        concerns=tuple(_concern(concern) for concern in diary.concerns),
        day_notes=tuple(
            replace(note, signs=_signs(note.signs)) for note in sorted(diary.day_notes, key=_moment)
        ),
        exposures=tuple(
            replace(exposure, concerns=concerns_of(exposure))
            for exposure in sorted(diary.exposures, key=_moment)
        ),
        visits=tuple(
            replace(
                visit,
                concerns=concerns_of(visit),
                come_back_if=in_order_of_signs(visit.come_back_if),
            )
            for visit in sorted(diary.visits, key=_moment)
        ),
        acknowledgements=tuple(sorted(diary.acknowledgements, key=lambda ack: ack.day)),
        authors=tuple(author for _name, author in sorted(authors.items())),
    )


def _moment(record: DayNote | Exposure | Visit) -> tuple[object, ...]:
    return moment(record.day, record.at)


def _concern(concern: Concern) -> Concern:
    return replace(
        concern,
        entries=tuple(canonical_entry(entry) for entry in sorted_entries(concern.entries)),
        care=tuple(sorted(concern.care, key=lambda care: care.started_on)),
    )


def canonical_entry(entry: Entry) -> Entry:
    """Return the entry with its appearance and signs in the order of the vocabulary."""
    if _is_in_order(entry.appearance, tuple(entry.signs), entry.come_back):
        return entry
    return replace(
        entry,
        appearance=_sorted_keys(entry.appearance, _appearance_order),
        signs=_signs(entry.signs),
        come_back=tuple(sorted(set(entry.come_back))),
    )


@lru_cache(maxsize=1_000)
def _is_in_order(
    appearance: tuple[str, ...], signs: tuple[str, ...], come_back: tuple[str, ...]
) -> bool:
    return (
        appearance == _sorted_keys(appearance, _appearance_order)
        and signs == tuple(sorted(signs, key=_sign_order))
        and come_back == tuple(sorted(set(come_back)))
    )


_DRY = "dry"
"""A key of ``APPEARANCES`` and a yes/no question. The form asks the question alone."""


def asked_once(entry: Entry) -> Entry:
    """Return the entry with "dry" as the answer to its question, and not among its looks.

    Earlier forms asked both, so a stored entry may have either. Ticked as a look it is a yes,
    whatever the question was answered with.
    """
    if _DRY not in entry.appearance:
        return entry
    others = tuple(key for key in entry.appearance if key != _DRY)
    return replace(entry, dry=True, appearance=others)


def as_stored(entry: Entry, stored: Entry) -> Entry:
    """Return a changed entry with "dry" among its looks, if it was there and it is still dry.

    So an entry that is saved without a change stays what it was.
    """
    if _DRY not in stored.appearance or not entry.dry:
        return entry
    looks = _sorted_keys((*entry.appearance, _DRY), _appearance_order)
    return replace(entry, dry=stored.dry, appearance=looks)


def in_order_of_signs(keys: Iterable[str]) -> tuple[str, ...]:
    """Return each sign once, in the order of the vocabulary."""
    return _sorted_keys(keys, _sign_order)


SortKey = Callable[[str], tuple[int, str]]


def _sorted_keys(keys: Iterable[str], sort_key: SortKey) -> tuple[str, ...]:
    return tuple(sorted(set(keys), key=sort_key))


def _signs(answers: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(answers.items(), key=lambda answer: _sign_order(answer[0])))


def _vocabulary_order(vocabulary: Iterable[str]) -> SortKey:
    """Return a sort key; keys that this version does not know sort last."""
    positions = {key: index for index, key in enumerate(vocabulary)}
    return lambda key: (positions.get(key, len(positions)), key)


_appearance_order = _vocabulary_order(APPEARANCES)
_atopy_order = _vocabulary_order(ATOPIES)
_sign_order = _vocabulary_order(dict.fromkeys((*SIGNS_OF_VERSION_1, *SIGNS)))
"""Those of the first version come first, so that a file of that time keeps its bytes."""
