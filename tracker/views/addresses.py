"""Absolute URLs, for links that are opened outside of the current browser."""

from __future__ import annotations

import ipaddress
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from tracker.mail import public_address
from tracker.utils.network import own_address

TAILSCALE_ENDING = ".ts.net"
HOME_ENDINGS = (
    ".local",
    ".lan",
    ".home",
    ".home.arpa",
    ".internal",  # also a container's names of its host
    ".localdomain",
    ".fritz.box",
    TAILSCALE_ENDING,
)
"""Ends of names that routers and VPNs give out, and public DNS to nobody else."""


def absolute(request: HttpRequest, path: str) -> str:
    """Returns the absolute URL of a path, under PUBLIC_URL if set, else the request's host."""
    return public_address(path) if settings.PUBLIC_URL else request.build_absolute_uri(path)


def is_secure(request: HttpRequest) -> bool:
    """Returns whether browsers allow every feature at the address that was opened."""
    return request.is_secure() or reach(request.build_absolute_uri()) == "machine"


def anybody_could_be_first() -> bool:
    """Returns whether a stranger could open the first account, so that a code is asked for.

    At the PUBLIC_URL, or at a public address of this machine: what its browser calls it, anybody
    can choose.
    """
    addresses = [settings.PUBLIC_URL] if settings.PUBLIC_URL else []
    if not settings.LOOPBACK_ONLY:
        host = own_address() if settings.HOST in {"0.0.0.0", "::"} else settings.HOST
        addresses.append(f"http://[{host}]/" if ":" in host else f"http://{host}/")
    return any(reach(address) in {"tailscale", "everywhere"} for address in addresses)


def reach(address: str) -> Literal["machine", "home", "tailscale", "everywhere"]:
    """Returns from where an address can be opened, judged by its host alone.

    A name in a Tailscale network opens on its devices, or with Tailscale's Funnel everywhere.
    """
    host = urlsplit(address).hostname or ""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost":
            return "machine"
        if host.endswith(TAILSCALE_ENDING):
            return "tailscale"
        return "home" if "." not in host or host.endswith(HOME_ENDINGS) else "everywhere"
    if number.is_loopback:
        return "machine"
    return "everywhere" if number.is_global else "home"
