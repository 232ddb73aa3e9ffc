"""Pages of a concern's photos, by date: all, one, two side by side, and a slide show."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.domain import records
from tracker.domain.spells import Spell
from tracker.models import Concern
from tracker.presenters.log import entry_row
from tracker.presenters.photos import (
    PhotoCard,
    photo_cards,
    photo_choices,
    photo_pair,
    photo_position,
)
from tracker.queries.course import spells_of
from tracker.queries.photos import photos_of
from tracker.queries.records import full_record
from tracker.rendering import title_of
from tracker.views.access import ChildContext, reader


@reader
@require_safe
def concern_photos(
    request: HttpRequest, child_context: ChildContext, concern: UUID
) -> HttpResponse:
    """Shows all photos, newest first, or oldest first with ``?order=oldest``."""
    row = child_context.concern(concern)
    cards = _cards(child_context, row, spells_of(row, child_context.today))
    oldest_first = request.GET.get("order") == "oldest"
    context = {
        **_base_context(child_context, row),
        "cards": cards if oldest_first else cards[::-1],
        "oldest_first": oldest_first,
    }
    return render(request, "photos/all.html", context)


@reader
@require_safe
def film(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    row = child_context.concern(concern)
    cards = _cards(child_context, row, spells_of(row, child_context.today))
    context = {
        **_base_context(child_context, row),
        "cards": cards,
        "last": len(cards) - 1,
        "is_private": any(card.is_private for card in cards),
    }
    return render(request, "photos/film.html", context)


@reader
@require_safe
def compare(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    """Shows two photos at the same width: ``?a=`` and ``?b=``, or else the first and the last."""
    row = child_context.concern(concern)
    cards = _cards(child_context, row, spells_of(row, child_context.today))
    context = {
        **_base_context(child_context, row),
        "pair": photo_pair(cards, request.GET.get("a", ""), request.GET.get("b", "")),
        "choices": photo_choices(cards),
    }
    return render(request, "photos/compare.html", context)


@reader
@require_safe
def detail(request: HttpRequest, child_context: ChildContext, photo: UUID) -> HttpResponse:
    """Shows one large photo with its entry."""
    row = child_context.photo(photo)
    concern = row.entry.concern
    spells = spells_of(concern, child_context.today)
    place = photo_position(_cards(child_context, concern, spells), str(row.uuid))
    context = {
        **_base_context(child_context, concern),
        "place": place,
        "card": place.card,
        "row": entry_row(
            full_record(records.Entry, row.entry), spells, child_context.family.temperature_unit
        ),
    }
    return render(request, "photos/view.html", context)


def _cards(
    child_context: ChildContext, concern: Concern, spells: tuple[Spell, ...]
) -> tuple[PhotoCard, ...]:
    return photo_cards(photos_of(concern), spells, child_context.today)


def _base_context(child_context: ChildContext, concern: Concern) -> dict[str, object]:
    return {
        "child_context": child_context,
        "concern": concern,
        "title": title_of(concern),
    }
