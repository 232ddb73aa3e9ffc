"""Today, the first page: what is due, and a card for each open concern."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain.sentences import DISCLAIMER, NOTHING_DUE
from tracker.forms.photos import ACCEPT
from tracker.presenters.people import new_owner_text, pending_removal_text
from tracker.presenters.today import board
from tracker.queries import timeline_of
from tracker.queries.membership import new_owners, pending_removals_of
from tracker.queries.snapshot import read_snapshot
from tracker.queries.today import last_places
from tracker.views.access import ChildContext, reader, writer
from tracker.views.messages import Notice


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    return render(
        request, "diary/today/show.html", _today(child_context, signs_of=_entry_asked(request))
    )


def cards_fragment(
    request: HttpRequest,
    child_context: ChildContext,
    cards: Collection[str],
    notices: Sequence[Notice],
    signs_of: tuple[str, str] | None = None,
) -> HttpResponse:
    """Renders the changed fragments of Today for htmx: cards, what is due, and notices."""
    drawn = {"redrawn": cards, "is_one": len(cards) == 1, "notices": notices}
    context = _today(child_context, signs_of) | drawn
    return render(request, "diary/today/part.html", context)


@writer
def add(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Links to every form."""
    timeline = timeline_of(child_context.child)
    context = {
        "child_context": child_context,
        "tab": "add",
        "board": board(timeline, {}, child_context.today),
    }
    return render(request, "diary/today/add.html", context)


@read_snapshot()
def _today(child_context: ChildContext, signs_of: tuple[str, str] | None) -> dict[str, Any]:
    """Returns the context of Today.

    ``signs_of``: UUIDs of the concern and entry of a "worse" that can still get urgent signs.
    """
    return {
        "child_context": child_context,
        "tab": "today",
        "board": board(
            timeline_of(child_context.child), last_places(child_context.child), child_context.today
        ),
        "today": child_context.today,
        "disclaimer": DISCLAIMER,
        "nothing_due": NOTHING_DUE,
        "signs_of": signs_of if child_context.writes else None,
        "for_owners": _for_owners(child_context),
        "photo_kinds": ACCEPT,
        "redrawn": (),
        "notices": (),
        "is_one": False,
    }


def _for_owners(child_context: ChildContext) -> list[str]:
    """Returns the messages to owners: pending removals and new owners. Two queries."""
    if not child_context.member.owns or child_context.family.is_sample:
        return []
    return [
        *(
            pending_removal_text(row, child_context.now)
            for row in pending_removals_of(child_context.family)
        ),
        *(
            new_owner_text(event, child_context.now)
            for event in new_owners(child_context.member, child_context.now)
        ),
    ]


def _entry_asked(request: HttpRequest) -> tuple[str, str] | None:
    """Returns the UUIDs in ``?worse=<concern>.<entry>``, or None if they are not valid."""
    concern, _dot, entry = request.GET.get("worse", "").partition(".")
    try:
        return str(UUID(concern)), str(UUID(entry))
    except ValueError:
        return None
