"""Every page about a child starts here: who asks, about which child, and what day it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from tracker.clock import now_in
from tracker.models import Child, Concern, Entry, Family, Member, User
from tracker.queries import child_of
from tracker.views.phone import is_for_keeping, is_written_by, written_at

P = ParamSpec("P")

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Here:
    """Where a request stands: a member's look at one child, at the family's own time.

    What a phone sends later stands where it was written: ``now`` is that moment.
    """

    user: User
    member: Member
    child: Child
    now: datetime

    @property
    def family(self) -> Family:
        return self.child.family

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def time(self) -> time:
        """The wall clock to the minute."""
        return self.now.time().replace(second=0, microsecond=0)

    @property
    def writes(self) -> bool:
        return self.member.writes

    def concern(self, uuid: UUID) -> Concern:
        """404 for a concern of another child as for one that never was."""
        concern: Concern = get_object_or_404(Concern.objects, child=self.child, uuid=uuid)
        concern.child = self.child
        return concern

    def entry(self, concern: Concern, uuid: UUID) -> Entry:
        entry: Entry = get_object_or_404(Entry.objects, concern=concern, uuid=uuid)
        entry.concern = concern
        return entry


ChildView = Callable[Concatenate[HttpRequest, Here, P], HttpResponseBase]
PlainView = Callable[..., HttpResponseBase]


def reader(view: ChildView[P]) -> PlainView:
    """A page that every member of the child's family may read. A stranger gets 404.

    Whatever is sent to it is for members who write.
    """

    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        here = _here(request, child_id)
        if request.method not in SAFE_METHODS and not here.writes:
            raise PermissionDenied
        return view(request, here, *args, **kwargs)

    return guarded


def writer(view: ChildView[P]) -> PlainView:
    """A page for members who write. A viewer is told so (403), a stranger gets 404."""

    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        here = _here(request, child_id)
        if not here.writes:
            raise PermissionDenied
        return view(request, here, *args, **kwargs)

    return guarded


def own(view: ChildView[P]) -> PlainView:
    """What a member keeps about the child for themselves, such as an address for a calendar.

    Every member of the family may send to it, also who only reads. A stranger gets 404.
    """

    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, _here(request, child_id), *args, **kwargs)

    return guarded


def user_of(request: HttpRequest) -> User:
    """The logged-in user; every view but the public ones has one."""
    return cast(User, request.user)


def _here(request: HttpRequest, child_id: int) -> Here:
    user = user_of(request)
    try:
        child, member = child_of(user, child_id)
    except Child.DoesNotExist:
        raise Http404 from None
    if not is_written_by(request, user):
        raise PermissionDenied
    now = now_in(child.family.time_zone)
    here = Here(user, member, child, written_at(request, child, now))
    request.here = here  # type: ignore[attr-defined]
    if request.session.get("child") != child.pk and not is_for_keeping(request):
        request.session["child"] = child.pk
    return here
