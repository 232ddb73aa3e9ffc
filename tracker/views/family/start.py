"""First run: the child and its concern, the account, and opening the diary on a phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tracker.actions.people import NewAccount
from tracker.formats import day_text
from tracker.forms.start import NOTHING, AccountForm, BabyForm
from tracker.models import Child, Entry, User
from tracker.operator.sign_up import SignUpClosed, may_sign_up, open_diary
from tracker.presenters.conditions import ConditionRow, condition_list
from tracker.queries import is_empty
from tracker.utils import qr
from tracker.utils.clock import now_in, today_in
from tracker.views.access import account_of
from tracker.views.addresses import absolute, anybody_could_be_first, reach
from tracker.views.family.time_zone_and_country import time_zone_and_country
from tracker.views.messages import Notice, add_notices

EARLIEST_ZONE = "Pacific/Kiritimati"
"""The time zone where every day begins first (UTC+14): no family's today is later."""

SIGN_UP_TOKEN = "sign_up"  # in the session

View = Callable[[HttpRequest], HttpResponse]


def sign_up_token(request: HttpRequest) -> str:
    """Returns the token of the visitor's invitation to start a diary, or ""."""
    return str(request.session.get(SIGN_UP_TOKEN, ""))


def _for_new_families(view: View) -> View:
    """Redirects home those who may not start a diary here: members get in by the log-in."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        allowed = may_sign_up(sign_up_token(request), timezone.now())
        return view(request) if allowed else redirect("home")

    return guarded


@_for_new_families
def baby(request: HttpRequest) -> HttpResponse:
    """First page: the child and its concern, stored in the session until there is an account.

    The time zone is not known for sure yet, so any day that has begun somewhere is valid.
    """
    latest = today_in(EARLIEST_ZONE)
    if request.method == "POST":
        form = BabyForm(request.POST, today=latest)
        if form.is_valid():
            request.session["start"] = form.session_data()
            request.session.save_form()  # type: ignore[attr-defined]
            return redirect("start_account")
    else:
        place = time_zone_and_country(request)
        initial = {"first_noticed_on": today_in(place.time_zone).isoformat()}
        form = BabyForm(initial=request.session.get("start") or initial, today=latest)
    chosen = str(form["condition"].value() or "")
    nothing = ConditionRow(
        key=NOTHING,
        group="",
        label=_("Nothing right now"),
        appearance=_("I just want to set up the diary."),
        is_chosen=chosen == NOTHING,
    )
    context = {
        "form": form,
        "conditions": condition_list(chosen),
        "nothing": nothing,
        "offers_sample": is_empty(),
    }
    return render(request, "family/start/baby.html", context)


@_for_new_families
@rate_limit(action="signup")
@sensitive_post_parameters("password")
def account(request: HttpRequest) -> HttpResponse:
    """Second page: account, time zone and country. Opens the diary and logs in."""
    stored = request.session.get("start")
    if stored is None:
        return redirect("start")
    place = time_zone_and_country(request, stored.get("time_zone", ""))
    initial = {"time_zone": place.time_zone, "country": place.country}
    account = account_of(request)  # a user who left or deleted a diary before
    form = AccountForm(
        request.POST or None,
        initial=initial,
        has_account=account is not None,
        needs_code=anybody_could_be_first() and is_empty(),
    )
    if form.is_valid():
        now = now_in(form.cleaned_data["time_zone"])
        first_page = BabyForm(stored, today=now.date())
        if first_page.is_valid():
            return _open(request, form, first_page)
        form.add_error(
            "time_zone",
            _(
                "In this time zone it's still %(day)s, and you entered a later day. Choose "
                "another time zone, or go back and change the day."
            )
            % {"day": day_text(now.date())},
        )
    context = {
        "form": form,
        "baby": stored["name"],
        "account": account,
        "operator": settings.OPERATOR,
    }
    return render(request, "family/start/account.html", context)


def _open(request: HttpRequest, form: AccountForm, first_page: BabyForm) -> HttpResponse:
    data = form.cleaned_data
    account = account_of(request)
    try:
        user, child = open_diary(
            child=first_page.child(),
            concern=first_page.first_concern(now_in(data["time_zone"])),
            by=account
            or NewAccount(data["email"], data["password"], data["name"], form.terms_text),
            time_zone=data["time_zone"],
            country=data["country"],
            now=timezone.now(),
            token=sign_up_token(request),
        )
    except SignUpClosed:
        messages.info(
            request,
            _("Someone set up a diary here a moment ago. Log in, or ask them to invite you."),
        )
        return redirect("account_login")
    if account is None:
        log_in_new(request, user)
    request.session["child"] = child.pk
    request.session.pop("start", None)
    request.session.pop(SIGN_UP_TOKEN, None)
    add_notices(request, _opened(child))
    return redirect("start_done")


def _opened(child: Child) -> Notice:
    """Returns the message that the diary is open, with a link to add photos to its first entry.

    The first page takes no photos: nothing is stored before there is an account.
    """
    text = _("%(child)s's diary is ready.") % {"child": child.name}
    entry = Entry.objects.filter(concern__child=child).first()
    if entry is None:
        return Notice(text)
    address = reverse("photos", args=[child.pk, entry.concern.uuid, entry.uuid])
    return Notice(text, link=address, link_text=_("Add a photo"))


def log_in(request: HttpRequest, user: User) -> None:
    """Logs the user in, under a new session key."""
    perform_login(request, user)


def log_in_new(request: HttpRequest, user: User) -> None:
    """Logs in the user of a new account. Choosing its password counts as confirming it."""
    log_in(request, user)
    reauthenticate_by_password(request)


def done(request: HttpRequest) -> HttpResponse:
    """Third page: the address as a QR code, to open it on another phone."""
    address = absolute(request, reverse("home"))
    on_this_machine = reach(address) == "machine"
    context = {
        "address": address,
        "on_this_machine": on_this_machine,
        "listens_to_others": not settings.LOOPBACK_ONLY,
        "qr": "" if on_this_machine else qr.data_uri(address),
    }
    return render(request, "family/start/done.html", context)
