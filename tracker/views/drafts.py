"""Tells a browser which of the drafts that it keeps are to be removed.

A form's script posts the id of its draft. The next page that is shown names the drafts that were
saved, or the account that has logged out, in a message that the base template turns into data for
``js/drafts/done.js``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")

View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

FIELD = "draft"
SAVED = "draft-saved"
LOGGED_OUT = "drafts-of"
MAX_ID_LENGTH = 64


def names_saved_draft(view: View[P]) -> View[P]:
    """Names the posted draft as saved if the view redirects; any other response keeps it."""

    @wraps(view)
    def naming(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 302 and (draft := posted_draft(request)):
            messages.info(request, draft, extra_tags=SAVED)
        return response

    return naming


def posted_draft(request: HttpRequest) -> str:
    """Returns the id of the draft whose form was posted; empty if there is none."""
    draft = request.POST.get(FIELD, "")
    return draft if len(draft) <= MAX_ID_LENGTH else ""


def forget_drafts(request: HttpRequest, account: str) -> None:
    """Has the browser remove the drafts of this ``account_key``. Call it after the log-out."""
    if account:
        messages.info(request, account, extra_tags=LOGGED_OUT)
