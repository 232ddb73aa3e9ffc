"""What every page's frame needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tracker.domain.roles import WRITING
from tracker.models import Child
from tracker.queries import children_of
from tracker.views.access import user_of
from tracker.views.client_headers import account_key, is_for_keeping


def frame(request: HttpRequest) -> dict[str, Any]:
    """The child at hand and the children to switch between, each with whether the reader writes.

    One query, when they are drawn.
    """
    user = getattr(request, "user", None)
    always = {"tab": "", "sends_mail": settings.SENDS_MAIL}
    if user is None or not user.is_authenticated:
        return {
            **always,
            "child_context": None,
            "children": (),
            "child_at_hand": None,
            "account": "",
        }
    may_write = Q(family__members__role__in=WRITING)
    mine = children_of(user_of(request)).annotate(may_write=may_write)
    children: Any = SimpleLazyObject(lambda: list(mine))
    chosen = request.session.get("child")
    child_context = getattr(request, "child_context", None)
    told = {
        **always,
        "child_context": child_context,
        "children": children,
        "child_at_hand": SimpleLazyObject(lambda: at_hand(children, chosen)),
        "account": account_key(user),
    }
    if is_for_keeping(request):  # notices are for who looks at a page
        told |= {"messages": (), "child_at_hand": child_context and child_context.child}
    return told


def at_hand(children: Sequence[Child], chosen: int | None) -> Child | None:
    """The child last looked at, or else the first."""
    return next((child for child in children if child.pk == chosen), next(iter(children), None))
