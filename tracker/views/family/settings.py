"""The settings of a family: owners change them, other members read them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from tracker.actions.people import change_family
from tracker.actions.reminder_choices import replan_family
from tracker.actions.revisions import ChangedMeanwhile
from tracker.forms.family import FamilyForm
from tracker.forms.places import country_names, known_zone, place_of_zone
from tracker.queries import memberships_of
from tracker.views.access import user_of
from tracker.views.diary.conflicts import describe_conflict


def edit(request: HttpRequest, family_id: int) -> HttpResponse:
    """``?time_zone=`` offers a time zone, which is chosen in the form but not saved."""
    member = memberships_of(user_of(request)).filter(family=family_id).first()
    if member is None:
        raise Http404
    family = member.family
    if not member.owns:
        if request.method == "POST":
            raise PermissionDenied
        country = country_names().get(family.country, _("not set"))
        return render(
            request,
            "family/settings/show.html",
            {"family": family, "country": country},
        )
    initial = {name: getattr(family, name) for name in FamilyForm.base_fields}
    offered = known_zone(request.GET.get("time_zone", "")) if request.method == "GET" else ""
    if offered:
        initial["time_zone"] = offered
    form = FamilyForm(request.POST or None, initial=initial)
    conflict = None
    if form.is_valid():
        try:
            change_family(family=family, by=member.user, **form.cleaned_data)
        except ChangedMeanwhile as error:
            conflict = describe_conflict(error, form, member.user, family)
        else:
            replan_family(family, now())
            messages.success(request, _("Family settings saved."))
            return redirect("home")
    context = {
        "form": form,
        "family": family,
        "offered": place_of_zone(offered),
        "conflict": conflict,
        "leave_address": reverse("home"),
    }
    return render(request, "family/settings/edit.html", context)
