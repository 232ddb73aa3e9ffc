"""Copies of pages that a phone stores for offline reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from random import SystemRandom
from typing import TypeVar

import brotli
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.urls import get_script_prefix, reverse
from django.utils.crypto import get_random_string
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tracker.domain.guide import PAGES, TIP_PAGES
from tracker.domain.records import DayNote, Exposure, Visit
from tracker.models import Child
from tracker.queries import children_of, memberships_of, timeline_of
from tracker.utils.clock import today_in
from tracker.views.access import user_of
from tracker.views.client_headers import COPY, account_key
from tracker.views.context import current_child_of
from tracker.views.diary.concern_page import ENTRIES_A_PAGE
from tracker.views.diary.timeline import ITEMS_A_PAGE

Response = TypeVar("Response", bound=HttpResponse)

OFFLINE_PERIOD = timedelta(days=30)
"""How far back offline lists go, and how long a cleared concern stays readable offline."""

BROTLI = re.compile(r"\bbr\b")
BROTLI_QUALITY = 9
"""Takes a fiftieth of the time of rendering the pages; quality 10 takes ten times as long."""

BROTLI_QUALITY_OF_GUIDE = 10
"""Saves a tenth. A phone fetches the guide once in seven days, in a quarter of a second more."""


@require_safe
@gzip_page
def pages(request: HttpRequest) -> JsonResponse:
    """Returns all pages for this account's phone by path, those of the current child first.

    In one response, since they share most of their text: Brotli, whose window is larger
    than that of gzip, makes it a third as large.
    """
    user = user_of(request)
    children = list(children_of(user))
    child = current_child_of(children, request.session.get("child"))
    children.sort(key=lambda other: other != child)
    writing = {row.family_id for row in memberships_of(user) if row.writes}
    addresses = [
        address
        for child in children
        for address in _child_addresses(child, child.family_id in writing)
    ]
    country = child.family.country if child else ""
    if writing:
        addresses.append(reverse("photo_new"))
    get_token(request)  # the same secret for all
    # A late response must not put back the cookie that was there before a log-out.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = settings.CSRF_COOKIE_NAME not in request.COOKIES
    response = JsonResponse(
        {
            "account": account_key(user),
            "pages": dict(_copies(request, addresses)),
            "worried": f"{reverse('worried')}?country={country}" if country else reverse("worried"),
            "padding": get_random_string(SystemRandom().randrange(100)),  # as gzip_page does
        }
    )
    return compressed(request, response)


@login_not_required
@require_safe
@gzip_page
def guide(request: HttpRequest) -> JsonResponse:
    """Returns all pages of the guide by path."""
    pages = (reverse("guide_page", args=[key]) for key in (*PAGES, *TIP_PAGES))
    copies = _copies(request, [reverse("guide"), *pages])
    return compressed(request, JsonResponse(dict(copies)), BROTLI_QUALITY_OF_GUIDE)


def compressed(request: HttpRequest, response: Response, quality: int = BROTLI_QUALITY) -> Response:
    if BROTLI.search(request.headers.get("Accept-Encoding", "")):
        response.content = brotli.compress(response.content, quality=quality)
        response["Content-Encoding"] = "br"
    return response


def _copies(request: HttpRequest, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yields each address with its page. Skips any other status than 200, such as for a concern
    deleted meanwhile.
    """
    for address in addresses:
        response = _get(request, address)
        if isinstance(response, HttpResponse) and response.status_code == 200:
            yield address, response.content.decode()


def _get(request: HttpRequest, address: str) -> HttpResponseBase:
    """Returns the response that this browser would get for an offline copy of the page.

    The request passes all middleware and access checks, without the network.
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


def _child_addresses(child: Child, writes: bool) -> Iterator[str]:
    today = today_in(child.family.time_zone)
    first = today - OFFLINE_PERIOD
    timeline = timeline_of(child, first)
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
    yield from _list_pages(
        reverse("timeline", args=[child.pk]), dated, ITEMS_A_PAGE, "days=&concern=&"
    )
    if writes:
        yield reverse("add", args=[child.pk])
        yield reverse("note_new", args=[child.pk])
        yield reverse("concern_new", args=[child.pk])
    for course in timeline.courses:
        concern, spell = course.concern.id, course.last_spell_on(today)
        if spell is None or (spell.cleared_on is not None and spell.cleared_on < first):
            continue
        address = reverse("concern", args=[child.pk, concern])
        yield from _list_pages(address, entries[concern], ENTRIES_A_PAGE)
        if writes and spell.is_going_on:
            yield reverse("entry_new", args=[child.pk, concern])


def _list_pages(address: str, count: int, page_size: int, query: str = "") -> Iterator[str]:
    """Yields the URLs of a list's first ``count`` rows, spelled as in its page links."""
    yield address
    for number in range(2, count // page_size + 2):
        yield f"{address}?{query}page={number}"
