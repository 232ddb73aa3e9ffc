"""Which children may have an open emergency or same-day flag, asked without reading a diary."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tracker.domain.rules import STANDARD_RULES
from tracker.domain.vocabulary import CONDITIONS, Level
from tracker.models import Concern, DayNote, Entry, Sign, Visit

_TEMPERATURE_RULES = [rule for rule in STANDARD_RULES.urgent_rules if rule.level >= Level.SAME_DAY]
FEVER_FROM = min(row.temperature_from for row in _TEMPERATURE_RULES if row.temperature_from)
LOW_BELOW = max(row.temperature_below for row in _TEMPERATURE_RULES if row.temperature_below)
"""The bounds (°C) beyond which a temperature can be urgent at some age. No host changes them."""

SEEN_THE_SAME_DAY = [
    key
    for key, row in CONDITIONS.items()
    if row.first_sight and row.first_sight.level >= Level.SAME_DAY
]
"""Conditions that are to be seen the same day, at some age."""

FARTHEST_BEHIND = timedelta(hours=12)
"""How far the last time zone is behind UTC."""


def may_be_urgent(now: datetime) -> Q:
    """Returns the condition for a child that may have an open emergency or same-day flag.

    True wherever the timeline check finds one; it may also be true where the check finds none, so
    ask the check then. It knows no ages and no acknowledgements. ``now`` is aware.
    """
    today = (now - now.utcoffset() - FARTHEST_BEHIND).date()  # type: ignore[operator]
    notes = DayNote.objects.filter(_may_be_urgent_note(), child=OuterRef("pk"))
    entries = Entry.objects.filter(concern__child=OuterRef("pk"), concern__deleted_at=None)
    unanswered = entries.filter(~Exists(_visits_after(today, "concern__child").filter(_about())))
    return Q(
        Exists(notes.filter(~Exists(_visits_after(today).filter(_about_the_child()))))
        | Exists(unanswered.filter(_HAS_URGENT_TEMPERATURE))
        | Exists(unanswered.filter(signs__answer="yes"))
        | Exists(_concerns_going_on(today))
    )


# "not null" lets the databases use the index of the few entries with a temperature.
_HAS_URGENT_TEMPERATURE = Q(temperature_c__isnull=False) & (
    Q(temperature_c__gte=FEVER_FROM) | Q(temperature_c__lt=LOW_BELOW)
)


def _may_be_urgent_note() -> Q:
    seen = Sign.objects.filter(day_note=OuterRef("pk"), answer="yes")
    return _HAS_URGENT_TEMPERATURE | Q(Exists(seen))


def _visits_after(today: date, child: str = "child") -> QuerySet[Visit]:
    """Returns the visits after the entry or day note of the outer query, up to ``today``."""
    later = Q(day__gt=OuterRef("day")) | Q(day=OuterRef("day"), at__gt=OuterRef("at"))
    visits: QuerySet[Visit] = Visit.objects.filter(later, child=OuterRef(child), day__lte=today)
    return visits


def _about() -> Q:
    """Returns the condition for a visit about the outer entry's concern, or none in particular."""
    links = Visit.concerns.through._default_manager.filter(visit=OuterRef("pk"))
    same = links.filter(concern=OuterRef(OuterRef("concern")))
    return Q(Exists(same)) | ~Q(Exists(links))


def _about_the_child() -> Q:
    """Returns the condition for a visit that is shown; one about deleted concerns alone is not."""
    links = Visit.concerns.through._default_manager.filter(visit=OuterRef("pk"))
    return Q(Exists(links.filter(concern__deleted_at=None))) | ~Q(Exists(links))


def _concerns_going_on(today: date) -> QuerySet[Concern]:
    """Returns the child's concerns that are to be seen the same day and may be going on."""
    newest = Entry.objects.filter(concern=OuterRef("pk")).newest_first()
    concerns = Concern.objects.filter(child=OuterRef("pk"), condition__in=SEEN_THE_SAME_DAY)
    last = concerns.annotate(
        last_status=Subquery(newest.values("status")[:1]),
        last_day=Subquery(newest.values("day")[:1]),
    )
    going_on: QuerySet[Concern] = last.filter(
        Q(last_status=None) | Q(last_status="present") | Q(last_day__gt=today)
    )
    return going_on
