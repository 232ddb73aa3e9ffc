"""The page for the doctor: read, chosen and printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain.summary import Choice, summarise
from tracker.forms.summary import SummaryForm
from tracker.models import Family
from tracker.presenters.summary import sheet
from tracker.queries import whole_diary
from tracker.rules_in_force import current_rules
from tracker.views.guards import Here, reader


@reader
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """Days that make no sense get their sentence, and no sheet that could be printed by mistake."""
    diary = whole_diary(here.child)
    form = SummaryForm(request.GET, diary, here.today)
    page = None
    if form.is_valid():
        asked = form.cleaned_data
        summary = summarise(
            diary,
            here.today,
            Choice(asked["span"], tuple(asked["concern"]), asked["notes"] == "yes"),
            current_rules(),
        )
        page = sheet(summary, here.family.temperature_unit == Family.TemperatureUnit.FAHRENHEIT)
    return render(
        request, "summary/show.html", {"here": here, "tab": "summary", "form": form, "sheet": page}
    )
