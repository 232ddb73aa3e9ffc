"""Today, the first page: what is due, and a card for each open concern."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tracker.actions.membership import close_notices as close_notices_of
from tracker.domain.look_again import open_follow_ups
from tracker.domain.reminders import Offer, offer_on
from tracker.domain.sentences import DISCLAIMER, nothing_due
from tracker.formats import time_text
from tracker.forms.photos import ACCEPT
from tracker.forms.places import place_of_zone
from tracker.models import ReminderChoice
from tracker.presenters.people import OwnerNotice, owner_notices
from tracker.presenters.today import Board, board, first_day_pictured
from tracker.push.contact import is_possible
from tracker.queries import timeline_of
from tracker.queries.membership import events_for_owner, pending_removals_of
from tracker.queries.reminders import choices_of, last_missed
from tracker.queries.snapshot import read_snapshot
from tracker.queries.today import last_seen
from tracker.reminding.by_apprise import AppriseChannel
from tracker.reminding.sending import is_reached
from tracker.views.access import ChildContext, child_owner, reader, writer
from tracker.views.client_headers import is_offline_copy
from tracker.views.context import PageDiary, page_context
from tracker.views.messages import Notice
from tracker.views.navigation import post_only

READ = "read_flags"
"""The key in the session for the flags that Today showed, by child."""


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    context = _today(request, child_context, signs_of=_entry_asked(request))
    context["zone_place"] = place_of_zone(child_context.family.time_zone)
    if not is_offline_copy(request):
        context |= _reminders(child_context, context["board"], context["follow_ups"])
    if not is_offline_copy(request):
        _remember_read(request, child_context, context["board"])
    return render(request, "diary/today/show.html", context)


def cards_fragment(
    request: HttpRequest,
    child_context: ChildContext,
    cards: Collection[str],
    notices: Sequence[Notice],
    signs_of: tuple[str, str] | None = None,
) -> HttpResponse:
    """Renders the changed fragments of Today for htmx: cards, what is due, and notices."""
    drawn = {"redrawn": cards, "is_one": len(cards) == 1, "notices": notices}
    context = _today(request, child_context, signs_of) | drawn
    return render(request, "diary/today/part.html", context)


@child_owner
@post_only
def close_notices(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Closes the posted notices to owners, for this owner."""
    current = {row.key for row in _owner_notices(child_context)}
    closed = {*child_context.member.closed_notices, *request.POST.getlist("notice")}
    close_notices_of(member=child_context.member, keys=closed & current)
    return redirect("today", child_context.child.pk)


@writer
def add(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Links to every form."""
    timeline = timeline_of(child_context.child, first_day_pictured(child_context.today))
    context = {
        **page_context(request, PageDiary(child_context.child, timeline)),
        "child_context": child_context,
        "board": board(timeline, {}, child_context.today),
    }
    return render(request, "diary/today/add.html", context)


@read_snapshot()
def _today(
    request: HttpRequest, child_context: ChildContext, signs_of: tuple[str, str] | None
) -> dict[str, Any]:
    """Returns the context of Today.

    ``signs_of``: UUIDs of the concern and entry of a "worse" that can still get urgent signs.
    """
    timeline = timeline_of(child_context.child, first_day_pictured(child_context.today))
    shown = board(timeline, last_seen(child_context.child), child_context.today)
    cards = (*shown.urgent, *shown.flags, *shown.questions)
    return {
        **page_context(request, PageDiary(child_context.child, timeline, cards)),
        "child_context": child_context,
        "board": shown,
        "unread": {flag.key for flag in shown.flags} - _read(request, child_context),
        "today": child_context.today,
        "follow_ups": frozenset(open_follow_ups(timeline, child_context.today)),
        "disclaimer": DISCLAIMER,
        "nothing_due": nothing_due(timeline.diary),
        "signs_of": signs_of if child_context.writes else None,
        "for_owners": _for_owners(child_context),
        "photo_kinds": ACCEPT,
        "redrawn": (),
        "notices": (),
        "is_one": False,
    }


def _reminders(
    child_context: ChildContext, shown: Board, follow_ups: Collection[date]
) -> dict[str, Any]:
    """Returns the reminder to offer, whether those chosen reach nobody, and the last one missed.

    One query for who chose none, and has none to be offered.
    """
    choice = choices_of(child_context.member)
    offer = _offer(child_context, choice, shown, follow_ups)
    return {
        "offer": offer,
        "has_way": offer is not None and is_reached(child_context.member),
        "evening_at": time_text(choice.evening_at),
        "reaches_nobody": choice.is_on and not is_reached(child_context.member),
        "missed": last_missed(choice, child_context.now),
    }


def _offer(
    child_context: ChildContext, choice: ReminderChoice, shown: Board, follow_ups: Collection[date]
) -> Offer | None:
    """Returns what to offer to who may write, on a server that can send."""
    member, is_sample = child_context.member, child_context.family.is_sample
    if is_sample or not member.writes:
        return None
    if not (settings.SENDS_MAIL or is_possible() or AppriseChannel().reaches(member)):
        return None
    return offer_on(
        choice,
        child_context.today,
        joined_on=member.created_at.astimezone(child_context.now.tzinfo).date(),
        goes_on=bool(shown.cards),
        follow_ups=follow_ups,
    )


def _read(request: HttpRequest, child_context: ChildContext) -> set[str]:
    """Returns the keys of the child's flags that this browser's Today showed the last time."""
    return set(request.session.get(READ, {}).get(str(child_context.child.pk), ()))


def _remember_read(request: HttpRequest, child_context: ChildContext, shown: Board) -> None:
    keys = sorted(flag.key for flag in shown.flags)
    if set(keys) != _read(request, child_context):
        children = request.session.get(READ, {})
        request.session[READ] = {**children, str(child_context.child.pk): keys}


def _for_owners(child_context: ChildContext) -> list[OwnerNotice]:
    """Returns the notices to owners that this one has not closed. Two queries."""
    if not child_context.member.owns or child_context.family.is_sample:
        return []
    closed = child_context.member.closed_notices
    return [row for row in _owner_notices(child_context) if row.key not in closed]


def _owner_notices(child_context: ChildContext) -> list[OwnerNotice]:
    return owner_notices(
        pending_removals_of(child_context.family),
        events_for_owner(child_context.member, child_context.now),
        child_context.now,
    )


def _entry_asked(request: HttpRequest) -> tuple[str, str] | None:
    """Returns the UUIDs in ``?worse=<concern>.<entry>``, or None if they are not valid."""
    concern, _dot, entry = request.GET.get("worse", "").partition(".")
    try:
        return str(UUID(concern)), str(UUID(entry))
    except ValueError:
        return None
