"""The settings of a family: owners change them, the others see them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tracker.actions.people import change_family
from tracker.forms.family import FamilyForm
from tracker.forms.places import country_names
from tracker.queries import memberships_of
from tracker.views.guards import user_of


def edit(request: HttpRequest, family_id: int) -> HttpResponse:
    member = memberships_of(user_of(request)).filter(family=family_id).first()
    if member is None:
        raise Http404
    family = member.family
    if not member.owns:
        if request.method == "POST":
            raise PermissionDenied
        country = country_names().get(family.country, _("not said"))
        return render(
            request, "family/show.html", {"tab": "more", "family": family, "country": country}
        )
    names = ("name", "time_zone", "country", "temperature_unit")
    initial = {name: getattr(family, name) for name in names}
    form = FamilyForm(request.POST or None, initial=initial)
    if form.is_valid():
        change_family(family=family, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("home")
    return render(request, "family/edit.html", {"tab": "more", "form": form, "family": family})
