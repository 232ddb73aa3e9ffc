"""What is sent while a diary of the family is copied before it is deleted."""

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
    """Answers FamilyReadOnly by a page that keeps what was sent, and sends it once more.

    The status is 503: a phone keeps what waits in its outbox and tries again by itself.
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
    context = {"tab": "", "sent": sent, "lost_files": bool(request.FILES)}
    response = render(request, "family/settings/read_only.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
