"""Where a page goes after a write."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest) -> str:
    """The page the form was opened from, where it is one of ours; else nothing."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure())
    if is_ours and address.startswith("/"):
        return address
    return ""


def wants_json(request: HttpRequest) -> bool:
    """A script asks, which goes on from the answer by itself."""
    return request.headers.get("Accept") == "application/json"


def wants_part(request: HttpRequest) -> bool:
    """htmx asks, which puts the answer's parts in their places on the page."""
    return request.headers.get("HX-Request") == "true"


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(next_address(request) or otherwise)
