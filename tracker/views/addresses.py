"""Whole addresses, for what is opened outside of the browser that asks."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix


def absolute(request: HttpRequest, path: str) -> str:
    """The address that others open for one of our paths: under PUBLIC_URL, where it is set."""
    prefix = get_script_prefix()
    home = f"{settings.PUBLIC_URL}/" if settings.PUBLIC_URL else request.build_absolute_uri(prefix)
    return home + path.removeprefix(prefix)
