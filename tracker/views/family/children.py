"""Adding and changing a child, and the menu page."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.people import add_child, change_child
from tracker.actions.revisions import ChangedMeanwhile
from tracker.actions.sample import is_guest
from tracker.domain import records
from tracker.forms.child import ChildForm
from tracker.models import Family, Member
from tracker.operator.sign_up import may_sign_up
from tracker.queries import memberships_of
from tracker.queries.children import first_day_written
from tracker.queries.records import full_record
from tracker.utils.clock import today_in
from tracker.views.access import ChildContext, reader, user_of
from tracker.views.diary.conflicts import describe_conflict
from tracker.views.drafts import names_saved_draft
from tracker.views.family.start import sign_up_token
from tracker.views.read_only_page import answers_read_only


@names_saved_draft
@answers_read_only
def new(request: HttpRequest) -> HttpResponse:
    """Adds a child to a family that the user owns, except the sample family."""
    families = _own_families(memberships_of(user_of(request)))
    if not families:
        if may_sign_up(sign_up_token(request), timezone.now()):
            return redirect("start")
        raise PermissionDenied
    today = max(today_in(family.time_zone) for family in families)
    form = ChildForm(request.POST or None, today=today, families=families)
    if form.is_valid():
        family = form.cleaned_data.get("family") or families[0]
        child = add_child(family=family, child=form.record())
        request.session["child"] = child.pk
        messages.success(request, _("%(child)s now has a diary.") % {"child": child.name})
        return redirect("today", child.pk)
    context = {"form": form, "child": None, "conflict": None}
    return render(request, "family/children/form.html", context)


@reader
def edit(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    if not child_context.member.owns:
        raise PermissionDenied
    stored = full_record(records.Child, child_context.child)
    form = ChildForm(
        request.POST or None,
        initial=ChildForm.initial_of(stored, revision=child_context.child.revision),
        today=child_context.today,
        first_day=first_day_written(child_context.child),
    )
    conflict = None
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            change_child(
                row=child_context.child,
                child=form.record(),
                revision=revision,
                by=child_context.user,
            )
        except ChangedMeanwhile as error:
            conflict = describe_conflict(error, form, child_context.user, child_context.family)
        else:
            text = _("Saved: details about %(child)s")
            messages.success(request, text % {"child": child_context.child.name})
            return redirect("more", child_context.child.pk)
    context = {
        "child_context": child_context,
        "form": form,
        "child": child_context.child,
        "conflict": conflict,
        "leave_address": reverse("more", args=[child_context.child.pk]),
    }
    return render(request, "family/children/form.html", context)


@reader
def more(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    memberships = list(memberships_of(child_context.user))
    context = {
        "child_context": child_context,
        "owns": child_context.member.owns,
        "is_guest": is_guest(child_context.user),
        "has_sample": any(member.family.is_sample for member in memberships),
        "may_add": bool(_own_families(memberships)),
    }
    return render(request, "family/children/more.html", context)


def _own_families(memberships: Iterable[Member]) -> list[Family]:
    return [member.family for member in memberships if member.owns and not member.family.is_sample]
