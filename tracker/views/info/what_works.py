"""The page of browser features that work at the current address, and why others do not."""

from __future__ import annotations

import ipaddress

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.views.addresses import absolute, is_secure
from tracker.views.offline.push import push_state


@require_safe
@login_not_required
def show(request: HttpRequest) -> HttpResponse:
    """Shows what the address allows; the page's script then tests the browser."""
    address = request.build_absolute_uri(reverse("home"))
    context = {
        "address": address,
        "public_address": absolute(request, reverse("home")),
        "is_secure": is_secure(request),
        "push": push_state(request),
        "is_a_number": _is_ip_address(request.get_host()),
    }
    return render(request, "info/what_works/show.html", context)


def _is_ip_address(host: str) -> bool:
    """True for an IP address: a certificate can be valid for it, but a passkey needs a name."""
    try:
        ipaddress.ip_address(split_domain_port(host)[0].strip("[]"))
    except ValueError:
        return False
    return True
