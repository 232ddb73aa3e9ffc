"""Push messages to the browser of this log-in: on, off, and one to try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.push.contact import is_possible
from tracker.push.form import PushForm
from tracker.push.message import content
from tracker.push.sending import Delivery, send
from tracker.push.subscriptions import (
    public_push_key,
    subscribe,
    subscription_of,
    unsubscribe,
)
from tracker.views.access import account_of
from tracker.views.addresses import absolute, is_secure
from tracker.views.navigation import post_only

NO_ADDRESS = gettext_lazy("Your browser couldn't set up reminders. Try again later.")


@dataclass(frozen=True)
class PushState:
    """What the page says of push messages here. ``key``: empty if they cannot be turned on."""

    is_visitor: bool
    is_possible: bool
    key: str = ""
    is_on: bool = False
    ended_at: datetime | None = None


def push_state(request: HttpRequest) -> PushState:
    is_visitor = account_of(request) is None
    if is_visitor or not is_secure(request) or not is_possible():
        return PushState(is_visitor, is_possible())
    row = subscription_of(request.session.session_key)
    ended_at = row.ended_at if row else None
    return PushState(False, True, public_push_key(), bool(row and not ended_at), ended_at)


@post_only
def turn_on(request: HttpRequest) -> HttpResponse:
    """Takes what the browser gave to the page's script or to the service worker."""
    _require_account(request)
    if subscribe_browser(request):
        messages.success(request, _("Reminders are on for this phone."))
    else:
        messages.error(request, NO_ADDRESS)
    return redirect("works_here")


def subscribe_browser(request: HttpRequest) -> bool:
    """Turns push messages on for this browser with what it posted; False if that is of no use."""
    form = PushForm(request.POST)
    if not is_possible() or not form.is_valid():
        return False
    UserSession.objects.create_from_request(request)
    session_key = request.session.session_key
    assert session_key
    subscribe(session_key=session_key, **form.cleaned_data, now=timezone.now())
    return True


@post_only
def turn_off(request: HttpRequest) -> HttpResponse:
    _require_account(request)
    unsubscribe(session_key=request.session.session_key)
    messages.success(request, _("Reminders are off for this phone."))
    return redirect("works_here")


@post_only
def send_one(request: HttpRequest) -> HttpResponse:
    """Sends a message to this browser, to show that it arrives."""
    _require_account(request)
    subscription = subscription_of(request.session.session_key)
    if subscription is None or subscription.ended_at or not is_possible():
        messages.error(request, _("Reminders are not on for this phone. Turn them on first."))
        return redirect("works_here")
    title = _("This is how a reminder looks")
    sent = content(title=title, address=absolute(request, reverse("home")), tag="trial")
    delivery = send(subscription, sent, timezone.now())
    if delivery is Delivery.ACCEPTED:
        messages.success(request, _("Sent. It should arrive within a minute."))
    elif delivery is Delivery.FAILED:
        messages.error(request, _("It couldn't be sent just now. Try again later."))
    else:
        messages.error(request, _("This phone can't be reached any more. Turn reminders on again."))
    return redirect("works_here")


def _require_account(request: HttpRequest) -> None:
    """Raises Http404 for the guest of the sample."""
    if account_of(request) is None:
        raise Http404
