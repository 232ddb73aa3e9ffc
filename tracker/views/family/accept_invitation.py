"""The pages of an invitation link: a landing page, then joining the family."""

from __future__ import annotations

from functools import wraps
from typing import Any

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tracker.actions.invitations import (
    AlreadyMember,
    InvitationEnded,
    accept_as_new,
    accept_invitation,
)
from tracker.actions.people import NewAccount
from tracker.actions.read_only import FamilyReadOnly
from tracker.forms.account import NewAccountForm
from tracker.mail import mail_owners_about_new_owner
from tracker.models import Invitation, Member, User
from tracker.presenters.people import invitation_row
from tracker.queries import memberships_of
from tracker.queries.invitations import open_invitation
from tracker.utils.clock import now_in
from tracker.views.access import PlainView, account_of
from tracker.views.family.start import log_in_new
from tracker.views.link_cookies import (
    delete_invitation_cookie,
    invitation_from_cookie,
    set_invitation_cookie,
)

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    # Sends no path. With "no-referrer" browsers send "Origin: null", which the CSRF check refuses.
    "Referrer-Policy": "strict-origin",
    "Cache-Control": "private, no-store",
}


def unlisted(view: PlainView) -> PlainView:
    """Serves a page without requiring a log-in, hidden from search engines and caches."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return login_not_required(require_http_methods(["GET", "HEAD", "POST"])(guarded))


@unlisted
def landing(request: HttpRequest, token: str) -> HttpResponseBase:
    """Shows the same page for every token without a query, since chat programs fetch it.

    A POST stores the token in a cookie and redirects to a URL without it.
    """
    if request.method != "POST":
        return render(request, "family/people/landing.html")
    now = timezone.now()
    invitation = open_invitation(token, now)
    if invitation is None:
        return _ended(request)
    response = redirect("invitation")
    set_invitation_cookie(response, invitation, token, now)
    return response


@unlisted
@rate_limit(action="signup")
@sensitive_post_parameters("password")
def show(request: HttpRequest) -> HttpResponseBase:
    """Shows the family and role; a user joins by a button, others by making an account."""
    try:
        return _show(request)
    except FamilyReadOnly:
        text = _("Nobody can join at the moment. Try again in a few minutes.")
        messages.warning(request, text)
        return redirect("invitation")


def _show(request: HttpRequest) -> HttpResponseBase:
    token = invitation_from_cookie(request)
    invitation = open_invitation(token, timezone.now())
    if invitation is None:
        return _ended(request)
    user = account_of(request)
    if user is not None:
        return _accept_as_user(request, user, invitation, token)
    return _accept_as_new(request, invitation, token)


def _accept_as_user(
    request: HttpRequest, user: User, invitation: Invitation, token: str
) -> HttpResponse:
    """Accepts for the user named by the posted ``as``: another may have logged in meanwhile."""
    is_member = memberships_of(user).filter(family=invitation.family).exists()
    if request.POST.get("as") == str(user.pk) and not is_member:
        try:
            member = accept_invitation(token=token, user=user, now=timezone.now())
        except InvitationEnded:
            return _ended(request)
        except AlreadyMember:
            return redirect("invitation")
        return _after_joining(request, member)
    return _page(request, invitation, None, is_member=is_member)


def _accept_as_new(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    form = NewAccountForm(request.POST or None)
    if not form.is_valid():
        return _page(request, invitation, form, is_member=False)
    data = form.cleaned_data
    account = NewAccount(data["email"], data["password"], data["name"], form.terms_text)
    try:
        member = accept_as_new(token=token, account=account, now=timezone.now())
    except InvitationEnded:
        return _ended(request)
    log_in_new(request, member.user)
    return _after_joining(request, member)


def _after_joining(request: HttpRequest, member: Member) -> HttpResponse:
    child = member.family.children.order_by("pk").first()
    if child is not None:
        request.session["child"] = child.pk
    if member.owns:
        mail_owners_about_new_owner(member)
    messages.success(request, _("You've joined. “People and access” is under More."))
    response = redirect("home")
    delete_invitation_cookie(response)
    return response


def _page(
    request: HttpRequest, invitation: Invitation, form: NewAccountForm | None, *, is_member: bool
) -> HttpResponse:
    row = invitation_row(invitation, now_in(invitation.family.time_zone))
    context = {
        "family": invitation.family,
        "invitation": row,
        "form": form,
        "operator": settings.OPERATOR,
    }
    return render(request, "family/people/invited.html", {**context, "is_member": is_member})


def _ended(request: HttpRequest) -> HttpResponse:
    """Returns the same 404 page for used, revoked, expired and unknown invitations."""
    response = render(request, "family/people/invitation_ended.html", status=404)
    delete_invitation_cookie(response)
    return response
