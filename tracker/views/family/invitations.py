"""Invitations, for the family's owners: make, show and revoke."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.invitations import DAYS_TO_ANSWER, invite, revoke_invitation
from tracker.domain.roles import ROLES
from tracker.forms.people import InvitationForm
from tracker.mail import send_invitation
from tracker.models import Invitation, Member
from tracker.presenters.people import invitation_row
from tracker.queries.invitations import open_invitations
from tracker.utils import qr
from tracker.utils.clock import now_in
from tracker.views.access import owner, require_fresh_person, require_known_person
from tracker.views.addresses import absolute, reach
from tracker.views.link_cookies import (
    delete_owner_cookie,
    set_owner_cookie,
    signed_token,
    token_from_form,
    token_from_owner_cookie,
)
from tracker.views.navigation import post_only


@owner
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """Makes an invitation. Whoever invites an owner confirms who they are: an owner is not undone
    at once.
    """
    family = member.family
    now = now_in(family.time_zone)
    form = InvitationForm(
        request.POST or None,
        initial={"sealed": signed_token(family)},
        sends_mail=settings.SENDS_MAIL,
    )
    if form.is_valid():
        invites_owner = ROLES[form.cleaned_data["role"]].owns
        (require_fresh_person if invites_owner else require_known_person)(request)
        token = token_from_form(form.cleaned_data["sealed"], family)
        invitation = invite(
            family=family,
            role=form.cleaned_data["role"],
            for_whom=form.cleaned_data["for_whom"],
            token=token,
            by=member.user,
            now=now,
        )
        _send(request, form.cleaned_data.get("email", ""), token, member)
        response = redirect("invitation_show", family.pk, invitation.pk)
        set_owner_cookie(response, invitation, token, now)
        return response
    context = {"family": family, "form": form, "days": DAYS_TO_ANSWER}
    return render(request, "family/people/invite.html", context)


@owner
def show(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Shows an invitation; its link only in the browser that made it."""
    now = now_in(member.family.time_zone)
    invitation = get_object_or_404(Invitation, family=member.family, pk=pk)
    is_open = open_invitations(member.family, now).filter(pk=pk).exists()
    token = token_from_owner_cookie(request, invitation) if is_open else ""
    address = _address(request, token) if token else ""
    context = {
        "family": member.family,
        "invitation": invitation_row(invitation, now),
        "is_open": is_open,
        "was_used": invitation.used_at is not None,
        "address": address,
        "reach": reach(address),
        "qr": qr.data_uri(address) if address else "",
    }
    return render(request, "family/people/invitation.html", context)


@owner
@post_only
def revoke(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, family=member.family, pk=pk)
    revoke_invitation(invitation=invitation, by=member.user, now=now_in(member.family.time_zone))
    messages.success(request, _("Invitation cancelled. Nobody can use it any more."))
    response = redirect("people", member.family_id)
    delete_owner_cookie(response, invitation)
    return response


def _send(request: HttpRequest, email: str, token: str, member: Member) -> None:
    if not email:
        return
    send_invitation(email=email, token=token, by=member.user)
    text = _("An email is on its way to %(email)s. If it doesn't arrive, send the link yourself.")
    messages.info(request, text % {"email": email})


def _address(request: HttpRequest, token: str) -> str:
    return absolute(request, reverse("invitation_open", args=[token]))
