"""Where a page goes after a write."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest) -> str:
    """The page the form was opened from, where it is one of ours; else nothing."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure()):
        return address
    return ""


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    return redirect(next_address(request) or otherwise)
