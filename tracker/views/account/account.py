"""The user's account: name, email address, sessions and log-out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LogoutView, PasswordChangeView
from allauth.decorators import rate_limit
from allauth.usersessions.adapter import get_adapter as get_sessions_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.account import change_address, change_language, change_name
from tracker.forms.account import AppearanceForm, NameForm, NewAddressForm
from tracker.models import User
from tracker.presenters.account import session_row
from tracker.push.subscriptions import keep_subscription, unsubscribe
from tracker.queries.account import accepted_at, second_step_of, sessions_of, time_zone_of
from tracker.utils.clock import now_in
from tracker.views.access import confirmed_to_post, user_of
from tracker.views.appearance import appearance_of, keep_appearance
from tracker.views.client_headers import account_key
from tracker.views.drafts import forget_drafts
from tracker.views.navigation import post_only


def show(request: HttpRequest) -> HttpResponse:
    """Shows the account, and changes the user's name."""
    user = user_of(request)
    form = NameForm(request.POST or None, initial=_initial(user))
    if form.is_valid():
        change_name(user=user, name=form.cleaned_data["name"])
        if "language" in form.cleaned_data:
            change_language(user=user, language=form.cleaned_data["language"])
            translation.activate(user.language_code)  # also of the message
        messages.success(request, _("Your name is saved."))
        return redirect("account")
    return _page(request, form, _appearance_form(request))


@post_only
def appearance(request: HttpRequest) -> HttpResponse:
    """Keeps the colours for this browser."""
    form = _appearance_form(request)
    if not form.is_valid():
        return _page(request, NameForm(initial=_initial(user_of(request))), form)
    messages.success(request, _("Saved."))
    response = redirect("account")
    keep_appearance(response, form.cleaned_data["appearance"])
    return response


def _initial(user: User) -> dict[str, str]:
    return {"name": user.name, "language": user.language_code}


def _appearance_form(request: HttpRequest) -> AppearanceForm:
    data = request.POST if "appearance" in request.POST else None
    return AppearanceForm(data, initial={"appearance": appearance_of(request)})


def _page(request: HttpRequest, form: NameForm, appearance_form: AppearanceForm) -> HttpResponse:
    context = {
        "form": form,
        "appearance_form": appearance_form,
        "second_step": second_step_of(user_of(request)),
        "has_terms": bool(settings.TERMS),
        "agreed": bool(settings.TERMS and accepted_at(user_of(request), settings.TERMS)),
    }
    return render(request, "account/show.html", context)


@confirmed_to_post
@rate_limit(action="manage_email")
def email(request: HttpRequest) -> HttpResponse:
    """Changes the email address of the log-in, unverified, and notifies the former one."""
    user = user_of(request)
    former = user.email
    form = NewAddressForm(request.POST or None, user=user)
    if form.is_valid():
        change_address(user=user, email=form.cleaned_data["email"])
        get_adapter().send_notification_mail(
            "account/email/email_changed",
            user,
            {"from_email": former, "to_email": user.email},
            email=former,
        )
        messages.success(request, _("You now log in with %(email)s.") % {"email": user.email})
        return redirect("account")
    return render(request, "account/email.html", {"form": form, "email": former})


class LogOut(LogoutView):
    """Also clears the browser's cache, including pages for the back button.

    It keeps the storage: unsent forms of another account may be there. The next page removes the
    drafts of this one.
    """

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        user = self.request.user
        account = account_key(user) if isinstance(user, User) else ""
        unsubscribe(session_key=self.request.session.session_key)
        response: HttpResponse = super().post(*args, **kwargs)
        forget_drafts(self.request, account)
        response["Clear-Site-Data"] = '"cache"'
        return response


class ChangePassword(PasswordChangeView):
    """Keeps the reminders of this device: its log-in goes on, under another key."""

    def form_valid(self, form: Any) -> HttpResponse:
        former_key = self.request.session.session_key
        response: HttpResponse = super().form_valid(form)
        session_key = self.request.session.session_key
        keep_subscription(former_key=former_key, session_key=session_key)
        return response


def sessions(request: HttpRequest) -> HttpResponse:
    """Lists the user's sessions; a POST ends all but the current one."""
    user = user_of(request)
    now = now_in(time_zone_of(user))
    active = sessions_of(user, now)
    if request.method == "POST":
        others = [session for session in active if not session.is_current()]
        get_sessions_adapter().end_sessions(others)
        text = ngettext("%(n)s device logged out.", "%(n)s devices logged out.", len(others))
        messages.success(request, text % {"n": len(others)})
        return redirect("sessions")
    rows = [session_row(session, now) for session in active]
    rows.sort(key=lambda row: not row.is_current)
    return render(request, "account/sessions.html", {"rows": rows})


@post_only
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, user=user_of(request), pk=pk)
    if session.is_current():
        return redirect("account_logout")
    get_sessions_adapter().end_sessions([session])
    messages.success(request, _("Device logged out."))
    return redirect("sessions")
