"""Babies of a family, and the menu of what is not needed every day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.people import add_child, change_child
from tracker.actions.revisions import ChangedMeanwhile
from tracker.actions.sample import is_guest
from tracker.clock import today_in
from tracker.forms.child import ChildForm
from tracker.models import Family, Member
from tracker.queries import is_empty, memberships_of
from tracker.queries.children import first_day_written
from tracker.queries.diaries import child_record
from tracker.views.conflicts import told
from tracker.views.guards import Here, reader, user_of


def new(request: HttpRequest) -> HttpResponse:
    """Adds a baby to a family that the user owns; a sample family takes none."""
    families = _own_families(memberships_of(user_of(request)))
    if not families:
        if is_empty():
            return redirect("start")
        raise PermissionDenied
    today = max(today_in(family.time_zone) for family in families)
    form = ChildForm(request.POST or None, today=today, families=families)
    if form.is_valid():
        family = form.cleaned_data.get("family") or families[0]
        child = add_child(family=family, child=form.record())
        request.session["child"] = child.pk
        messages.success(request, _("%(child)s has a diary now.") % {"child": child.name})
        return redirect("today", child.pk)
    context = {"form": form, "tab": "more", "child": None, "conflict": None}
    return render(request, "children/form.html", context)


@reader
def edit(request: HttpRequest, here: Here) -> HttpResponse:
    if not here.member.owns:
        raise PermissionDenied
    form = ChildForm(
        request.POST or None,
        initial=asdict(child_record(here.child)) | {"revision": here.child.revision},
        today=here.today,
        first_day=first_day_written(here.child),
    )
    conflict = None
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            change_child(row=here.child, child=form.record(), revision=revision, by=here.user)
        except ChangedMeanwhile as met:
            conflict = told(met, form, here.user, here.family)
        else:
            messages.success(request, _("Saved."))
            return redirect("more", here.child.pk)
    context = {
        "here": here,
        "form": form,
        "tab": "more",
        "child": here.child,
        "conflict": conflict,
        "leave_address": reverse("more", args=[here.child.pk]),
    }
    return render(request, "children/form.html", context)


@reader
def more(request: HttpRequest, here: Here) -> HttpResponse:
    memberships = list(memberships_of(here.user))
    context = {
        "here": here,
        "tab": "more",
        "owns": here.member.owns,
        "is_guest": is_guest(here.user),
        "has_sample": any(member.family.is_sample for member in memberships),
        "may_add": bool(_own_families(memberships)),
    }
    return render(request, "children/more.html", context)


def _own_families(memberships: Iterable[Member]) -> list[Family]:
    return [member.family for member in memberships if member.owns and not member.family.is_sample]
