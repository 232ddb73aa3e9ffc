"""The colours chosen in this browser: light, dark, or as the device.

A cookie keeps them, so that the log-in and the first paint of every page have them too.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

DEVICE = "device"
CHOSEN = ("light", "dark")
MAX_AGE = timedelta(days=365)


def appearance_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.APPEARANCE_COOKIE_NAME, DEVICE)
    return chosen if chosen in CHOSEN else DEVICE


def keep_appearance(response: HttpResponse, appearance: str) -> None:
    """Sets the cookie, which scripts can read; removes it for "device"."""
    name, path = settings.APPEARANCE_COOKIE_NAME, settings.APPEARANCE_COOKIE_PATH
    if appearance not in CHOSEN:
        response.delete_cookie(name, path=path, samesite="Lax")
        return
    response.set_cookie(
        name,
        appearance,
        max_age=MAX_AGE,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
