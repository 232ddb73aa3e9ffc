"""The members of a family, their roles, and the family's events."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker import removals
from tracker.actions.membership import OwnersWait, change_role, set_relation
from tracker.domain.roles import ROLES
from tracker.forms.people import REMOVE, MemberForm, RelationForm
from tracker.mail import mail_owners_about_new_owner, mail_owners_about_removal
from tracker.models import Member, PendingRemoval
from tracker.presenters import people as rows
from tracker.presenters.history.events import event_row
from tracker.queries import membership
from tracker.queries.account import may_make_password_link
from tracker.queries.invitations import open_invitations
from tracker.rendering import role_with_article
from tracker.utils.clock import now_in
from tracker.views.access import NotInSample, confirmed_to_post, in_family, owner

EVENTS_A_PAGE = 50


@in_family
@require_safe
def show(request: HttpRequest, member: Member) -> HttpResponse:
    family = member.family
    now = now_in(family.time_zone)
    context = {
        "family": family,
        "member": member,
        "people": [rows.person_row(other, member, now) for other in membership.members_of(family)],
        "removals": [
            rows.pending_removal_row(row, membership.may_cancel(row, member), now)
            for row in membership.pending_removals_of(family)
        ],
        "invitations": [rows.invitation_row(row, now) for row in open_invitations(family, now)],
        "links": [rows.open_link_row(row, now) for row in membership.open_shares_of(family, now)],
        "calendars": [rows.calendar_row(row, now) for row in membership.calendars_of(family)],
        "children": list(family.children.order_by("pk")),
        "operator": settings.OPERATOR,
    }
    return render(request, "family/people/show.html", context)


@in_family
@require_safe
def history(request: HttpRequest, member: Member) -> HttpResponse:
    now = now_in(member.family.time_zone)
    pages = Paginator(membership.events_of(member.family), EVENTS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "family": member.family,
        "events": [event_row(event, now) for event in page],
        "page": page,
    }
    return render(request, "family/people/history.html", context)


@owner
@confirmed_to_post
def edit(request: HttpRequest, member: Member, member_id: int) -> HttpResponse:
    """Changes a member's role or removes them; an owner's part ends only after seven days."""
    other = get_object_or_404(membership.members_of(member.family), pk=member_id)
    other.family = member.family
    is_self = other.pk == member.pk
    form = MemberForm(request.POST or None, member=other, is_self=is_self)
    if form.is_valid():
        try:
            _change(request, other, form.cleaned_data["role"], member)
        except removals.LastOwner:
            messages.error(request, _("Make someone else an owner first."))
        except removals.CopyFailed:
            warn_copy_failed(request)
        except (OwnersWait, Member.DoesNotExist):  # became an owner or left at the same time
            messages.error(request, _("Nothing was changed. Check the roles again."))
        return redirect("people", member.family_id)
    now = now_in(member.family.time_zone)
    waiting = PendingRemoval.objects.filter(member=other).first()
    links = (
        ()
        if is_self
        else membership.open_shares_of(member.family, now).filter(made_by=other.user_id)
    )
    context = {
        "family": member.family,
        "person": rows.person_row(other, member, now),
        "is_owner": other.owns,
        "is_only_owner": other.owns and not membership.owners_besides(other).exists(),
        "waiting": waiting,
        "links": [rows.open_link_row(row, now) for row in links],
        "may_make_link": may_make_password_link(member.user, other.user),
        "form": form,
    }
    return render(request, "family/people/member.html", context)


@in_family
def relation(request: HttpRequest, member: Member, member_id: int) -> HttpResponse:
    """Changes what a member is to the child: their own, or anybody's for an owner."""
    other = get_object_or_404(membership.members_of(member.family), pk=member_id)
    if member.family.is_sample:
        raise NotInSample
    if not (member.owns or other.pk == member.pk):
        raise PermissionDenied
    form = RelationForm(request.POST or None, initial={"relation": other.relation})
    if form.is_valid():
        set_relation(member=other, relation=form.cleaned_data["relation"])
        text = _("Saved for %(name)s.")
        messages.success(request, text % {"name": other.user.shown_name})
        return redirect("people", member.family_id)
    context = {
        "family": member.family,
        "person": rows.person_row(other, member, now_in(member.family.time_zone)),
        "form": form,
    }
    return render(request, "family/people/relation.html", context)


def _change(request: HttpRequest, other: Member, role: str, by: Member) -> None:
    """Requests the end of an ownership; makes any other change at once."""
    name = other.user.shown_name
    if other.owns:
        removal = removals.request_ownership_end(
            member=other, new_role="" if role == REMOVE else role, by=by.user, now=timezone.now()
        )
        notify_owners(request, removal)
    elif role == REMOVE:
        removals.remove_member_with_copies(member=other, by=by.user, now=timezone.now())
        text = _("%(name)s is no longer in the family. They have a copy of each diary for 30 days.")
        messages.success(request, text % {"name": name})
    else:
        change_role(member=other, role=role, by=by.user)
        text = _("%(name)s is now %(role)s.") % {"name": name, "role": role_with_article(role)}
        messages.success(request, text)
        if ROLES[role].owns:
            mail_owners_about_new_owner(other)


def notify_owners(request: HttpRequest, removal: PendingRemoval) -> None:
    """Adds a message about a pending removal and its date, and mails it to every owner."""
    now = now_in(removal.family.time_zone)
    messages.warning(request, rows.pending_removal_text(removal, now))
    mail_owners_about_removal(removal, now)


def warn_copy_failed(request: HttpRequest) -> None:
    text = _("The copy couldn't be made, so nothing was changed. Try again later.")
    messages.error(request, text)
