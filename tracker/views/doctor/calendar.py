"""Coming days as iCalendar: a file per day, or a feed at a secret URL per member and child."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.actions.calendars import renew_calendar, stop_calendar
from tracker.models import CalendarLink, Child
from tracker.presenters.calendar import CalendarDay, calendar_days, rows_of_day
from tracker.queries import timeline_of
from tracker.queries.calendars import calendar_link_of, child_of_calendar, last_written
from tracker.queries.course import visits_with_a_day
from tracker.reports.calendar import day_file, feed_file
from tracker.utils.clock import today_in
from tracker.utils.tokens import hash_of
from tracker.views.access import ChildContext, account_of, own, reader
from tracker.views.addresses import absolute, reach
from tracker.views.link_cookies import full_name
from tracker.views.messages import NO_LINKS_OF_THE_SAMPLE
from tracker.views.navigation import post_only
from tracker.views.one_moment import of_one_moment

COOKIE = "milkspot_calendar"
"""Stores the feed's token for this page in the browser that made it: the database has only the
hash."""


@own
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Shows the coming days and the member's feed URL; a POST makes a new one."""
    if request.method == "POST" and account_of(request) is None:
        messages.error(request, NO_LINKS_OF_THE_SAMPLE)
        return redirect("calendar", child_context.child.pk)
    if request.method == "POST":
        return _renew(child_context)
    link = calendar_link_of(child_context.member, child_context.child)
    address = _address_from_cookie(request, link)
    context = {
        "child_context": child_context,
        "days": [
            row
            for row in _days(child_context.child, child_context.today)
            if row.day >= child_context.today
        ],
        "link": link,
        "address": address,
        "reach": reach(address),
    }
    return render(request, "doctor/calendar/show.html", context)


@own
@post_only
def stop(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    stop_calendar(member=child_context.member, child=child_context.child)
    messages.success(request, _("The address no longer works. Calendars can't read it any more."))
    response = redirect("calendar", child_context.child.pk)
    response.delete_cookie(full_name(COOKIE), path=_page_path(child_context), samesite="Strict")
    return response


@reader
def one_day(request: HttpRequest, child_context: ChildContext, day: date) -> HttpResponse:
    """Returns the calendar file of one day. Raises Http404 if nothing falls on it.

    Of a past day it has what is still due, dated today: an appointment is made from today on.
    """
    today = child_context.today
    timeline = timeline_of(child_context.child, today)
    all_days = calendar_days(timeline, visits_with_a_day(child_context.child), today)
    days = rows_of_day(all_days, day, timeline, today)
    if not days:
        raise Http404
    file = day_file(
        days,
        written=last_written(child_context.child),
        address=_diary_address(request, child_context.child),
        today=today,
    )
    response = _ics_response(file)
    response["Content-Disposition"] = f'attachment; filename="milkspot-{day}.ics"'
    return response


@login_not_required
@require_safe
@of_one_moment
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Returns the feed to a calendar application, without a log-in. 404 for an unknown token."""
    try:
        child = child_of_calendar(token)
    except Child.DoesNotExist:
        raise Http404 from None
    today = today_in(child.family.time_zone)
    file = feed_file(
        _days(child, today),
        written=last_written(child),
        address=_diary_address(request, child),
        today=today,
    )
    return _ics_response(file)


def _renew(child_context: ChildContext) -> HttpResponse:
    token = renew_calendar(member=child_context.member, child=child_context.child)
    response = redirect("calendar", child_context.child.pk)
    response.set_cookie(
        full_name(COOKIE),
        token,
        path=_page_path(child_context),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _address_from_cookie(request: HttpRequest, link: CalendarLink | None) -> str:
    """Returns the feed URL; empty on another device, or if the cookie's token has ended."""
    token = request.COOKIES.get(full_name(COOKIE), "")
    if link is None or hash_of(token) != link.token_hash:
        return ""
    return absolute(request, reverse("calendar_feed", args=[token]))


def _page_path(child_context: ChildContext) -> str:
    return reverse("calendar", args=[child_context.child.pk])


def _diary_address(request: HttpRequest, child: Child) -> str:
    return absolute(request, reverse("today", args=[child.pk]))


def _days(child: Child, today: date) -> tuple[CalendarDay, ...]:
    return calendar_days(timeline_of(child, today), visits_with_a_day(child), today)


def _ics_response(file: bytes) -> HttpResponse:
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
