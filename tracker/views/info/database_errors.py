"""The answer to a request that the database refused: its disk is full, or somebody else writes."""

from __future__ import annotations

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tracker.views.client_headers import is_stored_by_sender
from tracker.views.one_moment import SAFE_METHODS
from tracker.views.redirects import is_htmx, wants_json
from tracker.views.sent_again import RETRY_AFTER, sent_again

FULL = ("SQLITE_FULL", "53100")
MISTAKEN = ("SQLITE_ERROR",)
"""Such as a table that is missing: trying again does not help."""


def is_refusal(error: BaseException) -> bool:
    """Whether the database may take the same request later."""
    return isinstance(error, OperationalError) and _code(error) not in MISTAKEN


def refused_by_database(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Returns a page that holds the posted fields and can send them again; to a script a sentence.

    The status is 507 if the disk is full, else 503: a phone then shows its copy of a page, and
    keeps a form in its outbox.
    """
    is_form, is_full = request.method not in SAFE_METHODS, _code(error) in FULL
    sentence, status = _sentence(is_form, is_full), 507 if is_full else 503
    headers = {"Retry-After": str(RETRY_AFTER)}
    if is_htmx(request) or wants_json(request) or is_stored_by_sender(request):
        return HttpResponse(sentence, "text/plain", status, headers=headers)
    context = {
        "sentence": sentence,
        "is_form": is_form,
        "csrf_token": get_token(request),
        **sent_again(request),
    }
    page = render_to_string("info/errors/database.html", context)
    return HttpResponse(page, status=status, headers=headers)


def _sentence(is_form: bool, is_full: bool) -> str:
    if not is_form:
        return _("The server can't show this page just now. Try again in a minute.")
    if is_full:
        return _("The server's disk is full, so this was not saved. Tell the person who hosts it.")
    return _("The server could not save this just now.")


def _code(error: BaseException) -> str:
    """Returns SQLite's name of the error or PostgreSQL's code; empty without one."""
    cause = error.__cause__
    return getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
