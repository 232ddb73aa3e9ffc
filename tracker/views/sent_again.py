"""What a page needs so that a form that was not saved can be sent again from it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

RETRY_AFTER = 60
"""Seconds."""


def sent_again(request: HttpRequest) -> dict[str, Any]:
    """Returns the context of ``_partials/sent_again.html``: what was posted.

    A form with a password is not kept: the page would hold it.
    """
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    keeps = not any("password" in name for name, _value in fields)
    return {"keeps": keeps, "sent": fields if keeps else [], "lost_files": bool(request.FILES)}
