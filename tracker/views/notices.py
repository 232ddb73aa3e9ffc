"""What is said after a write, with the way to take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker.models import Child


def done(request: HttpRequest, text: str, child: Child, batch: UUID | None) -> None:
    """``text`` with an undo button; where nothing was written, it says that it was there."""
    if batch is None:
        messages.info(request, _("That was already written down; it is there once."))
        return
    messages.success(request, text, extra_tags=f"undo:{child.pk}:{batch}")
