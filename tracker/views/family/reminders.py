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
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tracker.actions.reminder_choices import choose_reminders, stop_reminders
from tracker.formats import time_text
from tracker.forms.family import ReminderForm
from tracker.models import Member
from tracker.queries.reminders import choices_of, missed_of
from tracker.reminding.stop_links import read_stop_token
from tracker.views.access import in_family
from tracker.views.navigation import post_only


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
        "offers_evening": member.writes and settings.SENDS_MAIL and not choice.evening,
        "reaches_nobody": choice.is_on and not (settings.SENDS_MAIL and choice.by_mail),
        "sends_mail": settings.SENDS_MAIL,
        "missed": missed_of(member, now()),
    }
    return render(request, "family/reminders/show.html", context)


@in_family
@post_only
def remind_evenings(request: HttpRequest, member: Member) -> HttpResponse:
    """Turns the nudge in the evening on, by mail, at one tap."""
    _refuse_sample(member)
    if not member.writes:
        raise PermissionDenied
    chosen = {"evening": True, "by_mail": True}
    choose_reminders(member=member, choices=chosen, now=now())
    messages.success(request, _("You'll get a reminder if an entry is missing in the evening."))
    return redirect("reminders", member.family_id)


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


def _refuse_sample(member: Member) -> None:
    if member.family.is_sample:
        raise PermissionDenied
