"""Leaving a family, and final deletion of a child or a family."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker import removals
from tracker.actions.membership import LastMember
from tracker.forms.people import DeleteForm
from tracker.models import Member, PendingRemoval
from tracker.queries.membership import heir_to, is_alone, may_cancel, pending_removals_of
from tracker.views.access import (
    ChildContext,
    NotInSample,
    child_owner,
    confirmed_to_post,
    in_family,
    owner,
)
from tracker.views.family.people import notify_owners, warn_copy_failed
from tracker.views.navigation import post_only


@in_family
@confirmed_to_post
def leave(request: HttpRequest, member: Member) -> HttpResponse:
    """Leaves the family at once, with a copy; the last member has to delete the family instead."""
    if member.family.is_sample:
        raise NotInSample
    if request.method == "POST":
        return _leave(request, member)
    context = {
        "family": member.family,
        "alone": is_alone(member),
        "heir": heir_to(member.family, leaving=member) if member.owns else None,
    }
    return render(request, "family/people/leave.html", context)


@child_owner
@confirmed_to_post
def delete_child(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    alone = is_alone(child_context.member)
    form = DeleteForm(request.POST or None, name=child_context.child.name, alone=alone)

    def request_removal() -> PendingRemoval:
        return removals.request_child_deletion(
            child=child_context.child, by=child_context.user, now=child_context.now
        )

    def delete(with_copy: bool) -> None:
        removals.delete_child_now(
            child=child_context.child,
            by=child_context.user,
            now=child_context.now,
            with_copy=with_copy,
        )

    if form.is_valid():
        return _delete(
            request, child_context.member, form, request_removal, delete if alone else None
        )
    waiting = pending_removals_of(child_context.family).filter(child=child_context.child).exists()
    context = {
        "child_context": child_context,
        "form": form,
        "alone": alone,
        "waiting": waiting,
    }
    return render(
        request, "family/people/delete_child.html", {**context, "family": child_context.family}
    )


@owner
@confirmed_to_post
def delete_family(request: HttpRequest, member: Member) -> HttpResponse:
    family, user, now = member.family, member.user, timezone.now()
    alone = is_alone(member)
    form = DeleteForm(request.POST or None, name=family.name, alone=alone)

    def request_removal() -> PendingRemoval:
        return removals.request_family_deletion(family=family, by=user, now=now)

    def delete(with_copy: bool) -> None:
        removals.delete_family_now(family=family, by=user, now=now, with_copy=with_copy)

    if form.is_valid():
        return _delete(request, member, form, request_removal, delete if alone else None)
    waiting = pending_removals_of(family).filter(kind=PendingRemoval.Kind.FAMILY).exists()
    context = {"family": family, "form": form, "alone": alone, "waiting": waiting}
    children = list(family.children.order_by("pk"))
    return render(request, "family/people/delete_family.html", {**context, "children": children})


@owner
@post_only
def cancel(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Cancels a pending removal; a missing one gets the same message, whatever the reason."""
    removal = pending_removals_of(member.family).filter(pk=pk).first()
    if removal is None:
        messages.info(request, _("That request is no longer waiting."))
        return redirect("people", member.family_id)
    if not may_cancel(removal, member):
        raise PermissionDenied
    removals.cancel(removal=removal, by=member.user)
    messages.success(request, _("Cancelled. Nothing is deleted, and everyone stays."))
    return redirect("people", member.family_id)


def _leave(request: HttpRequest, member: Member) -> HttpResponse:
    try:
        removals.leave_with_copies(member=member, now=timezone.now())
    except removals.CopyFailed:
        warn_copy_failed(request)
        return redirect("family_leave", member.family_id)
    except LastMember:
        return redirect("family_leave", member.family_id)
    except Member.DoesNotExist:
        return redirect("copies")  # the button was pressed twice
    text = _("You've left the family “%(family)s”. A copy of each diary is kept here for 30 days.")
    messages.success(request, text % {"family": member.family.name})
    return redirect("copies")


def _delete(
    request: HttpRequest,
    member: Member,
    form: DeleteForm,
    request_removal: Callable[[], PendingRemoval],
    delete: Callable[[bool], None] | None,
) -> HttpResponse:
    """Calls ``delete`` at once if given, else ``request_removal``, which takes seven days."""
    if delete is None:
        notify_owners(request, request_removal())
        return redirect("people", member.family_id)
    try:
        delete(form.cleaned_data["with_copy"])
    except removals.CopyFailed:
        warn_copy_failed(request)
        return redirect(request.path)
    except removals.NotAlone:  # somebody joined meanwhile
        return redirect(request.path)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": form.name})
    return redirect("copies" if form.cleaned_data["with_copy"] else "home")
