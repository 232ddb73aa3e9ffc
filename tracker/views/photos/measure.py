"""Measures a spot on a photo: a line along a known length, and a line along the spot."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tracker.actions.entries import measure_spot
from tracker.domain import records
from tracker.forms.measuring import MeasureForm
from tracker.models import Entry, Spot
from tracker.models.rows import record_of
from tracker.presenters.body_map import spot_place, spot_text
from tracker.views.access import ChildContext, writer
from tracker.views.messages import notify_written
from tracker.views.photos.edit import page_of


@writer
def scale(request: HttpRequest, child_context: ChildContext, photo: UUID) -> HttpResponse:
    """Computes the size from the lengths of the lines that the script sends, and writes it."""
    row = child_context.photo(photo)
    spots = {str(spot.pk): spot for spot in _spots_of(row.entry)}
    places = {
        key: f"{number}: {spot_text(record_of(records.Spot, spot))}"
        for number, (key, spot) in enumerate(spots.items(), start=1)
    }
    form = MeasureForm(request.POST or None, places=places, country=child_context.family.country)
    if request.method == "POST" and form.is_valid():
        spot, size = spots[form.cleaned_data["spot"]], form.cleaned_data["size_mm"]
        try:
            change_set = measure_spot(spot=spot, size_mm=size, by=child_context.user)
        except Spot.DoesNotExist:
            form.add_error("spot", form.fields["spot"].error_messages["invalid_choice"])
        else:
            values = {"place": spot_place(record_of(records.Spot, spot)), "size": f"{size:g}"}
            notify_written(
                request,
                _("%(place)s: %(size)s mm is saved.") % values,
                child_context.child,
                change_set,
            )
            return redirect(page_of(child_context, row.entry))
    context = {
        "child_context": child_context,
        "photo": row,
        "form": form,
        "has_places": bool(places),
        "concern": row.entry.concern,
        "entry": row.entry,
    }
    return render(request, "photos/measure.html", context)


def _spots_of(entry: Entry) -> list[Spot]:
    spots = list(Spot.objects.filter(entry=entry))
    for spot in spots:
        spot.entry = entry
    return spots
