"""Redirects after a write, and the response type that a request accepts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest) -> str:
    """Returns the ``next`` path of the request; empty if it is not on this host."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure())
    if is_ours and address.startswith("/"):
        return address
    return ""


def wants_json(request: HttpRequest) -> bool:
    """True for a request by the page's own script."""
    return request.headers.get("Accept") == "application/json"


def is_htmx(request: HttpRequest) -> bool:
    """True for a request by htmx, which expects fragments of the page."""
    return request.headers.get("HX-Request") == "true"


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """Redirects to the ``next`` path, or else to ``otherwise``."""
    return HttpResponseRedirect(next_address(request) or otherwise)
