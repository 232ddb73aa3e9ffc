"""Whom a push service can write to about this server: the claim ``sub`` of RFC 8292."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from tracker.utils.contacts import contacts_in

OF_NOBODY = {"example", "example.com", "example.net", "example.org", "invalid", "localhost", "test"}
"""Domains that belong to nobody. Apple's service drops messages with such a contact, unsaid."""


def contact() -> str:
    """Returns the mailto: address in OPERATOR, or else the https: origin of PUBLIC_URL.

    Returns "" if there is none that push services accept.
    """
    for found in contacts_in(settings.OPERATOR):
        if found.startswith("mailto:") and _is_of_somebody(found.rpartition("@")[2]):
            return found
    public = urlsplit(settings.PUBLIC_URL)
    host = public.hostname or ""
    return f"https://{host}" if public.scheme == "https" and _is_of_somebody(host) else ""


def is_possible() -> bool:
    """Whether this server can send: it knows its own address, and whom to name."""
    return bool(settings.PUBLIC_URL and contact())


def _is_of_somebody(domain: str) -> bool:
    """True for a domain name; an IP address and a name without a dot say nothing to a service."""
    name = f".{domain.lower()}"
    is_reserved = any(name.endswith(f".{reserved}") for reserved in OF_NOBODY)
    return not is_reserved and bool(re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[^\W\d]\w[\w-]*", domain))
