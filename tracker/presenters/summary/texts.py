"""Days, entries and signs as the short texts of the doctor's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.records import DayNote, Entry
from tracker.domain.sign_answers import ANSWER_LABELS, IN_ONE_LIST, NO_GLASS_TEST, as_asked
from tracker.domain.summary import SIGN_NAMES
from tracker.domain.vocabulary import APPEARANCES, GLASS_TEST, ITCHES, SEVERITIES, TICKS, TRENDS
from tracker.formats import short_day
from tracker.presenters.body_map import spot_text
from tracker.rendering import label, render
from tracker.safety_texts import safety_text

_DAYS_NAMED = 8
"""Of more days only the first, the last and their number are shown."""


@dataclass(frozen=True)
class Fact:
    label: str
    text: str


def kinds_text(kinds: Collection[str]) -> str:
    """Return why an entry or photo is shown, such as ``first, worst in this period``."""
    names = {
        "first": _("first"),
        "returned": _("first since it came back"),
        "strongest_before": _("worst before this period"),
        "strongest": _("worst in this period"),
        "latest": _("latest"),
        "picked": _("chosen by the parent"),
    }
    return ", ".join(name for kind, name in names.items() if kind in kinds)


def days_text(days: Sequence[date], today: date) -> str:
    """Return ascending days as ``3–5, 7 Mar, 2 Apr``; many days as their number and ends."""
    if len(days) > _DAYS_NAMED:
        values = {
            "n": len(days),
            "first": short_day(days[0], today),
            "last": short_day(days[-1], today),
        }
        return _("%(n)s days from %(first)s to %(last)s") % values
    return stretches_text(days, today)


def stretches_text(days: Sequence[date], today: date) -> str:
    """Return all of the days as ``3–5, 7 Mar, 2 Apr``."""
    months = groupby(_stretches(days), key=lambda stretch: (stretch[0].year, stretch[0].month))
    return ", ".join(_month_text(list(stretches), today) for _month, stretches in months)


def _month_text(stretches: Sequence[tuple[date, date]], today: date) -> str:
    *others, (first, last) = stretches
    texts = [str(a.day) if a == b else f"{a.day}–{b.day}" for a, b in others]
    end = short_day(last, today)
    texts.append(end if first == last else f"{first.day}–{end}")
    return ", ".join(texts)


def _stretches(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and last of consecutive days, split between months."""
    start: date | None = None
    last: date | None = None
    for day in days:
        if start and last and (day != last + timedelta(days=1) or day.month != last.month):
            yield start, last
            start = None
        start, last = start or day, day
    if start and last:
        yield start, last


def strength_text(entry: Entry) -> str:
    """Return, say, ``worse, bad, a little itchy, lost sleep``."""
    return ", ".join(_strength(entry))


def _strength(entry: Entry) -> Iterator[str]:
    if not entry.is_present:
        yield _("gone")
    if entry.trend is not None:
        yield label(TRENDS, entry.trend)
    if entry.severity is not None:
        yield render(SEVERITIES[entry.severity])
    if entry.itch is not None:
        yield render(ITCHES[entry.itch])
    yield from (render(text) for key, text in TICKS.items() if getattr(entry, key))


def appearance_text(keys: Iterable[str]) -> str:
    return ", ".join(label(APPEARANCES, key) for key in keys)


def entry_text(entry: Entry | DayNote) -> str:
    """Return an entry without day, temperature, signs that were seen, notes and author."""
    texts: list[str] = []
    if isinstance(entry, Entry):
        texts += [strength_text(entry) or _("still there"), appearance_text(entry.appearance)]
        texts += ["; ".join(spot_text(spot) for spot in entry.spots)]
    texts += asked_texts(entry)
    return " · ".join(text for text in texts if text)


def asked_texts(entry: Entry | DayNote) -> tuple[str, ...]:
    """Return how the signs were asked that were not seen, and the glass test.

    The signs are left out where one was seen.
    """
    answers = as_asked(entry.signs)
    glass = answers.pop(GLASS_TEST, None)
    count = Counter(answers.values())
    texts = []
    if count["no"] and not count["yes"] and glass != "yes":
        text = ngettext(
            "%(n)s urgent sign checked, not seen",
            "%(n)s urgent signs checked, none seen",
            count["no"],
        )
        texts.append(text % {"n": count["no"]})
    if count[IN_ONE_LIST] and not count["yes"]:
        text = _("%(n)s urgent signs asked about in one list, none ticked")
        texts.append(text % {"n": count[IN_ONE_LIST]})
    if glass == "no":
        texts.append(_("glass test: the dots faded"))
    if glass == NO_GLASS_TEST:
        texts.append(label(ANSWER_LABELS, glass))
    return tuple(texts)


@safety_text
def seen_text(entry: Entry | DayNote) -> str:
    """Return the labels of the signs that were seen."""
    seen = (key for key, answer in entry.signs.items() if answer == "yes")
    return ", ".join(label(SIGN_NAMES, key) for key in seen)
