"""The first page: what is due, and a card for each open concern."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain.sentences import NOTHING_DUE, STANDING_WORDS
from tracker.forms.photos import ACCEPT
from tracker.presenters.people import farewell_text, new_owner_text
from tracker.presenters.today import board
from tracker.queries import timeline_of
from tracker.queries.membership import farewells_of, new_owners
from tracker.queries.today import last_places
from tracker.views.guards import Here, reader, writer
from tracker.views.redirects import wants_part


@reader
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """A script asks for single cards again: ``?card=…``."""
    if wants_part(request):
        return part(request, here, request.GET.getlist("card"))
    return render(request, "today/show.html", _today(here, signs_of=_look_asked(request)))


def part(
    request: HttpRequest,
    here: Here,
    cards: Collection[str],
    signs_of: tuple[str, str] | None = None,
) -> HttpResponse:
    """What of Today is another now: the cards of these concerns, what is due, what was done."""
    context = _today(here, signs_of) | {"redrawn": cards, "is_one": len(cards) == 1}
    return render(request, "today/part.html", context)


@writer
def add(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything that can be written down, one tap away."""
    timeline = timeline_of(here.child)
    context = {"here": here, "tab": "add", "board": board(timeline, {}, here.today)}
    return render(request, "today/add.html", context)


def _today(here: Here, signs_of: tuple[str, str] | None) -> dict[str, Any]:
    """``signs_of``: the concern and the look of a "worse", on which signs can still be noted."""
    return {
        "here": here,
        "tab": "today",
        "board": board(timeline_of(here.child), last_places(here.child), here.today),
        "today": here.today,
        "standing_words": STANDING_WORDS,
        "nothing_due": NOTHING_DUE,
        "signs_of": signs_of if here.writes else None,
        "for_owners": _for_owners(here),
        "photo_kinds": ACCEPT,
        "redrawn": (),
        "is_one": False,
    }


def _for_owners(here: Here) -> list[str]:
    """What every owner is told: what waits, and who became one of them. Two queries."""
    if not here.member.owns or here.family.is_sample:
        return []
    return [
        *(farewell_text(row, here.now) for row in farewells_of(here.family)),
        *(new_owner_text(event, here.now) for event in new_owners(here.member, here.now)),
    ]


def _look_asked(request: HttpRequest) -> tuple[str, str] | None:
    """``?worse=concern.look``"""
    concern, _dot, entry = request.GET.get("worse", "").partition(".")
    try:
        return str(UUID(concern)), str(UUID(entry))
    except ValueError:
        return None
