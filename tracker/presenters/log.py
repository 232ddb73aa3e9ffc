"""What was written down, one dated row after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.spells import Spell
from tracker.domain.temperature import written
from tracker.domain.vocabulary import SIGNS
from tracker.presenters.body_map import spot_text
from tracker.presenters.summary.texts import appearance_text, strength_text, time_text
from tracker.words import say


@dataclass(frozen=True)
class LookRow:
    """``day_number`` counts from the onset of its spell; None where it was clear."""

    id: str
    day: str
    day_number: int | None
    time: str
    author: str
    is_clear: bool
    says: str
    looks_like: str
    places: tuple[str, ...]
    signs: tuple[str, ...]
    no_sign: bool
    temperature: str
    notes: str


def look_row(look: records.Entry, spells: Sequence[Spell], unit: str) -> LookRow:
    return LookRow(
        id=look.id or "",
        day=weekday_text(look.day),
        day_number=day_number(look, spells),
        time=time_text(look.at),
        author=look.author,
        is_clear=not look.is_present,
        says=strength_text(look) or _("still there"),
        looks_like=appearance_text(look.appearance),
        places=tuple(spot_text(spot) for spot in look.spots),
        signs=signs_seen(look),
        no_sign=no_sign_seen(look),
        temperature=temperature_text(look.temperature_c, unit),
        notes=look.notes,
    )


def look_rows(
    looks: Iterable[records.Entry], spells: Sequence[Spell], unit: str
) -> tuple[LookRow, ...]:
    return tuple(look_row(look, spells, unit) for look in looks)


def weekday_text(day: date) -> str:
    """``Tue 3 March 2026``."""
    return date_format(day, "D j F Y")


def temperature_text(celsius: float | None, unit: str) -> str:
    """As the family measures: ``38.2 °C``; nothing for None."""
    return "" if celsius is None else f"{written(celsius, unit)} °{unit}"


def signs_seen(look: records.Entry | records.DayNote) -> tuple[str, ...]:
    """The urgent signs that were seen, in their order."""
    seen = {key for key, answer in look.signs.items() if answer == "yes"}
    known = [say(sign.label) for key, sign in SIGNS.items() if key in seen]
    return (*known, *sorted(seen - SIGNS.keys()))


def no_sign_seen(look: records.Entry | records.DayNote) -> bool:
    """Somebody looked for signs and saw none."""
    answers = set(look.signs.values())
    return "no" in answers and "yes" not in answers


def day_number(look: records.Entry, spells: Sequence[Spell]) -> int | None:
    """Counted from the onset of the look's spell, which is day 1; None where it was clear."""
    spell = next((row for row in reversed(spells) if row.onset <= look.day), None)
    if spell is None or not look.is_present:
        return None
    return (look.day - spell.onset).days + 1
