"""The page of the host's terms."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tracker.actions.account import accept_terms
from tracker.formats import day_text
from tracker.forms.account import TermsForm
from tracker.queries.account import accepted_at, time_zone_of
from tracker.views.access import account_of


@login_not_required
def show(request: HttpRequest) -> HttpResponse:
    """Shows the terms to everybody; a user agrees here to terms that are new to them."""
    text = settings.TERMS
    if not text:
        raise Http404
    user = account_of(request)
    accepted = accepted_at(user, text) if user else None
    form = TermsForm(request.POST or None) if user and accepted is None else None
    if user and form and form.is_valid():
        accept_terms(user=user, text=form.terms_text)
        messages.success(request, _("Saved."))
        return redirect("account")
    agreed_on = ""
    if user and accepted:
        agreed_on = day_text(accepted.astimezone(ZoneInfo(time_zone_of(user))).date())
    context = {"text": text, "agreed_on": agreed_on, "form": form}
    return render(request, "info/terms/show.html", context)
