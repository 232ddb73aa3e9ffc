"""One concern on the doctor's page: its sentence, looks, map, course, signs and care."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.summary import ConcernSummary, CoursePoint, KeyLook, Summary, Ticked
from tracker.domain.vocabulary import APPEARANCES, CARE_KINDS, ITCHES, OUTCOMES
from tracker.presenters.body_dots import BodyView, spot_text, views_with_dots
from tracker.presenters.charts import CourseChart, course_chart
from tracker.presenters.summary.signs import SignRow, glass_test, sign_rows
from tracker.presenters.summary.texts import Fact, also_label, appearance_text, strength_text
from tracker.presenters.words import label, say, short_day

CHART_WIDTH = 430
"""About the width that the chart has beside the map on paper, in pixels."""


@dataclass(frozen=True)
class LookRow:
    """The first, the strongest or the latest look; ``where`` numbers the spots of the map."""

    label: str
    day: str
    how: str
    where: tuple[str, ...]
    where_from: str
    on_map: bool


@dataclass(frozen=True)
class CareRow:
    what: str
    when: str
    prescribed: str
    outcome: str
    notes: str


@dataclass(frozen=True)
class Block:
    """One concern."""

    number: int
    title: str
    sentence: str
    looks: tuple[LookRow, ...]
    views: tuple[BodyView, ...]
    map_caption: str
    chart: CourseChart
    signs: tuple[SignRow, ...]
    glass_test: str
    facts: tuple[Fact, ...]
    care: tuple[CareRow, ...]


def block(number: int, concern: ConcernSummary, summary: Summary) -> Block:
    today = summary.as_of
    placed = [look for look in concern.key_looks if look.spots_on == look.entry.day]
    latest = concern.key_looks[-1] if concern.key_looks else None
    mapped = latest if latest and latest.spots else None
    return Block(
        number=number,
        title=say(concern.name),
        sentence=say(concern.sentence),
        looks=tuple(_look_row(look, look is mapped, today) for look in concern.key_looks),
        views=_views(mapped, placed),
        map_caption=_map_caption(mapped, placed, today),
        chart=course_chart(
            concern.record, summary.timeline, today, width=CHART_WIDTH, compact=True
        ),
        signs=sign_rows(concern.signs, today),
        glass_test=glass_test(concern.signs, today),
        facts=tuple(_facts(concern, today)),
        care=tuple(_care_row(care, today) for care in concern.care),
    )


def _views(mapped: KeyLook | None, placed: Sequence[KeyLook]) -> tuple[BodyView, ...]:
    """The latest places, with the first ones faded behind them where they were others."""
    if mapped is None:
        return ()
    first = _first_elsewhere(mapped, placed)
    return views_with_dots(mapped.spots, first.spots if first else ())


def _first_elsewhere(mapped: KeyLook, placed: Sequence[KeyLook]) -> KeyLook | None:
    first = placed[0] if placed else None
    return first if first and first.spots != mapped.spots else None


def _map_caption(mapped: KeyLook | None, placed: Sequence[KeyLook], today: date) -> str:
    if mapped is None or mapped.spots_on is None:
        return _("No place was written.")
    first = _first_elsewhere(mapped, placed)
    values = {"day": short_day(mapped.spots_on, today)}
    if first is None:
        return _("Places as of %(day)s. Sides are the child's own.") % values
    values["first"] = short_day(first.entry.day, today)
    return _("Places as of %(day)s; dashed: as of %(first)s. Sides are the child's own.") % values


def _look_row(look: KeyLook, on_map: bool, today: date) -> LookRow:
    kinds = {"first": _("first"), "strongest": _("strongest"), "latest": _("latest")}
    how = [strength_text(look.entry), appearance_text(look.entry.appearance)]
    where_from = ""
    if look.spots_on is not None and look.spots_on != look.entry.day:
        where_from = _("as written on %(day)s") % {"day": short_day(look.spots_on, today)}
    return LookRow(
        label=", ".join(kinds[kind] for kind in look.kinds).capitalize(),
        day=short_day(look.entry.day, today),
        how="; ".join(text for text in how if text) or _("still there"),
        where=tuple(spot_text(spot) for spot in look.spots),
        where_from=where_from,
        on_map=on_map,
    )


def _facts(concern: ConcernSummary, today: date) -> Iterator[Fact]:
    if concern.appearances:
        yield Fact(_("Looked"), _ticked(concern.appearances, _appearance, concern))
    if concern.also_seen:
        yield Fact(_("Also"), _ticked(concern.also_seen, also_label, concern))
    itched = [point for point in concern.course if point.itch]
    if itched:
        most = max(itched, key=lambda point: point.itch or 0)
        values = {"itch": say(ITCHES[most.itch or 0]), "day": short_day(most.day, today)}
        text = ngettext(
            "on %(n)s day, at most “%(itch)s” (%(day)s)",
            "on %(n)s days, at most “%(itch)s” (%(day)s)",
            len(itched),
        )
        yield Fact(_("Itch"), text % {**values, "n": len(itched)})
    spread = "; ".join(_spread(concern.course, today))
    if spread:
        yield Fact(_("Spread"), spread)


def _appearance(key: str) -> str:
    return label(APPEARANCES, key)


def _ticked(ticks: Iterable[Ticked], name: Callable[[str], str], concern: ConcernSummary) -> str:
    """``raised (12), white (3); of 31 days with an entry``."""
    told = ", ".join(f"{name(tick.key)} ({tick.days})" for tick in ticks)
    values = {"ticks": told, "n": len(concern.course)}
    text = ngettext(
        "%(ticks)s; of %(n)s day with an entry",
        "%(ticks)s; of %(n)s days with an entry",
        len(concern.course),
    )
    return text % values


def _spread(course: Sequence[CoursePoint], today: date) -> Iterator[str]:
    """How many places, how many spots and how big: at first, at most and last."""
    for name, given in (
        (_("places"), [(point.day, point.places) for point in course]),
        (_("spots"), [(point.day, point.count) for point in course]),
        (_("largest mm"), [(point.day, point.size_mm) for point in course]),
    ):
        known = [(day, number) for day, number in given if number is not None]
        if not known:
            continue
        peak = max(known, key=lambda pair: pair[1])
        told = dict.fromkeys([known[0], peak, known[-1]])
        numbers = " → ".join(f"{number:g} ({short_day(day, today)})" for day, number in told)
        yield f"{name} {numbers}"


def _care_row(care: records.Care, today: date) -> CareRow:
    kind = label(CARE_KINDS, care.kind)
    return CareRow(
        what=f"{kind}: {care.product}" if care.product else kind,
        when=_when(care, today),
        prescribed=_("yes") if care.prescribed else _("no"),
        outcome=label(OUTCOMES, care.outcome) or _("not written"),
        notes=care.notes,
    )


def _when(care: records.Care, today: date) -> str:
    start = short_day(care.started_on, today)
    if care.ended_on is None:
        return _("since %(day)s") % {"day": start}
    if care.ended_on == care.started_on:
        return start
    return f"{start} – {short_day(care.ended_on, today)}"
