"""A concern on the doctor's page: sentence, key entries, map, course, signs and care."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.phrases import Phrase
from tracker.domain.summary import ConcernSummary, CoursePoint, KeyEntry, Summary, TickCount
from tracker.domain.vocabulary import APPEARANCES, CARE_KINDS, ITCHES, OUTCOMES, TICKS
from tracker.formats import short_day
from tracker.presenters.body_map import BodyView, spot_text, views_with_dots
from tracker.presenters.charts import CourseChart, CourseFacts, MarkedThing, course_chart
from tracker.presenters.summary.photos import PhotoAddress, PhotoRow, photo_rows
from tracker.presenters.summary.reminders import due_text
from tracker.presenters.summary.signs import SignRow, short_sign_rows
from tracker.presenters.summary.texts import (
    Fact,
    appearance_text,
    kinds_text,
    strength_text,
)
from tracker.presenters.summary.week import week_text
from tracker.rendering import label, render

CHART_WIDTH = 350
"""In pixels, about the width that the chart has beside the map on paper."""
WIDE_CHART_WIDTH = 900
"""In pixels, about the width of the page."""
MAX_DAYS_BESIDE = 60
"""With entries on more days the chart is as wide as the page."""
MIN_DAYS_FOR_CHART = 3
"""With entries on fewer days there is no chart: the key entries show as much."""


@dataclass(frozen=True)
class KeyEntryRow:
    """The first, the strongest or the latest entry.

    ``dots``: how its spots are drawn on the map, "solid" or "dashed", or empty if they are not.
    They are numbered in the order of ``where``.
    """

    label: str
    day: str
    how: str
    where: tuple[str, ...]
    where_from: str
    dots: str


@dataclass(frozen=True)
class CareRow:
    """``number``: as in the chart."""

    number: int
    what: str
    when: str
    prescribed: bool
    outcome: str
    notes: str


@dataclass(frozen=True)
class Block:
    """One concern. ``narrow_chart``: for a phone, where ``chart`` is as wide as the page."""

    number: int
    title: str
    due: tuple[str, ...]
    sentence: str
    entries: tuple[KeyEntryRow, ...]
    views: tuple[BodyView, ...]
    map_caption: str
    chart: CourseChart | None
    narrow_chart: CourseChart | None
    signs: tuple[SignRow, ...]
    facts: tuple[Fact, ...]
    care: tuple[CareRow, ...]
    photos: tuple[PhotoRow, ...]


def block(
    number: int,
    concern: ConcernSummary,
    summary: Summary,
    photo_address: PhotoAddress,
    things: Sequence[MarkedThing] = (),
) -> Block:
    """Return one concern. ``things``: possible triggers to mark in its chart, by their letters."""
    today = summary.as_of
    is_wide = len(summary.days[concern.id]) > MAX_DAYS_BESIDE
    facts = _facts_of_chart(concern, summary)
    map_spots = _MapSpots.of(concern.key_entries)
    tone = summary.timeline.diary.child.map_tone
    return Block(
        number=number,
        title=render(concern.name),
        due=tuple(due_text(reminder, today) for reminder in concern.due),
        sentence=render(concern.sentence),
        entries=tuple(
            _entry_row(entry, map_spots.as_dots(entry), today) for entry in concern.key_entries
        ),
        views=map_spots.views(tone),
        map_caption=map_spots.caption(today),
        chart=_chart(facts, things, WIDE_CHART_WIDTH if is_wide else CHART_WIDTH),
        narrow_chart=_chart(facts, things, CHART_WIDTH) if is_wide else None,
        signs=short_sign_rows(concern.signs, today, concern.seen_earlier),
        facts=tuple(_facts(concern, today)),
        care=tuple(
            _care_row(number, care, today) for number, care in enumerate(concern.care, start=1)
        ),
        photos=photo_rows(concern.photos, photo_address, today),
    )


def chart_starts(summary: Summary) -> dict[str, date]:
    """Return the first day of the chart of each concern that has one."""
    courses = [summary.timeline.course(concern.id) for concern in summary.concerns]
    return {
        course.concern.id: course.begins_on
        for course in courses
        if len(summary.days[course.concern.id]) >= MIN_DAYS_FOR_CHART
    }


def _facts_of_chart(concern: ConcernSummary, summary: Summary) -> CourseFacts | None:
    days, timeline = summary.days[concern.id], summary.timeline
    if len(days) < MIN_DAYS_FOR_CHART:
        return None
    course = timeline.course(concern.id)
    return CourseFacts.of(course, concern.care, timeline, summary.as_of, days)


def _chart(
    facts: CourseFacts | None, things: Sequence[MarkedThing], width: float
) -> CourseChart | None:
    if facts is None:
        return None
    return course_chart(facts, things=things, width=width, compact=True)


@dataclass(frozen=True)
class _MapSpots:
    """The entries on the map: the latest with spots, and the first if a place of it is gone."""

    latest: KeyEntry | None
    first: KeyEntry | None

    @classmethod
    def of(cls, entries: Sequence[KeyEntry]) -> _MapSpots:
        placed = [entry for entry in entries if entry.spots]
        if not placed:
            return cls(None, None)
        first, latest = placed[0], placed[-1]
        elsewhere = _places(first) - _places(latest)
        return cls(latest, first if elsewhere else None)

    def views(self, tone: str) -> tuple[BodyView, ...]:
        if self.latest is None:
            return ()
        earlier = self.first.spots if self.first else ()
        return views_with_dots(self.latest.spots, earlier, tone=tone)

    def as_dots(self, entry: KeyEntry) -> str:
        if entry is self.latest:
            return "solid"
        return "dashed" if entry is self.first else ""

    def caption(self, today: date) -> str:
        if self.latest is None or self.latest.spots_on is None:
            return _("No place recorded.")
        values = {"day": short_day(self.latest.spots_on, today)}
        if self.first is None or self.first.spots_on is None:
            return _("Places as of %(day)s. Sides are the child's own.") % values
        values["first"] = short_day(self.first.spots_on, today)
        text = _("Places as of %(day)s; dashed: as of %(first)s. Sides are the child's own.")
        return text % values


def _places(entry: KeyEntry) -> set[tuple[str, str | None]]:
    return {(spot.site, spot.side) for spot in entry.spots}


def _entry_row(entry: KeyEntry, dots: str, today: date) -> KeyEntryRow:
    how = [strength_text(entry.entry), appearance_text(entry.entry.appearance)]
    where_from = ""
    if entry.spots_on is not None and entry.spots_on != entry.entry.day:
        where_from = _("as recorded on %(day)s") % {"day": short_day(entry.spots_on, today)}
    return KeyEntryRow(
        label=kinds_text(entry.kinds).capitalize(),
        day=short_day(entry.entry.day, today),
        how="; ".join(text for text in how if text) or _("still there"),
        where=tuple(spot_text(spot) for spot in entry.spots),
        where_from=where_from,
        dots=dots,
    )


def _facts(concern: ConcernSummary, today: date) -> Iterator[Fact]:
    yield Fact(_("Last 7 days"), week_text(concern.week))
    if concern.appearances:
        yield Fact(_("Appearance"), _ticked(concern.appearances, APPEARANCES))
    if concern.also_seen:
        yield Fact(_("Also"), _also_seen(concern.also_seen))
    itched = [point for point in concern.course if point.itch]
    if itched:
        most = max(itched, key=lambda point: point.itch or 0)
        values = {"itch": render(ITCHES[most.itch or 0]), "day": short_day(most.day, today)}
        text = ngettext(
            "on %(n)s day, at most “%(itch)s” (%(day)s)",
            "on %(n)s days, at most “%(itch)s” (%(day)s)",
            len(itched),
        )
        yield Fact(_("Itch"), text % {**values, "n": len(itched)})
    spread = "; ".join(_spread(concern.course, today))
    if spread:
        yield Fact(_("Spread"), spread)
    if not concern.care:
        yield Fact(_("Treatment tried"), _("none recorded"))


def _ticked(ticks: Iterable[TickCount], names: Mapping[str, Phrase]) -> str:
    """Return, say, ``raised on 12 days, white on 3``."""
    first, *others = ticks
    text = ngettext("%(what)s on %(n)s day", "%(what)s on %(n)s days", first.days)
    texts = [text % {"what": label(names, first.key), "n": first.days}]
    for tick in others:
        texts.append(_("%(what)s on %(n)s") % {"what": label(names, tick.key), "n": tick.days})
    return ", ".join(texts)


def _also_seen(questions: Sequence[TickCount]) -> str:
    """Return, say, ``of the days with an answer: scratched 3 of 5, bleeding 0 of 4``.

    Without any no, as in a diary of before there was one, the number of answers says nothing.
    """
    if all(question.days == question.answered for question in questions):
        return _ticked(questions, TICKS)
    texts = (
        _("%(what)s on %(n)s of %(answered)s")
        % {"what": label(TICKS, row.key), "n": row.days, "answered": row.answered}
        for row in questions
    )
    return _("of the days with an answer: %(counts)s") % {"counts": ", ".join(texts)}


def _spread(course: Sequence[CoursePoint], today: date) -> Iterator[str]:
    """Yield number of places, number of spots and size in mm: first, highest and last."""
    for name, values in (
        (_("places"), [(point.day, point.places) for point in course]),
        (_("spots"), [(point.day, point.count) for point in course]),
        (_("largest, in mm:"), [(point.day, point.size_mm) for point in course]),
    ):
        known = [(day, number) for day, number in values if number is not None]
        if not known:
            continue
        peak = max(known, key=lambda pair: pair[1])
        points = dict.fromkeys([known[0], peak, known[-1]])
        numbers = " → ".join(f"{number:g} ({short_day(day, today)})" for day, number in points)
        yield f"{name} {numbers}"


def _care_row(number: int, care: records.Care, today: date) -> CareRow:
    kind = label(CARE_KINDS, care.kind)
    return CareRow(
        number=number,
        what=f"{kind}: {care.product}" if care.product else kind,
        when=_when(care, today),
        prescribed=care.prescribed,
        outcome=label(OUTCOMES, care.outcome) or _("not recorded"),
        notes=care.notes,
    )


def _when(care: records.Care, today: date) -> str:
    start = short_day(care.started_on, today)
    if care.ended_on is None:
        return _("since %(day)s") % {"day": start}
    if care.ended_on == care.started_on:
        return start
    if care.ended_on.year == care.started_on.year:
        start = short_day(care.started_on, care.started_on)
    return f"{start} – {short_day(care.ended_on, today)}"
