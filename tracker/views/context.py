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
    named = request.resolver_match.kwargs.get("child_id") if request.resolver_match else None
    last = request.session.get("child")
    told = {
        **always,
        "child_context": None,  # a page about a child has its own
        "children": children,
        "child_at_hand": SimpleLazyObject(lambda: at_hand(children, named, last)),
        "account": account_key(user),
    }
    if is_for_keeping(request):  # notices are for who looks at a page
        told["messages"] = ()
        if named is None:
            told["child_at_hand"] = None
    return told


def at_hand(children: Sequence[Child], *chosen: int | None) -> Child | None:
    """The first of the chosen that is among the children, or else the first of these."""
    own = {child.pk: child for child in children}
    return next((own[key] for key in chosen if key in own), next(iter(children), None))
