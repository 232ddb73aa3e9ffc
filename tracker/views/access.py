"""Access checks of the views, and the user, child and local time of a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from tracker.actions.revisions import RecordDeleted
from tracker.actions.sample import is_guest
from tracker.domain.help_numbers import PhoneNumber, help_numbers_for
from tracker.models import Child, Concern, Entry, Family, Member, Photo, User
from tracker.models.record import Record
from tracker.queries import child_of, memberships_of
from tracker.queries.history import was_in_diary
from tracker.queries.photos import photos_of_child, photos_of_family
from tracker.utils.clock import now_in
from tracker.views.client_headers import is_offline_copy, is_written_by
from tracker.views.diary.deleted_page import deleted_page, restored_on_request
from tracker.views.drafts import names_saved_draft
from tracker.views.one_moment import SAFE_METHODS, of_one_moment
from tracker.views.read_only_page import answers_read_only

P = ParamSpec("P")
R = TypeVar("R", bound=Record)

KNOWN_FOR = timedelta(days=1)


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

    def concern(self, uuid: UUID, *, as_whole: bool = False) -> Concern:
        """Returns the concern of this child.

        Raises Http404 for any other UUID, RecordDeleted for a deleted concern, and RecordMoved
        for one that was joined with another, or moved to a sibling. ``as_whole``: for what is done
        to the concern itself; raises ConcernJoined for a joined one.
        """
        try:
            concern = get_or_410(Concern, child=self.child, uuid=uuid)
        except RecordDeleted as deleted:
            joined_into: Concern | None = getattr(deleted.row, "joined_into", None)
            if joined_into is None:
                raise
            joined = ConcernJoined if as_whole else RecordMoved
            raise joined(joined_into.child, concern=joined_into.uuid) from None
        concern.child = self.child
        return concern

    def entry(self, concern: Concern, uuid: UUID) -> Entry:
        """Returns the entry of this concern. Raises as ``concern`` does."""
        try:
            entry = get_or_410(Entry, concern=concern, uuid=uuid)
        except Http404:
            family = Entry.objects.filter(concern__child__family=self.child.family_id)
            moved = family.filter(concern__deleted_at=None, uuid=uuid).first()
            if moved is None or not was_in_diary(self.child, moved):
                raise
            raise RecordMoved(moved.child, concern=moved.concern.uuid) from None
        entry.concern = concern
        return entry

    def photo(self, uuid: UUID) -> Photo:
        """Returns the photo of this child, with its entry and concern.

        Raises Http404, and RecordMoved for one of a sibling.
        """
        photos = photos_of_child(self.child).select_related("entry__concern")
        photo: Photo | None = photos.filter(uuid=uuid).first()
        if photo is not None:
            return photo
        moved = photos_of_family(self.family).filter(uuid=uuid).first()
        if moved is None or not was_in_diary(self.child, moved.entry, moved.entry.concern):
            raise Http404
        raise RecordMoved(moved.entry.child)


class NotInSample(PermissionDenied):
    """The sample diary has no such page, for the guest and for a user who looks at it."""


class RecordMoved(Exception):
    """The record has another address: of ``child``, with these arguments of the URL."""

    def __init__(self, child: Child, **arguments: UUID) -> None:
        self.child, self.arguments = child, arguments


class ConcernJoined(RecordMoved):
    """The concern was joined: what was decided about it alone is not done to the other."""


def get_or_410(model: type[R], **which: object) -> R:
    """Returns the record.

    Raises Http404 if there is none, RecordDeleted if it was deleted, and RecordMoved if it is in
    the diary of a sibling of ``which["child"]``.
    """
    row: R | None = model.all_objects.filter(**which).first()
    if row is None:
        _raise_if_moved(model, which)
        raise Http404
    if row.deleted_at is not None:
        raise RecordDeleted(row)
    return row


def _raise_if_moved(model: type[Record], which: dict[str, object]) -> None:
    child = which.pop("child", None)
    if not isinstance(child, Child):
        return
    moved = model.objects.filter(child__family=child.family_id, **which).first()
    if moved is not None and was_in_diary(child, moved):
        raise RecordMoved(moved.child)


ChildView = Callable[Concatenate[HttpRequest, ChildContext, P], HttpResponseBase]
FamilyView = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]
PlainView = Callable[..., HttpResponseBase]


def reader(view: ChildView[P]) -> PlainView:
    """Allows every member of the child's family to read, and those with a writing role to post.

    Other members get 403, strangers 404.
    """

    @names_saved_draft
    @answers_read_only
    @of_one_moment
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
    @of_one_moment
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
    @of_one_moment
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
    @of_one_moment
    @wraps(view)
    def guarded(request: HttpRequest, child_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        child_context = _child_context(request, child_id)
        if child_context.family.is_sample:
            raise NotInSample
        if not child_context.member.owns:
            raise PermissionDenied
        return view(request, child_context, *args, **kwargs)

    return guarded


def in_family(view: FamilyView[P]) -> PlainView:
    """Allows every member of the family to read and to post. Strangers get 404."""

    @names_saved_draft
    @answers_read_only
    @of_one_moment
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
        if member.family.is_sample:
            raise NotInSample
        if not member.owns:
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


def confirmed_to_post(view: PlainView) -> PlainView:
    """Requires a recent authentication for a POST, as ``freshly_authenticated`` does; a GET, which
    only shows the form, is not asked.
    """
    guarded: PlainView = reauthentication_required(view, allow_get=True)
    return guarded


def require_known_person(request: HttpRequest) -> None:
    """Asks for the password unless the user signed up, logged in or confirmed in this session
    within ``KNOWN_FOR``. For what sets the diary up and can be ended again.

    Raises ReauthenticationRequired.
    """
    since = now().timestamp() - KNOWN_FOR.total_seconds()
    records = get_authentication_records(request, user_of(request))
    if not any(record["at"] > since for record in records):
        raise ReauthenticationRequired


def require_fresh_person(request: HttpRequest) -> None:
    """Asks for the password unless it was confirmed recently. Raises ReauthenticationRequired."""
    raise_if_reauthentication_required(request, app="")


def _respond(
    view: ChildView[P],
    request: HttpRequest,
    child_context: ChildContext,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponseBase:
    """Returns the view's response, or the page about a deleted record on RecordDeleted.

    For a record that was moved, a page redirects to its new address. What is posted is answered
    there at once: the outbox of a phone follows no redirect. A joined concern is only shown.
    """
    try:
        return view(request, child_context, *args, **kwargs)
    except RecordMoved as moved:
        if isinstance(moved, ConcernJoined) and request.method not in SAFE_METHODS:
            text = _("This was already joined with another skin problem. Nothing was changed.")
            messages.info(request, text)
            return redirect("concern", moved.child.pk, moved.arguments["concern"])
        if not moved.arguments.keys() <= kwargs.keys():
            raise Http404 from None
        if request.method in SAFE_METHODS:
            return redirect(_address_of(request, moved))
        there = replace(child_context, child=moved.child)
        kwargs.update(moved.arguments)
        return _respond(view, request, there, *args, **kwargs)
    except RecordDeleted as deleted:
        if restored_on_request(request, child_context, deleted.row):
            return _respond(view, request, child_context, *args, **kwargs)
        return deleted_page(request, child_context, deleted.row)


def _address_of(request: HttpRequest, moved: RecordMoved) -> str:
    match = request.resolver_match
    assert match is not None
    fixed = match.extra_kwargs  # type: ignore[attr-defined]
    named = {name: value for name, value in match.kwargs.items() if name not in fixed}
    arguments = {**named, "child_id": moved.child.pk, **moved.arguments}
    return reverse(match.view_name, kwargs=arguments)


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
