"""What a phone keeps to be read without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.clock import today_in
from tracker.models import Child
from tracker.queries import children_of, memberships_of, timeline_of
from tracker.views.context import at_hand
from tracker.views.guards import user_of
from tracker.views.phone import account_key

KEPT_AFTER_THE_END = timedelta(days=30)
"""So long the page of a concern that is gone can still be read."""


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
    yield reverse("today", args=[child.pk])
    yield reverse("timeline", args=[child.pk])
    if writes:
        yield reverse("add", args=[child.pk])
        yield reverse("note_new", args=[child.pk])
    for course in timeline_of(child).courses:
        spell = course.current_on(today)
        if spell is None or (
            spell.cleared_on is not None and spell.cleared_on < today - KEPT_AFTER_THE_END
        ):
            continue
        yield reverse("concern", args=[child.pk, course.concern.id])
        if writes and spell.is_going_on:
            yield reverse("entry_new", args=[child.pk, course.concern.id])
