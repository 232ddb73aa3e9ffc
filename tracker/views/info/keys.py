"""The page of the keys for a keyboard at a desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Its script turns the keys off and on, in this browser."""
    return render(request, "info/keys/show.html")
