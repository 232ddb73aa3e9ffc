"""The response to a post while the family is read-only: its diary is copied before deletion."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from tracker.actions.read_only import FamilyReadOnly

P = ParamSpec("P")

View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

RETRY_AFTER = 60
"""Seconds."""


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
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    context = {"sent": sent, "lost_files": bool(request.FILES)}
    response = render(request, "family/settings/read_only.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
