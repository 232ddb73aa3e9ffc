"""The link of an invitation to start a diary for a new family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from tracker.operator.sign_up import open_sign_ups
from tracker.views.family.accept_invitation import unlisted
from tracker.views.family.start import SIGN_UP_TOKEN


@unlisted
def landing(request: HttpRequest, token: str) -> HttpResponseBase:
    """Shows the same page for every token without a query, since chat programs fetch it.

    A POST stores the token in the session and redirects to a URL without it.
    """
    if request.method != "POST":
        return render(request, "family/start/invited.html")
    if not open_sign_ups(token, timezone.now()).exists():
        return render(request, "family/start/invitation_ended.html", status=404)
    request.session[SIGN_UP_TOKEN] = token
    request.session.save_form()  # type: ignore[attr-defined]
    return redirect("start")
