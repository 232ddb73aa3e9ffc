"""The page of all rules in force, open to everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.presenters.rules import rules_page
from tracker.rules_in_force import current_rules


@login_not_required
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "info/rules/show.html", {"rules": rules_page(current_rules())})
