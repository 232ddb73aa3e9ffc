"""What a phone keeps to be read without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.clock import today_in
from tracker.domain.records import DayNote, Exposure, Visit
from tracker.models import Child
from tracker.queries import children_of, memberships_of, timeline_of
from tracker.views.concern_page import ENTRIES_A_PAGE
from tracker.views.context import at_hand
from tracker.views.guards import user_of
from tracker.views.phone import account_key
from tracker.views.timeline import ITEMS_A_PAGE

LATELY = timedelta(days=30)
"""So far back the lists go, and so long a concern that is gone can still be read."""


@require_safe
def pages(request: HttpRequest) -> JsonResponse:
    """The addresses of all pages that this account's phone should keep, the child at hand first."""
    user = user_of(request)
    children = list(children_of(user))
    child = at_hand(children, request.session.get("child"))
    children.sort(key=lambda other: other != child)
    writing = {row.family_id for row in memberships_of(user) if row.writes}
    addresses = [
        address for child in children for address in _of_child(child, child.family_id in writing)
    ]
    country = child.family.country if child else ""
    return JsonResponse(
        {
            "account": account_key(user),
            "pages": [*addresses, *([reverse("photo_new")] if writing else [])],
            "worried": f"{reverse('worried')}?country={country}" if country else reverse("worried"),
        }
    )


def _of_child(child: Child, writes: bool) -> Iterator[str]:
    today = today_in(child.family.time_zone)
    first = today - LATELY
    timeline = timeline_of(child)
    diary = timeline.diary
    looks = {
        concern.id: sum(entry.day >= first for entry in concern.entries)
        for concern in diary.concerns
    }
    others: tuple[DayNote | Visit | Exposure, ...] = (
        *diary.day_notes,
        *diary.visits,
        *diary.exposures,
    )
    dated = sum(looks.values()) + sum(record.day >= first for record in others)
    yield reverse("today", args=[child.pk])
    yield from _list(reverse("timeline", args=[child.pk]), dated, ITEMS_A_PAGE, "days=&concern=&")
    if writes:
        yield reverse("add", args=[child.pk])
        yield reverse("note_new", args=[child.pk])
    for course in timeline.courses:
        concern, spell = course.concern.id, course.current_on(today)
        if spell is None or (spell.cleared_on is not None and spell.cleared_on < first):
            continue
        address = reverse("concern", args=[child.pk, concern])
        yield from _list(address, looks[concern], ENTRIES_A_PAGE)
        if writes and spell.is_going_on:
            yield reverse("entry_new", args=[child.pk, concern])


def _list(address: str, count: int, a_page: int, query: str = "") -> Iterator[str]:
    """The pages of a list as their links name them, as far as its first ``count`` rows go."""
    yield address
    for number in range(2, count // a_page + 2):
        yield f"{address}?{query}page={number}"
