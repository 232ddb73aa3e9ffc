"""When something went wrong: what happened, and what to do now."""

from __future__ import annotations

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Stands alone: the request may not even have got as far as a session."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: the database may be what is broken, or the files of the look."""
    try:
        return HttpResponseServerError(render_to_string("500.html"))
    except Exception:
        text = "Something broke in Milkspot. If you are worried about your baby, call for help."
        return HttpResponseServerError(text, content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token did not fit: too old, no cookies, or an address the host did not name."""
    wrong_address = reason.startswith(("Origin", "Referer"))
    context = {"wrong_address": wrong_address, "origin": request.headers.get("Origin", "")}
    return render(request, "info/errors/csrf.html", context, status=403)
