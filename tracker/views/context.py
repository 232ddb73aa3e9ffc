"""Context processor of the base template."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Q, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tracker.domain.roles import WRITING
from tracker.domain.timeline import Timeline
from tracker.models import Child, User
from tracker.presenters.alerts import ChildAlerts, child_alerts
from tracker.presenters.flags import FlagCard
from tracker.queries import children_of, timeline_of
from tracker.queries.urgent import may_be_urgent
from tracker.views.access import user_of
from tracker.views.appearance import appearance_of
from tracker.views.client_headers import account_key, is_offline_copy
from tracker.views.drafts import posted_draft


@dataclass(frozen=True)
class PageDiary:
    """The diary that a page has read. ``shown``: the cards of flags on the page."""

    child: Child
    timeline: Timeline
    shown: Collection[FlagCard] = ()


def page_context(request: HttpRequest, diary: PageDiary | None = None) -> dict[str, Any]:
    """Returns the current child and the children to switch between, annotated with ``may_write``.

    Each child has its ``alerts``. Runs one query when the template uses them, and those of
    ``timeline_of`` for each child that may have an urgent flag open.

    A view that has read a ``diary`` calls it too, so that this one is not read again, and puts the
    result into its own context, which replaces that of the processor.
    """
    user = getattr(request, "user", None)
    always = {
        "sends_mail": settings.SENDS_MAIL,
        "appearance": appearance_of(request),
        "posted_draft": SimpleLazyObject(lambda: posted_draft(request)),
    }
    if user is None or not user.is_authenticated:
        return {
            **always,
            "child_context": None,
            "frame_children": (),
            "current_child": None,
            "named_child": None,
            "account": "",
        }
    named = request.resolver_match.kwargs.get("child_id") if request.resolver_match else None
    last = request.session.get("child")
    children: Any = SimpleLazyObject(lambda: _children(user_of(request), named, last, diary))
    context = {
        **always,
        "child_context": None,  # a page about a child has its own
        "frame_children": children,
        "current_child": SimpleLazyObject(lambda: current_child_of(children, named, last)),
        "named_child": named,
        "account": account_key(user),
    }
    if is_offline_copy(request):  # messages are for a displayed page only
        context["messages"] = ()
        if named is None:
            context["current_child"] = None
    return context


def _children(
    user: User, named: int | None, last: int | None, diary: PageDiary | None
) -> list[Child]:
    """Returns the user's children, each with ``may_write`` and ``alerts``.

    A made-up baby has alerts on its own pages only.
    """
    now = timezone.now()
    may_write = Q(family__members__role__in=WRITING)
    has_timeline = Q(pk=diary.child.pk) if diary else Q(pk=None)
    rows = children_of(user).annotate(
        may_write=may_write,
        may_be_urgent=Case(When(has_timeline, then=False), default=may_be_urgent(now)),
    )
    children: list[Child] = [*rows]
    current = current_child_of(children, named, last)
    for child in children:
        is_shown = child == current or not child.family.is_sample
        child.alerts = _alerts(child, now, diary, is_shown)  # type: ignore[attr-defined]
    return children


def _alerts(child: Child, now: datetime, diary: PageDiary | None, is_shown: bool) -> ChildAlerts:
    """Returns the alerts of a child that is annotated with ``may_be_urgent``."""
    today = now.astimezone(ZoneInfo(child.family.time_zone)).date()
    if diary is not None and diary.child == child:
        return child_alerts(diary.timeline, today, diary.shown)
    if is_shown and child.may_be_urgent:  # type: ignore[attr-defined]
        return child_alerts(timeline_of(child, today), today)
    return ChildAlerts()


def current_child_of(children: Sequence[Child], *chosen: int | None) -> Child | None:
    """Returns the first chosen child among ``children``, else the first child, else None."""
    own = {child.pk: child for child in children}
    return next((own[key] for key in chosen if key in own), next(iter(children), None))
