"""Whole addresses, for what is opened outside of the browser that asks."""

from __future__ import annotations

import ipaddress
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from tracker.mail import public_address

HOME_ENDINGS = (".local", ".lan", ".home", ".home.arpa", ".internal")


def absolute(request: HttpRequest, path: str) -> str:
    """The address that others open for one of our paths: under PUBLIC_URL, where it is set."""
    return public_address(path) if settings.PUBLIC_URL else request.build_absolute_uri(path)


def reach(address: str) -> Literal["machine", "home", "everywhere"]:
    """From where an address can be opened, as far as it tells itself."""
    host = urlsplit(address).hostname or ""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost":
            return "machine"
        return "home" if "." not in host or host.endswith(HOME_ENDINGS) else "everywhere"
    if number.is_loopback:
        return "machine"
    return "everywhere" if number.is_global else "home"
