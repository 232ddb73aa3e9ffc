"""The response to a post while the family is read-only: its diary is copied before deletion."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from tracker.actions.read_only import FamilyReadOnly
from tracker.views.sent_again import RETRY_AFTER, sent_again

P = ParamSpec("P")

View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def answers_read_only(view: View[P]) -> View[P]:
    """Turns FamilyReadOnly into a page that holds the posted fields and can send them again.

    The status is 503, so that a phone's outbox retries later.
    """

    @wraps(view)
    def answering(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except FamilyReadOnly:
            return _page(request)

    return answering


def _page(request: HttpRequest) -> HttpResponseBase:
    response = render(request, "family/settings/read_only.html", sent_again(request), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
