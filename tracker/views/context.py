"""Context processor of the base template."""

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
from tracker.views.client_headers import account_key, is_offline_copy


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Returns the current child and the children to switch between, annotated with ``may_write``.

    Runs one query, when the template uses them.
    """
    user = getattr(request, "user", None)
    always = {"tab": "", "sends_mail": settings.SENDS_MAIL}
    if user is None or not user.is_authenticated:
        return {
            **always,
            "child_context": None,
            "children": (),
            "current_child": None,
            "account": "",
        }
    may_write = Q(family__members__role__in=WRITING)
    mine = children_of(user_of(request)).annotate(may_write=may_write)
    children: Any = SimpleLazyObject(lambda: list(mine))
    named = request.resolver_match.kwargs.get("child_id") if request.resolver_match else None
    last = request.session.get("child")
    context = {
        **always,
        "child_context": None,  # a page about a child has its own
        "children": children,
        "current_child": SimpleLazyObject(lambda: current_child_of(children, named, last)),
        "account": account_key(user),
    }
    if is_offline_copy(request):  # messages are for a displayed page only
        context["messages"] = ()
        if named is None:
            context["current_child"] = None
    return context


def current_child_of(children: Sequence[Child], *chosen: int | None) -> Child | None:
    """Returns the first chosen child among ``children``, else the first child, else None."""
    own = {child.pk: child for child in children}
    return next((own[key] for key in chosen if key in own), next(iter(children), None))
