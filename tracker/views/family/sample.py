"""Opens and removes the sample diary."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tracker.actions import sample
from tracker.queries import memberships_of
from tracker.utils.clock import today_in
from tracker.views.access import user_of
from tracker.views.client_headers import account_key
from tracker.views.drafts import forget_drafts
from tracker.views.family.start import log_in
from tracker.views.family.time_zone_and_country import TimeZoneAndCountry, time_zone_and_country
from tracker.views.navigation import post_only


@login_not_required
@post_only
def open_sample(request: HttpRequest) -> HttpResponse:
    """Opens the sample diary, for visitors as the guest user."""
    visitor = user_of(request) if request.user.is_authenticated else None
    place = _place_of(request)
    try:
        user, child = sample.open_sample(
            user=visitor,
            today=today_in(place.time_zone),
            time_zone=place.time_zone,
            country=place.country,
        )
    except sample.AlreadyOpen:
        return redirect("account_login")
    if visitor is None:
        log_in(request, user)
    request.session["child"] = child.pk
    return redirect("today", child.pk)


@post_only
def remove(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    account = account_key(user)
    guest_left = sample.close_sample(user=user)
    if guest_left:
        logout(request)
        forget_drafts(request, account)
    messages.success(request, _("Sample diary removed."))
    return redirect("home")


def _place_of(request: HttpRequest) -> TimeZoneAndCountry:
    """Returns the time zone and country of the user's family, else those of the browser."""
    if request.user.is_authenticated:
        member = memberships_of(user_of(request)).first()
        if member is not None:
            return TimeZoneAndCountry(member.family.time_zone, member.family.country)
    return time_zone_and_country(request, request.POST.get("time_zone", ""))
