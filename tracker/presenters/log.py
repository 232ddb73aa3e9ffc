"""Entries and day notes as dated rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.canonical import asked_once
from tracker.domain.spells import Spell
from tracker.domain.temperature import format_temperature
from tracker.domain.vocabulary import SIGNS, TEMPERATURE_PLACES
from tracker.formats import number_text, time_text, weekday_text
from tracker.presenters.body_map import spot_text
from tracker.presenters.summary.texts import appearance_text, asked_texts, strength_text
from tracker.rendering import label, render


@dataclass(frozen=True)
class EntryRow:
    """``day_number``: see the function of that name. ``asked``: how signs not seen were asked.
    ``come_back``: says that a reason to come back was ticked, empty where none was.
    """

    id: str
    day: str
    day_number: int | None
    time: str
    author: str
    is_clear: bool
    summary: str
    appearance: str
    places: tuple[str, ...]
    signs: tuple[str, ...]
    asked: tuple[str, ...]
    temperature: str
    notes: str
    come_back: str


def entry_row(entry: records.Entry, spells: Sequence[Spell], unit: str) -> EntryRow:
    entry = asked_once(entry)
    return EntryRow(
        id=entry.id or "",
        day=weekday_text(entry.day),
        day_number=day_number(entry, spells),
        time=time_text(entry.at),
        author=entry.author,
        is_clear=not entry.is_present,
        summary=strength_text(entry) or _("still there"),
        appearance=appearance_text(entry.appearance),
        places=tuple(spot_text(spot) for spot in entry.spots),
        signs=signs_seen(entry),
        asked=asked_texts(entry),
        temperature=temperature_text(entry.temperature_c, unit, entry.temperature_how),
        notes=entry.notes,
        come_back=_("Ticked: what the doctor said to come back for") if entry.come_back else "",
    )


def entry_rows(
    entries: Iterable[records.Entry], spells: Sequence[Spell], unit: str
) -> tuple[EntryRow, ...]:
    return tuple(entry_row(entry, spells, unit) for entry in entries)


def temperature_text(celsius: float | None, unit: str, how: str | None = None) -> str:
    """Return ``38.2 °C (ear)``, or °F, according to ``unit``; an empty text for None."""
    if celsius is None:
        return ""
    text = f"{number_text(format_temperature(celsius, unit))} °{unit}"
    return f"{text} ({label(TEMPERATURE_PLACES, how)})" if how else text


def signs_seen(entry: records.Entry | records.DayNote) -> tuple[str, ...]:
    """Return the labels of the signs that were seen, in the order of the vocabulary."""
    seen = {key for key, answer in entry.signs.items() if answer == "yes"}
    known = [render(sign.label) for key, sign in SIGNS.items() if key in seen]
    return (*known, *sorted(seen - SIGNS.keys()))


def day_number(entry: records.Entry, spells: Sequence[Spell]) -> int | None:
    """Return the day of the entry's spell, 1 on its onset; None where it was clear."""
    spell = next((row for row in reversed(spells) if row.onset <= entry.day), None)
    if spell is None or not entry.is_present:
        return None
    return (entry.day - spell.onset).days + 1
