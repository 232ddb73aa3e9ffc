"""What was eaten, used or happened on the doctor's page: texts, and the letters in the charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.records import Exposure
from tracker.domain.summary import Summary
from tracker.domain.vocabulary import EXPOSURE_KINDS
from tracker.formats import short_day, time_text
from tracker.presenters.charts import MarkedThing
from tracker.presenters.said import followed_text
from tracker.presenters.summary.texts import Fact, days_text
from tracker.rendering import joined, label, title_of

MAX_LISTED = 8
"""How many of vaccines, of illnesses and of the others are listed. The rest are counted."""
MAX_LETTERED = 6
"""How many have a letter in the charts, so that these stay low."""
_KINDS_LEFT_OUT = ("vaccine", "illness", "other")
"""Kinds of exposure that are shown by their name alone."""


@dataclass(frozen=True)
class _Item:
    """What is told in one text: one exposure with its details, or all of a name without any."""

    text: str
    exposures: tuple[Exposure, ...]

    @property
    def weight(self) -> tuple[bool, int, date]:
        """What something followed weighs most, then what was recorded on the most days."""
        days = {row.day for row in self.exposures}
        return any(map(followed_text, self.exposures)), len(days), max(days)

    def days_for(self, concern: str, begins_on: date) -> tuple[date, ...]:
        """Return the days to mark for a concern: of its own exposures and of those of none."""
        about = (row for row in self.exposures if not row.concerns or concern in row.concerns)
        return tuple(sorted({row.day for row in about if row.day >= begins_on}))


@dataclass(frozen=True)
class ExposureTexts:
    """``facts``: one text a group. ``things``: what each chart marks, by the concern's id."""

    facts: tuple[Fact, ...]
    things: Mapping[str, tuple[MarkedThing, ...]]


def exposure_texts(summary: Summary, begins_on: Mapping[str, date]) -> ExposureTexts:
    """Return the texts, with a letter before each that is marked in a chart.

    ``begins_on``: the first day of each chart, by the concern's id.
    """
    groups = (
        (_("Vaccines"), summary.vaccines),
        (_("Illness"), summary.illnesses),
        (_("Possible triggers"), summary.exposures),
    )
    items = {title: _items(rows, summary) for title, rows in groups}
    listed = {title: _weightiest(rows, MAX_LISTED) for title, rows in items.items()}
    marked = [
        item
        for rows in listed.values()
        for item in rows
        if any(item.days_for(*chart) for chart in begins_on.items())
    ]
    lettered = dict(zip(ascii_uppercase, _weightiest(marked, MAX_LETTERED), strict=False))
    letters = {id(item): letter for letter, item in lettered.items()}
    facts = (
        Fact(title, _text(rows, letters, len(items[title]) - len(rows)))
        for title, rows in listed.items()
        if rows or title != _("Possible triggers")
    )
    things = {
        concern: tuple(
            MarkedThing(letter, days)
            for letter, item in lettered.items()
            if (days := item.days_for(concern, begins))
        )
        for concern, begins in begins_on.items()
    }
    return ExposureTexts(tuple(facts), things)


def titles_to_name(summary: Summary) -> dict[str, str]:
    """Return titles of the chosen concerns by id; none if there is only one."""
    chosen = summary.choice.concerns
    titles = {
        concern.id: title_of(concern)
        for concern in summary.timeline.diary.concerns
        if chosen is None or concern.id in chosen
    }
    return titles if len(titles) > 1 else {}


def _items(exposures: Iterable[Exposure], summary: Summary) -> list[_Item]:
    """Return what is told by itself, then what is grouped by kind and name."""
    today, titles = summary.as_of, titles_to_name(summary)
    named: dict[str, list[Exposure]] = defaultdict(list)
    items = []
    for exposure in exposures:
        more = [text for text in (followed_text(exposure), exposure.notes) if text]
        if not more:
            named[_name(exposure)].append(exposure)
            continue
        when = " ".join(filter(None, (short_day(exposure.day, today), time_text(exposure.at))))
        about = ", ".join(titles[concern] for concern in exposure.concerns if concern in titles)
        about = _("about %(concerns)s") % {"concerns": about} if about else ""
        what = ", ".join(filter(None, (_name(exposure), when, about)))
        items.append(_Item(joined((what, *more), ". "), (exposure,)))
    for name, rows in named.items():
        days = days_text(sorted({row.day for row in rows}), today)
        items.append(_Item(f"{name} ({days})", tuple(rows)))
    return items


def _weightiest(items: Sequence[_Item], number: int) -> list[_Item]:
    """Return so many of the items, in their order. The lightest are left out."""
    kept = sorted(items, key=lambda item: item.weight, reverse=True)[:number]
    return [item for item in items if any(item is other for other in kept)]


def _text(items: Iterable[_Item], letters: Mapping[int, str], left: int) -> str:
    texts = [
        f"({letters[id(item)]}) {item.text}" if id(item) in letters else item.text for item in items
    ]
    if left:
        texts.append(ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left})
    return joined(texts) or _("none recorded")


def _name(exposure: Exposure) -> str:
    kind = label(EXPOSURE_KINDS, exposure.kind)
    if not exposure.name:
        return kind
    return exposure.name if exposure.kind in _KINDS_LEFT_OUT else f"{kind}: {exposure.name}"
