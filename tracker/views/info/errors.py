"""Error pages."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string

from tracker.views.access import NotInSample
from tracker.views.addresses import HOME_ENDINGS
from tracker.views.info.database_errors import is_refusal, refused_by_database


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Renders without the request, which may have no session."""
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest(_wrong_host(request))
    return HttpResponseBadRequest(render_to_string("400.html"))


def _wrong_host(request: HttpRequest) -> str:
    context = {
        "host": request.META.get("HTTP_HOST", ""),
        "public_url": settings.PUBLIC_URL,
        "hosts": ", ".join(settings.HOME_HOSTS),
        "endings": ", ".join(HOME_ENDINGS) if settings.HOME_NETWORK else "",
    }
    return render_to_string("info/errors/wrong_host.html", context)


def unknown_scheme(address: str, sender: str, is_trusted: bool) -> HttpResponse:
    """Explains why a request was not redirected to https, and names the proxy that sent it."""
    context = {"address": address, "sender": sender, "is_trusted": is_trusted}
    return HttpResponseBadRequest(render_to_string("info/errors/unknown_scheme.html", context))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"is_not_in_sample": isinstance(exception, NotInSample)}
    return render(request, "403.html", context, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Explains too if the proxy has not removed the path of the public address."""
    path = settings.SUB_PATH
    is_unstripped = bool(path) and f"{request.path_info}/".startswith(f"{path}/")
    context = {"unstripped_path": path if is_unstripped else ""}
    return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Renders without the request: the database, or even the static files, may be unavailable.

    A form that the database refused is kept on the page, to be sent again.
    """
    error = sys.exc_info()[1]  # Django calls this while it handles the exception
    try:
        if error is not None and is_refusal(error):
            return refused_by_database(request, error)
        return HttpResponseServerError(render_to_string("500.html"))
    except Exception:
        text = (
            "Something went wrong in Milkspot. If you are worried about your baby, call for help."
        )
        return HttpResponseServerError(text, content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explains a failed CSRF check: an old token, no cookies, or an untrusted origin."""
    wrong_address = reason.startswith(("Origin", "Referer"))
    context = {"wrong_address": wrong_address, "origin": request.headers.get("Origin", "")}
    return render(request, "info/errors/csrf.html", context, status=403)
