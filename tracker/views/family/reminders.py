"""A member's reminders, and the link that stops them without a log-in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from tracker.actions.reminder_choices import (
    choose_reminders,
    decline_reminders,
    read_missed,
    stop_reminders,
)
from tracker.formats import time_text
from tracker.forms.family import ReminderForm
from tracker.models import Member
from tracker.queries.reminders import choices_of, missed_of
from tracker.reminding.by_apprise import AppriseChannel
from tracker.reminding.sending import is_reached
from tracker.reminding.stop_links import read_stop_token
from tracker.views.access import in_family
from tracker.views.navigation import post_only
from tracker.views.offline.push import NO_ADDRESS, push_state, subscribe_browser
from tracker.views.redirects import back


@in_family
def show(request: HttpRequest, member: Member) -> HttpResponse:
    """Shows the member's reminders; a POST saves them."""
    _refuse_sample(member)
    choice = choices_of(member)
    form = ReminderForm(
        request.POST if request.method == "POST" else None,
        initial=model_to_dict(choice),
        member=member,
        sends_mail=settings.SENDS_MAIL,
    )
    if form.is_valid():
        choose_reminders(member=member, choices=form.cleaned_data, now=now())
        messages.success(request, _("Reminders saved."))
        return redirect("reminders", member.family_id)
    context = {
        "form": form,
        "evening_at": time_text(choice.evening_at),
        "family": member.family,
        "offers_evening": member.writes and not choice.evening,
        "push": push_state(request),
        "by_host": AppriseChannel().reaches(member),
        "reaches_nobody": choice.is_on and not is_reached(member),
        "sends_mail": settings.SENDS_MAIL,
        "missed": missed_of(member, now()),
    }
    return render(request, "family/reminders/show.html", context)


TURNED_ON = {
    "evening": gettext_lazy("You'll get a reminder if an entry is missing in the evening."),
    "follow_up": gettext_lazy("You'll get a reminder the day before a follow-up, and on the day."),
}
"""What is said after one tap; by the switch."""


@in_family
@post_only
def turn_on(request: HttpRequest, member: Member, switch: str) -> HttpResponse:
    """Turns one kind on at one tap: on this phone, by mail, or by the ways chosen before."""
    _refuse_reader(member)
    by = request.POST.get("by")
    if by == "push" and not push_state(request).is_on and not subscribe_browser(request):
        messages.error(request, NO_ADDRESS)
        return redirect("reminders", member.family_id)
    chosen = {switch: True} | ({} if by in ("push", "as before") else {"by_mail": True})
    choose_reminders(member=member, choices=chosen, now=now())
    messages.success(request, str(TURNED_ON[switch]))
    return back(request, reverse("reminders", args=[member.family_id]))


@in_family
@post_only
def decline(request: HttpRequest, member: Member, switch: str) -> HttpResponse:
    """Offers one kind no more."""
    _refuse_reader(member)
    decline_reminders(member=member, switch=switch)
    return back(request, reverse("reminders", args=[member.family_id]))


@in_family
@post_only
def close_missed(request: HttpRequest, member: Member) -> HttpResponse:
    """Closes the notice of reminders that could not be sent."""
    read_missed(member=member, now=now())
    return back(request, reverse("reminders", args=[member.family_id]))


@csrf_exempt  # a mail program posts without having read the page; the token is the proof
@login_not_required
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asks whether to stop one kind of reminder; a POST stops it. 404 for any other token."""
    try:
        member_id, switch = read_stop_token(token)
    except BadSignature:
        raise Http404 from None
    is_stopped = request.method == "POST"
    if is_stopped:
        stop_reminders(member_id=member_id, switch=switch)
    return render(request, "family/reminders/stop.html", {"is_stopped": is_stopped})


def _refuse_reader(member: Member) -> None:
    _refuse_sample(member)
    if not member.writes:
        raise PermissionDenied


def _refuse_sample(member: Member) -> None:
    if member.family.is_sample:
        raise PermissionDenied
