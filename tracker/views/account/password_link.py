"""A password link that an owner makes for another member of the family."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tracker.accounts import password_key, password_link
from tracker.actions.events import note_event
from tracker.models import FamilyEvent, Member
from tracker.queries.account import may_make_password_link
from tracker.views.access import confirmed_to_post, owner


@owner
@confirmed_to_post
def make(request: HttpRequest, member: Member, member_id: int) -> HttpResponse:
    """Makes a link on POST and shows it in that response only."""
    other = get_object_or_404(member.family.members.select_related("user"), pk=member_id)
    may_make = may_make_password_link(member.user, other.user)
    link = ""
    if request.method == "POST":
        if not may_make:
            raise PermissionDenied
        link = password_link(password_key(other.user), request.build_absolute_uri("/"))
        about = other.user.shown_name
        kind = FamilyEvent.Kind.PASSWORD_LINK
        note_event(family=member.family, kind=kind, about=about, by=member.user)
    context = {
        "family": member.family,
        "other": other,
        "may_make": may_make,
        "link": link,
    }
    return render(request, "account/password_link.html", context)
