"""Access checks of the views, and the user, child and local time of a request."""

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
from tracker.domain.help_numbers import PhoneNumber, help_numbers_for
from tracker.models import Child, Concern, Entry, Family, Member, User
from tracker.models.record import Record
from tracker.queries import child_of, memberships_of
from tracker.utils.clock import now_in
from tracker.views.client_headers import is_offline_copy, is_written_by
from tracker.views.diary.deleted_page import deleted_page, restored_on_request
from tracker.views.drafts import names_saved_draft
from tracker.views.read_only_page import answers_read_only

P = ParamSpec("P")
R = TypeVar("R", bound=Record)

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class ChildContext:
    """The user, membership and child of a request, with the time in the family's time zone.

    For an entry from a phone's outbox ``now`` is the time of writing (``outbox.answers_outbox``).
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
        """The local time, truncated to the minute."""
        return self.now.time().replace(second=0, microsecond=0)

    @property
    def writes(self) -> bool:
        return self.member.writes

    @property
    def emergency_call(self) -> PhoneNumber:
        """The first emergency number of the family's country."""
        return help_numbers_for(self.family.country).emergency[0]

    @property
    def advice_call(self) -> PhoneNumber | None:
        """The first number of the family's country for what is no emergency; None without one."""
        return next(iter(help_numbers_for(self.family.country).advice), None)

    def concern(self, uuid: UUID) -> Concern:
        """Returns the concern of this child.

        Raises Http404 for any other UUID, RecordDeleted for a deleted concern.
        """
        concern = get_or_410(Concern, child=self.child, uuid=uuid)
        concern.child = self.child
        return concern

    def entry(self, concern: Concern, uuid: UUID) -> Entry:
        """Returns the entry of this concern. Raises as ``concern`` does."""
        entry = get_or_410(Entry, concern=concern, uuid=uuid)
        entry.concern = concern
        return entry


def get_or_410(model: type[R], **which: object) -> R:
    """Returns the record. Raises Http404 if there is none, RecordDeleted if it was deleted."""
    row: R = get_object_or_404(model.all_objects, **which)
    if row.deleted_at is not None:
        raise RecordDeleted(row)
    return row


ChildView = Callable[Concatenate[HttpRequest, ChildContext, P], HttpResponseBase]
FamilyView = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]
PlainView = Callable[..., HttpResponseBase]


def reader(view: ChildView[P]) -> PlainView:
    """Allows every member of the child's family to read, and those with a writing role to post.

    Other members get 403, strangers 404.
    """

    @names_saved_draft
    @answers_read_only
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        child_context = _child_context(request, child_id)
        if request.method not in SAFE_METHODS and not child_context.writes:
            raise PermissionDenied
        return _respond(view, request, child_context, *args, **kwargs)

    return guarded


def writer(view: ChildView[P]) -> PlainView:
    """Allows members with a writing role. Other members get 403, strangers 404."""

    @names_saved_draft
    @answers_read_only
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        child_context = _child_context(request, child_id)
        if not child_context.writes:
            raise PermissionDenied
        return _respond(view, request, child_context, *args, **kwargs)

    return guarded


def own(view: ChildView[P]) -> PlainView:
    """Allows every member of the child's family to read and to post. Strangers get 404.

    For what a member stores for themselves, such as a calendar address.
    """

    @names_saved_draft
    @answers_read_only
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, _child_context(request, child_id), *args, **kwargs)

    return guarded


def child_owner(view: ChildView[P]) -> PlainView:
    """Allows owners of the child's family, except of the sample family.

    Other members get 403, strangers 404.
    """

    @names_saved_draft
    @answers_read_only
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        child_context = _child_context(request, child_id)
        if not child_context.member.owns or child_context.family.is_sample:
            raise PermissionDenied
        return view(request, child_context, *args, **kwargs)

    return guarded


def in_family(view: FamilyView[P]) -> PlainView:
    """Allows every member of the family to read and to post. Strangers get 404."""

    @names_saved_draft
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
    """Allows owners of the family. Other members get 403, strangers 404.

    Nobody passes for the sample family: it has no invitations, and is removed by its own view.
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
    """Requires a recent authentication, for actions that cannot be undone.

    Otherwise redirects to confirm by password, code or passkey, and back afterwards; a posted
    form is stored and submitted then. Apply it below the access check, so that a stranger still
    gets 404.
    """
    guarded: PlainView = reauthentication_required(view)
    return guarded


def _respond(
    view: ChildView[P],
    request: HttpRequest,
    child_context: ChildContext,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponseBase:
    """Returns the view's response, or the page about a deleted record on RecordDeleted."""
    try:
        return view(request, child_context, *args, **kwargs)
    except RecordDeleted as deleted:
        if restored_on_request(request, child_context, deleted.row):
            return _respond(view, request, child_context, *args, **kwargs)
        return deleted_page(request, child_context, deleted.row)


def account_of(request: HttpRequest) -> User | None:
    """Returns the logged-in user, or None for visitors and for the guest of the sample."""
    user = request.user
    return user if isinstance(user, User) and not is_guest(user) else None


def user_of(request: HttpRequest) -> User:
    """Returns the logged-in user. Call it only in views that require a log-in."""
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
    if request.session.get("child") != child.pk and not is_offline_copy(request):
        request.session["child"] = child.pk
    return child_context
