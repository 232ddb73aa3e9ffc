"""Forms that a phone stored without a network and sends later from its outbox.

The phone posts such a form to its usual URL, with two headers: the account that wrote it and the
time of writing. The response is JSON.

The time of writing is trusted for entries, new concerns, notes and photos only
(``answers_outbox``). Everything else, waiting periods included, uses the server's clock.
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
    """Accepts forms from the outbox, with their time of writing as ``child_context.now``.

    Where a page gets a redirect and a message, the view returns ``accepted`` or ``refused`` to
    the outbox. Any other response is replaced by an error.
    """

    @wraps(view)
    def answering(
        request: HttpRequest, child_context: ChildContext, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not is_from_outbox(request):
            return view(request, child_context, *args, **kwargs)
        at_writing = replace(
            child_context, now=written_at(request, child_context.child, child_context.now)
        )
        response = view(request, at_writing, *args, **kwargs)
        if isinstance(response, JsonResponse):
            return response
        return refused(_("This form is from another version of Milkspot. Fill it in again."))

    return answering


def accepted(sentence: str) -> JsonResponse:
    """Returns the JSON response for a form that was saved."""
    return JsonResponse({"said": sentence})


def refused(sentence: str, address: str = "", status: int = 422) -> JsonResponse:
    """Returns the JSON response for a form that was not saved.

    ``address`` is the page of the record in the way. The phone retries for a status of 500 and
    above.
    """
    return JsonResponse({"error": sentence, "address": address}, status=status)


def photos_status(form: forms.BaseForm) -> int:
    """Returns 503 if the photo storage failed, 422 for any other error."""
    return 503 if form.has_error("photos", NOT_STORED) else 422


def error_text(*bound_forms: forms.BaseForm | forms.BaseFormSet[Any] | None) -> str:
    """Returns the distinct errors of these forms as one text."""
    return " ".join(dict.fromkeys(text for form in bound_forms if form for text in _errors(form)))


def _errors(form: forms.BaseForm | forms.BaseFormSet[Any]) -> Iterator[str]:
    if isinstance(form, forms.BaseFormSet):
        yield from map(str, form.non_form_errors())
        for row in form.forms:
            yield from _errors(row)
        return
    for errors in form.errors.values():
        yield from map(str, errors)


@require_safe
@login_not_required
def ticket(request: HttpRequest) -> JsonResponse:
    """Returns what the outbox needs before it sends: account key, CSRF token and server time.

    401 without a log-in.
    """
    if not isinstance(request.user, User):
        return JsonResponse({}, status=401)
    return JsonResponse(
        {
            "account": account_key(request.user),
            "csrf": get_token(request),
            "now": timezone.now().isoformat(),
        }
    )
