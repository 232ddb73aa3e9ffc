"""What was written on a phone without a network, and how it gets here.

The phone keeps such a form and sends it later to the address where it belongs, with two headers:
which account wrote it, and when. It is answered in JSON.

When it was written is believed for looks, notes and photos alone (``answers_outbox``). Wherever
else a moment counts, a wait of days among them, the server's clock tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.forms.photos import NOT_STORED
from tracker.models import User
from tracker.views.access import ChildContext
from tracker.views.client_headers import account_key, is_from_outbox, written_at

P = ParamSpec("P")

View = Callable[Concatenate[HttpRequest, ChildContext, P], HttpResponse]


def answers_outbox(view: View[P]) -> View[P]:
    """Takes what waited on a phone: ``child_context.now`` is the moment at which it was written.

    What a page gets as a redirect with a notice, the outbox gets as JSON: the view answers with
    ``accepted`` or ``refused``.
    """

    @wraps(view)
    def answering(
        request: HttpRequest, child_context: ChildContext, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not is_from_outbox(request):
            return view(request, child_context, *args, **kwargs)
        then = replace(
            child_context, now=written_at(request, child_context.child, child_context.now)
        )
        response = view(request, then, *args, **kwargs)
        if isinstance(response, JsonResponse):
            return response
        return refused(_("This form is from another version. Please write it down again."))

    return answering


def accepted(sentence: str) -> JsonResponse:
    """It is written down, as the sentence says."""
    return JsonResponse({"said": sentence})


def refused(sentence: str, address: str = "", status: int = 422) -> JsonResponse:
    """Nothing was written. ``address`` leads to what stands in the way.

    With a status from 500 on the phone tries again by itself.
    """
    return JsonResponse({"error": sentence, "address": address}, status=status)


def photos_status(form: forms.BaseForm) -> int:
    """The status of a form whose photos are not taken: for good, or only just now."""
    return 503 if form.has_error("photos", NOT_STORED) else 422


def sentences(*parts: forms.BaseForm | forms.BaseFormSet[Any] | None) -> str:
    """All that is to be mended in these forms, in one text."""
    return " ".join(dict.fromkeys(text for part in parts if part for text in _errors(part)))


def _errors(part: forms.BaseForm | forms.BaseFormSet[Any]) -> Iterator[str]:
    if isinstance(part, forms.BaseFormSet):
        yield from map(str, part.non_form_errors())
        for form in part.forms:
            yield from _errors(form)
        return
    for errors in part.errors.values():
        yield from map(str, errors)


@require_safe
@login_not_required
def ticket(request: HttpRequest) -> JsonResponse:
    """Asked before anything is sent: who is logged in, the form's token, and what time it is."""
    if not isinstance(request.user, User):
        return JsonResponse({}, status=401)
    return JsonResponse(
        {
            "account": account_key(request.user),
            "csrf": get_token(request),
            "now": timezone.now().isoformat(),
        }
    )
