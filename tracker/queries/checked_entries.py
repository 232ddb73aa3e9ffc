"""The entries that the timeline check reads: few of them, however long the diary is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from tracker.domain.rules import STANDARD_RULES
from tracker.domain.vocabulary import condition_of
from tracker.models import Child, Concern, DayNote, Entry, Spot

MAX_EARLIER_ENTRIES = 5_000
"""Where more of the other entries are needed, all are read: a query cannot name so many."""

DayRange = tuple[date, date]
"""The first and the last of some days."""


def checked_entries(
    child: Child,
    concerns: Sequence[Concern],
    spans: Collection[DayRange],
    with_signs: Iterable[int],
) -> QuerySet[Entry]:
    """Returns the entries that ``Timeline`` needs for the days of ``spans``.

    They are all those of the spans, and of the others: where the status changes, the last ones
    of each concern before a span and the first after it, those with an urgent sign or a tick, and
    those with a temperature or beside one.

    ``with_signs``: the primary keys of the entries with an urgent sign.

    Three queries, one more for each span, with a temperature, and with a tick of an urgent rule.
    """
    entries = Entry.objects.filter(concern__in=concerns)
    in_spans = reduce(or_, (Q(concern__in=concerns, day__range=span) for span in spans))
    changes = _changes(entries.filter(day__lt=max(first for first, _last in spans)))
    needed = needed_entries(child, concerns, spans, with_signs, changes)
    if len(needed) > MAX_EARLIER_ENTRIES:
        return entries
    # The databases use an index for each side, as the concerns are named in the spans alone.
    return Entry.objects.filter(in_spans | Q(pk__in=needed))


def needed_entries(
    child: Child,
    concerns: Sequence[Concern],
    spans: Collection[DayRange],
    with_signs: Iterable[int],
    changes: Iterable[int],
) -> set[int]:
    """Returns the entries that ``Timeline`` needs besides those of the spans."""
    earlier = Entry.objects.filter(
        concern__in=concerns, day__lt=max(first for first, _last in spans)
    )
    return {
        *changes,
        *(key for span in spans for key in _landmarks(concerns, span)),
        *with_signs,
        *_with_ticks(child, concerns, earlier),
        *_near_temperatures(child, earlier),
    }


def _changes(entries: QuerySet[Entry]) -> Iterator[int]:
    """Yields the first entries of each concern and those with another status than before."""
    in_order = entries.order_by("concern", "day", F("at").asc(nulls_first=True), "pk")
    rows = in_order.values_list("pk", "concern_id", "status").iterator()
    for _status, same in groupby(rows, key=itemgetter(1, 2)):
        yield next(same)[0]


def _landmarks(concerns: Sequence[Concern], span: DayRange) -> Iterator[int]:
    """Yields the entries whose day counts by itself.

    These are, of each concern, the last ones of the last two days with entries, the last present
    one and the last one on a trouble site, all before the span; the first one after it; and,
    since the day first noticed counts as present, the last one of that day and the first after it.
    """
    since, until = span
    own = Entry.objects.filter(concern=OuterRef("pk"))
    earlier = own.filter(day__lt=since).newest_first()
    before = Entry.objects.filter(concern=OuterRef("concern"), day__lt=OuterRef("day"))
    found = {
        "last": earlier.values("pk"),
        "last_of_day_before": earlier.annotate(
            before=Subquery(before.newest_first().values("pk")[:1])
        ).values("before"),
        "last_present": earlier.filter(status="present").values("pk"),
        "next": own.filter(day__gt=until).in_order().values("pk"),
        "noticed": own.filter(day=OuterRef("first_noticed_on")).newest_first().values("pk"),
        "after_noticed": own.filter(day__gt=OuterRef("first_noticed_on")).in_order().values("pk"),
    }
    if on_trouble := trouble_spots(concerns):
        found["on_trouble"] = earlier.filter(spots__in=Spot.objects.filter(on_trouble)).values("pk")
    rows = Concern.objects.filter(pk__in=[concern.pk for concern in concerns])
    rows = rows.annotate(**{name: Subquery(entries[:1]) for name, entries in found.items()})
    return (key for row in rows.values_list(*found) for key in row if key is not None)


def trouble_spots(concerns: Iterable[Concern]) -> Q:
    """Returns the condition for spots on the trouble sites of their concern; empty without any."""
    on_trouble = Q()
    for condition in {concern.condition for concern in concerns}:
        if sites := condition_of(condition).trouble_sites:
            on_trouble |= Q(entry__concern__condition=condition, site__in=sites)
    return on_trouble


def _with_ticks(
    child: Child, concerns: Sequence[Concern], entries: QuerySet[Entry]
) -> Iterator[int]:
    come_back = Entry.come_back.through._default_manager.filter(visit__child=child)
    yield from come_back.values_list("entry", flat=True)
    ticked = Q(pk__in=[])
    for rule in STANDARD_RULES.urgent_rules:
        if rule.tick:
            theirs = [row.pk for row in concerns if row.condition == rule.condition]
            ticked |= Q(concern__in=theirs, **{rule.tick: True})
    yield from entries.filter(ticked).values_list("pk", flat=True)


def _near_temperatures(child: Child, entries: QuerySet[Entry]) -> QuerySet[Any]:
    """Returns the entries of days with a temperature and of the days before: a rash is recent
    that was there on one of them.
    """
    written = Entry.objects.filter(concern__child=child, temperature_c__isnull=False)
    notes = DayNote.objects.filter(child=child, temperature_c__isnull=False)
    days = set(written.order_by().values_list("day").union(notes.order_by().values_list("day")))
    near = {day - timedelta(days=back) for (day,) in days for back in (0, 1)}
    return entries.filter(day__in=near).values_list("pk", flat=True)
