"""security.txt: whom to tell about a weakness of this server (RFC 9116)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.utils.contacts import contacts_in
from tracker.views.addresses import absolute

VALID_FOR = timedelta(days=90)
"""Must be less than a year. The text is made anew for each request."""


@login_not_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Names the contacts in OPERATOR. Raises Http404 if it has neither an address nor a page."""
    contacts = list(contacts_in(settings.OPERATOR))
    if not contacts:
        raise Http404
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {(timezone.now() + VALID_FOR).isoformat(timespec='seconds')}",
        f"Canonical: {absolute(request, reverse('security_contact'))}",
    ]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
