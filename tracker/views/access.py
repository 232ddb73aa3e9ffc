"""Every page of a family starts here: who asks, about which child, and what day it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from tracker.actions.revisions import RecordDeleted
from tracker.actions.sample import is_guest
from tracker.models import Child, Concern, Entry, Family, Member, User
from tracker.models.record import Record
from tracker.queries import child_of, memberships_of
from tracker.utils.clock import now_in
from tracker.views.client_headers import is_for_keeping, is_written_by
from tracker.views.diary.deleted_page import brought_back, deleted_page
from tracker.views.read_only_page import answers_read_only

P = ParamSpec("P")
R = TypeVar("R", bound=Record)

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class ChildContext:
    """Where a request stands: a member's look at one child, at the family's own time.

    What waited on a phone stands where it was written: see ``outbox.answers_outbox``.
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
        concern = get_or_410(Concern, child=self.child, uuid=uuid)
        concern.child = self.child
        return concern

    def entry(self, concern: Concern, uuid: UUID) -> Entry:
        entry = get_or_410(Entry, concern=concern, uuid=uuid)
        entry.concern = concern
        return entry


def get_or_410(model: type[R], **which: object) -> R:
    """The record; 404 where it never was. Where it was deleted the page says so (IsDeleted)."""
    row: R = get_object_or_404(model.all_objects, **which)
    if row.deleted_at is not None:
        raise RecordDeleted(row)
    return row


ChildView = Callable[Concatenate[HttpRequest, ChildContext, P], HttpResponseBase]
FamilyView = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]
PlainView = Callable[..., HttpResponseBase]


def reader(view: ChildView[P]) -> PlainView:
    """A page that every member of the child's family may read. A stranger gets 404.

    Whatever is sent to it is for members who write.
    """

    @answers_read_only
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        child_context = _child_context(request, child_id)
        if request.method not in SAFE_METHODS and not child_context.writes:
            raise PermissionDenied
        return _answer(view, request, child_context, *args, **kwargs)

    return guarded


def writer(view: ChildView[P]) -> PlainView:
    """A page for members who write. A viewer is told so (403), a stranger gets 404."""

    @answers_read_only
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        child_context = _child_context(request, child_id)
        if not child_context.writes:
            raise PermissionDenied
        return _answer(view, request, child_context, *args, **kwargs)

    return guarded


def own(view: ChildView[P]) -> PlainView:
    """What a member keeps about the child for themselves, such as an address for a calendar.

    Every member of the family may send to it, also who only reads. A stranger gets 404.
    """

    @answers_read_only
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, _child_context(request, child_id), *args, **kwargs)

    return guarded


def child_owner(view: ChildView[P]) -> PlainView:
    """A page about a child for who owns the diary; the sample's has no owner to speak of.

    Other members get 403, a stranger gets 404.
    """

    @answers_read_only
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        child_context = _child_context(request, child_id)
        if not child_context.member.owns or child_context.family.is_sample:
            raise PermissionDenied
        return view(request, child_context, *args, **kwargs)

    return guarded


def in_family(view: FamilyView[P]) -> PlainView:
    """A page about a family for each of its members, also who only reads. A stranger gets 404."""

    @answers_read_only
    @wraps(view)
    def guarded(
        request: HttpRequest, family_id: int, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        member = memberships_of(user_of(request)).filter(family=family_id).first()
        if member is None:
            raise Http404
        member.user = user_of(request)
        return view(request, member, *args, **kwargs)

    return guarded


def owner(view: FamilyView[P]) -> PlainView:
    """A page about a family for its owners. Other members get 403, a stranger gets 404.

    The sample family is shut to all: nobody is let into it, and it goes by a button of its own.
    """

    @in_family
    @wraps(view)
    def guarded(
        request: HttpRequest, member: Member, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not member.owns or member.family.is_sample:
            raise PermissionDenied
        return view(request, member, *args, **kwargs)

    return guarded


def freshly_authenticated(view: PlainView) -> PlainView:
    """For acts that cannot be taken back: who asks has just said again that it is them.

    Else they are led to say so, by password, code or passkey, and then back to what they wanted;
    a form that was sent meanwhile is kept and goes through then. Stands below the guard that asks
    whose the page is: a stranger gets 404 all the same.
    """
    guarded: PlainView = reauthentication_required(view)
    return guarded


def _answer(
    view: ChildView[P],
    request: HttpRequest,
    child_context: ChildContext,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponseBase:
    """What the view says; where it wants something that was deleted, a page that says so."""
    try:
        return view(request, child_context, *args, **kwargs)
    except RecordDeleted as deleted:
        if brought_back(request, child_context, deleted.row):
            return _answer(view, request, child_context, *args, **kwargs)
        return deleted_page(request, child_context, deleted.row)


def account_of(request: HttpRequest) -> User | None:
    """Who is logged in, on a page that is open to all. The guest of the sample is nobody."""
    user = request.user
    return user if isinstance(user, User) and not is_guest(user) else None


def user_of(request: HttpRequest) -> User:
    """The logged-in user; every view but the public ones has one."""
    return cast(User, request.user)


def _child_context(request: HttpRequest, child_id: int) -> ChildContext:
    user = user_of(request)
    try:
        child, member = child_of(user, child_id)
    except Child.DoesNotExist:
        raise Http404 from None
    if not is_written_by(request, user):
        raise PermissionDenied
    child_context = ChildContext(user, member, child, now_in(child.family.time_zone))
    if request.session.get("child") != child.pk and not is_for_keeping(request):
        request.session["child"] = child.pk
    return child_context
