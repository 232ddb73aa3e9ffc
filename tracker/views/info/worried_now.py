"""The page "Worried now?", open to everybody: urgent signs, and whom to call."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.domain.help_numbers import HELP_NUMBERS, help_numbers_for
from tracker.presenters.worried import help_card, urgent_sections
from tracker.queries import children_of
from tracker.rules_in_force import current_rules
from tracker.views.access import user_of
from tracker.views.context import current_child_of
from tracker.views.family.time_zone_and_country import time_zone_and_country


@login_not_required
def show(request: HttpRequest) -> HttpResponse:
    rules = current_rules()
    context = {
        "help": help_card(help_numbers_for(_country(request))),
        "countries": [help_card(numbers) for numbers in HELP_NUMBERS.values()],
        "sections": urgent_sections(rules),
        "worry_counts": any("worried" in rule.signs for rule in rules.urgent_rules),
    }
    return render(request, "info/worried_now/show.html", context)


def _country(request: HttpRequest) -> str:
    """Returns the requested country, or that of the current child's family, or the browser's."""
    asked = request.GET.get("country")
    if asked is not None:
        return asked
    if request.user.is_authenticated:
        child = current_child_of(list(children_of(user_of(request))), request.session.get("child"))
        if child is not None and child.family.country:
            return child.family.country
    return time_zone_and_country(request).country
