"""What a phone keeps to be read without a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from random import SystemRandom

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.urls import get_script_prefix, reverse
from django.utils.crypto import get_random_string
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tracker.domain.records import DayNote, Exposure, Visit
from tracker.models import Child
from tracker.queries import children_of, memberships_of, timeline_of
from tracker.utils.clock import today_in
from tracker.views.access import user_of
from tracker.views.client_headers import COPY, account_key
from tracker.views.context import at_hand
from tracker.views.diary.concern_page import ENTRIES_A_PAGE
from tracker.views.diary.timeline import ITEMS_A_PAGE

LATELY = timedelta(days=30)
"""So far back the lists go, and so long a concern that is gone can still be read."""

BROTLI = re.compile(r"\bbr\b")
QUALITY = 9
"""A fiftieth of the time that drawing the pages takes; one more would take ten times as long."""


@require_safe
@gzip_page
def pages(request: HttpRequest) -> JsonResponse:
    """All pages that this account's phone should keep by their addresses, the child at hand first.

    In one answer, since they have most of their text in common: Brotli, which looks back further
    than gzip, makes a third of it.
    """
    user = user_of(request)
    children = list(children_of(user))
    child = at_hand(children, request.session.get("child"))
    children.sort(key=lambda other: other != child)
    writing = {row.family_id for row in memberships_of(user) if row.writes}
    addresses = [
        address for child in children for address in _of_child(child, child.family_id in writing)
    ]
    country = child.family.country if child else ""
    if writing:
        addresses.append(reverse("photo_new"))
    get_token(request)  # the same secret for all
    response = JsonResponse(
        {
            "account": account_key(user),
            "pages": dict(_copies(request, addresses)),
            "worried": f"{reverse('worried')}?country={country}" if country else reverse("worried"),
            "padding": get_random_string(SystemRandom().randrange(100)),  # as gzip_page does
        }
    )
    if BROTLI.search(request.headers.get("Accept-Encoding", "")):
        response.content = brotli.compress(response.content, quality=QUALITY)
        response["Content-Encoding"] = "br"
    return response


def _copies(request: HttpRequest, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each address with its page. What is no page by now, a concern deleted meanwhile say, is
    left out.
    """
    for address in addresses:
        response = _ask(request, address)
        if isinstance(response, HttpResponse) and response.status_code == 200:
            yield address, response.content.decode()


def _ask(request: HttpRequest, address: str) -> HttpResponseBase:
    """The answer that this browser gets when it asks for a copy of the page.

    It passes every middleware and guard, as any request does; nothing goes over the network.
    """
    path, _mark, query = address.partition("?")
    meta = {
        **request.META,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/{path.removeprefix(get_script_prefix())}",
        "QUERY_STRING": query,
        f"HTTP_{COPY.upper().replace('-', '_')}": "yes",
    }
    meta.pop("HTTP_ACCEPT_ENCODING", None)  # all pages are compressed together
    handler = _handler()
    return handler.get_response(handler.request_class(meta))


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def _of_child(child: Child, writes: bool) -> Iterator[str]:
    today = today_in(child.family.time_zone)
    first = today - LATELY
    timeline = timeline_of(child)
    diary = timeline.diary
    entries = {
        concern.id: sum(entry.day >= first for entry in concern.entries)
        for concern in diary.concerns
    }
    others: tuple[DayNote | Visit | Exposure, ...] = (
        *diary.day_notes,
        *diary.visits,
        *diary.exposures,
    )
    dated = sum(entries.values()) + sum(record.day >= first for record in others)
    yield reverse("today", args=[child.pk])
    yield from _list(reverse("timeline", args=[child.pk]), dated, ITEMS_A_PAGE, "days=&concern=&")
    if writes:
        yield reverse("add", args=[child.pk])
        yield reverse("note_new", args=[child.pk])
    for course in timeline.courses:
        concern, spell = course.concern.id, course.last_spell_on(today)
        if spell is None or (spell.cleared_on is not None and spell.cleared_on < first):
            continue
        address = reverse("concern", args=[child.pk, concern])
        yield from _list(address, entries[concern], ENTRIES_A_PAGE)
        if writes and spell.is_going_on:
            yield reverse("entry_new", args=[child.pk, concern])


def _list(address: str, count: int, a_page: int, query: str = "") -> Iterator[str]:
    """The pages of a list as their links name them, as far as its first ``count`` rows go."""
    yield address
    for number in range(2, count // a_page + 2):
        yield f"{address}?{query}page={number}"
