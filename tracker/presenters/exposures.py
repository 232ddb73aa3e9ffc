"""What was eaten, used or happened, as marks of a chart and as the list below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from tracker.domain.triggers import same_name
from tracker.domain.vocabulary import EXPOSURE_KINDS
from tracker.formats import short_day, time_text
from tracker.models import Exposure
from tracker.presenters.charts import MarkedThing
from tracker.presenters.said import followed_text
from tracker.presenters.summary.texts import days_text
from tracker.rendering import label

MAX_LISTED = 8
"""How many are listed under a concern's chart; the timeline has them all."""


@dataclass(frozen=True)
class ExposureRow:
    """``followed``: what was seen, and how long after; empty for several days of one thing."""

    what: str
    when: str
    followed: str


@dataclass(frozen=True)
class ExposureList:
    """``more``: how many rows there is no room for; empty if all are listed."""

    rows: tuple[ExposureRow, ...]
    more: str


def exposure_list(exposures: Iterable[Exposure], today: date) -> ExposureList:
    """Return what something followed, each by itself, then the other things with their days."""
    exposures = list(exposures)
    telling = sorted(filter(followed_text, exposures), key=lambda row: row.day, reverse=True)
    others = _by_thing(row for row in exposures if not followed_text(row))
    rows = [
        *(
            ExposureRow(exposure_name(row), _when(row, today), followed_text(row))
            for row in telling
        ),
        *(
            ExposureRow(exposure_name(thing[-1]), days_text(_days(thing), today), "")
            for thing in others
        ),
    ]
    left = len(rows) - MAX_LISTED
    return ExposureList(
        rows=tuple(rows[:MAX_LISTED]),
        more=ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left} if left > 0 else "",
    )


def marked_things(exposures: Iterable[Exposure]) -> tuple[MarkedThing, ...]:
    """Return each thing with its days: first those that something followed, then the most often."""
    things = sorted(_by_thing(exposures), key=lambda rows: not any(map(followed_text, rows)))
    return tuple(MarkedThing(exposure_name(rows[-1]), tuple(_days(rows))) for rows in things)


def _by_thing(exposures: Iterable[Exposure]) -> list[list[Exposure]]:
    """Return the exposures by kind and name: first those of the most days, then the latest."""
    recorded: dict[tuple[str, str], list[Exposure]] = defaultdict(list)
    for row in sorted(exposures, key=lambda row: row.day):
        recorded[row.kind, same_name(row.name)].append(row)
    things = recorded.values()
    return sorted(things, key=lambda rows: (len(_days(rows)), rows[-1].day), reverse=True)


def _days(exposures: Iterable[Exposure]) -> list[date]:
    return sorted({row.day for row in exposures})


def _when(exposure: Exposure, today: date) -> str:
    return " ".join(filter(None, (short_day(exposure.day, today), time_text(exposure.at))))


def exposure_name(exposure: Exposure) -> str:
    """Return what it was, or its kind where it has no name."""
    return exposure.name.strip() or label(EXPOSURE_KINDS, exposure.kind)
