"""Looking at the photos of a concern: all of them, one at a time, two together, one after another.

Each page gives them in the order in which they were taken.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.domain.spells import Spell
from tracker.models import Concern
from tracker.presenters.log import look_row
from tracker.presenters.photos import PhotoCard, choices_of, pair_of, photo_cards, place_of
from tracker.queries.course import spells_of
from tracker.queries.diaries import entry_as_written
from tracker.queries.photos import photos_of
from tracker.views.guards import Here, reader
from tracker.views.photos import photo_of
from tracker.words import title_of


@reader
@require_safe
def concern_photos(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    """All photos, the newest first or the oldest."""
    row = here.concern(concern)
    cards = _cards(here, row, spells_of(row, here.today))
    oldest_first = request.GET.get("order") == "oldest"
    context = {
        **_frame(here, row),
        "cards": cards if oldest_first else cards[::-1],
        "oldest_first": oldest_first,
    }
    return render(request, "photos/all.html", context)


@reader
@require_safe
def film(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    row = here.concern(concern)
    cards = _cards(here, row, spells_of(row, here.today))
    context = {
        **_frame(here, row),
        "cards": cards,
        "last": len(cards) - 1,
        "is_private": any(card.is_private for card in cards),
    }
    return render(request, "photos/film.html", context)


@reader
@require_safe
def compare(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    """Two photos at the same width: those of ``a`` and ``b``, or else the first and the last."""
    row = here.concern(concern)
    cards = _cards(here, row, spells_of(row, here.today))
    context = {
        **_frame(here, row),
        "pair": pair_of(cards, request.GET.get("a", ""), request.GET.get("b", "")),
        "choices": choices_of(cards),
    }
    return render(request, "photos/compare.html", context)


@reader
@require_safe
def look(request: HttpRequest, here: Here, photo: UUID) -> HttpResponse:
    """One photo, large, with what was written that day."""
    row = photo_of(here, photo)
    concern = row.entry.concern
    known = spells_of(concern, here.today)
    place = place_of(_cards(here, concern, known), str(row.uuid))
    context = {
        **_frame(here, concern),
        "place": place,
        "card": place.card,
        "row": look_row(entry_as_written(row.entry), known, here.family.temperature_unit),
    }
    return render(request, "photos/look.html", context)


def _cards(here: Here, concern: Concern, known: tuple[Spell, ...]) -> tuple[PhotoCard, ...]:
    return photo_cards(photos_of(concern), known, here.today)


def _frame(here: Here, concern: Concern) -> dict[str, object]:
    return {"here": here, "tab": "", "concern": concern, "title": title_of(concern)}
