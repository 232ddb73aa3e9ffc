"""security.txt: whom to tell about a weakness of this server (RFC 9116)."""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.views.addresses import absolute

VALID_FOR = timedelta(days=90)
"""Must be less than a year. The text is made anew for each request."""

validate_https = URLValidator(schemes=["https"])


@login_not_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Names the contacts in OPERATOR. Raises Http404 if it has neither an address nor a page."""
    contacts = _contacts(settings.OPERATOR)
    if not contacts:
        raise Http404
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {(timezone.now() + VALID_FOR).isoformat(timespec='seconds')}",
        f"Canonical: {absolute(request, reverse('security_contact'))}",
    ]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _contacts(operator: str) -> list[str]:
    """Returns the email addresses and https addresses in a text, as URIs."""
    words = re.split(r"[\s,;<>()]+", operator)
    found = (_contact(word.removeprefix("mailto:").rstrip(".")) for word in words)
    return [contact for contact in found if contact]


def _contact(word: str) -> str:
    for prefix, validate in (("mailto:", validate_email), ("", validate_https)):
        try:
            validate(word)
        except ValidationError:
            continue
        return f"{prefix}{word}"
    return ""
