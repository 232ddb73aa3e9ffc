"""Rows of the page of a family's members: people, invitations, links, pending removals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tracker.formats import day_text
from tracker.models import (
    CalendarLink,
    FamilyEvent,
    Invitation,
    KeptCopy,
    Member,
    PendingRemoval,
    Share,
)
from tracker.presenters.shares import LOCKED_LINK, moment_text
from tracker.rendering import role_description, role_name, role_with_article


@dataclass(frozen=True)
class PersonRow:
    pk: int
    name: str
    role: str
    means: str
    since: str
    relation: str
    is_reader: bool
    """The page is shown to this person."""


@dataclass(frozen=True)
class InvitationRow:
    pk: int
    for_whom: str
    role: str
    as_role: str
    means: str
    until: str
    made_by: str


@dataclass(frozen=True)
class OpenLinkRow:
    child: int
    name: str
    text: str


@dataclass(frozen=True)
class CalendarRow:
    name: str
    text: str


@dataclass(frozen=True)
class PendingRemovalRow:
    """``description``: what will be done. ``child``: whose diary is deleted, None for all."""

    pk: int
    description: str
    due: str
    asked: str
    child: int | None
    may_cancel: bool


@dataclass(frozen=True)
class CopyRow:
    pk: int
    name: str
    made: str
    until: str


def person_row(member: Member, reader: Member, now: datetime) -> PersonRow:
    """``now`` is in the family's time zone, as in all functions of this module."""
    return PersonRow(
        pk=member.pk,
        name=member.user.shown_name,
        role=role_name(member.role),
        means=role_description(member.role),
        since=day_text(member.created_at.astimezone(now.tzinfo).date()),
        relation=member.relation,
        is_reader=member.pk == reader.pk,
    )


def invitation_row(invitation: Invitation, now: datetime) -> InvitationRow:
    return InvitationRow(
        pk=invitation.pk,
        for_whom=invitation.for_whom,
        role=role_name(invitation.role),
        as_role=role_with_article(invitation.role),
        means=role_description(invitation.role),
        until=moment_text(invitation.expires_at, now),
        made_by=invitation.made_by.shown_name if invitation.made_by else "",
    )


def open_link_row(share: Share, now: datetime) -> OpenLinkRow:
    values = {"until": moment_text(share.expires_at, now)}
    if share.is_locked:
        text = (
            _("closed after five wrong codes, readable where it was opened until %(until)s")
            % values
        )
    elif share.made_by is None:
        text = _("open until %(until)s") % values
    else:
        text = _("open until %(until)s, made by %(who)s")
        text %= {**values, "who": share.made_by.shown_name}
    return OpenLinkRow(share.child_id, share.child.name, text)


def calendar_row(link: CalendarLink, now: datetime) -> CalendarRow:
    day = day_text(link.made_at.astimezone(now.tzinfo).date())
    text = _("%(child)s, since %(day)s.") % {"child": link.child.name, "day": day}
    return CalendarRow(link.member.user.shown_name, text)


def pending_removal_row(
    removal: PendingRemoval, may_cancel: bool, now: datetime
) -> PendingRemovalRow:
    """Return the row of a removal, with its subject and who asked for it."""
    return PendingRemovalRow(
        pk=removal.pk,
        description=removal_description(removal),
        due=moment_text(removal.due_at, now),
        asked=_asked(removal, now),
        child=removal.child_id,
        may_cancel=may_cancel,
    )


def removal_description(removal: PendingRemoval) -> str:
    """Return what will be done, as a sentence."""
    values = {"about": removal.about}
    if removal.child is not None:
        return _("%(about)s's diary will be deleted.") % values
    if removal.member is None:
        return _("The family “%(about)s” and all its diaries will be deleted.") % values
    if not removal.new_role:
        return _("%(about)s will be removed from the family.") % values
    values["role"] = role_name(removal.new_role)
    return _("%(about)s will change from owner to %(role)s.") % values


@dataclass(frozen=True)
class OwnerNotice:
    """What every owner should know. ``key`` changes when it says something else."""

    key: str
    text: str


def owner_notices(
    removals: Iterable[PendingRemoval], events: Iterable[FamilyEvent], now: datetime
) -> list[OwnerNotice]:
    """Return what is pending, then what happened (``queries.membership.events_for_owner``)."""
    return [
        *(
            OwnerNotice(
                f"removal {row.pk} {row.due_at.isoformat()}", pending_removal_text(row, now)
            )
            for row in removals
        ),
        *(_event_notice(row, now) for row in events),
    ]


def _event_notice(event: FamilyEvent, now: datetime) -> OwnerNotice:
    if event.kind == FamilyEvent.Kind.SHARE_LOCKED:
        return OwnerNotice(f"link {event.pk}", LOCKED_LINK % {"about": event.about})
    return OwnerNotice(f"owner {event.pk}", new_owner_text(event, now))


def pending_removal_text(removal: PendingRemoval, now: datetime) -> str:
    """Return a line for every owner: what is pending and until when."""
    values = {"what": removal_description(removal), "due": moment_text(removal.due_at, now)}
    return _("%(what)s This happens on %(due)s, unless it's cancelled before then.") % values


def new_owner_text(event: FamilyEvent, now: datetime) -> str:
    """Return a line for the other owners: somebody became an owner."""
    values = {"who": event.about, "at": moment_text(event.at, now)}
    return _("%(who)s joined as an owner on %(at)s.") % values


def copy_row(copy: KeptCopy, now: datetime) -> CopyRow:
    return CopyRow(
        pk=copy.pk,
        name=copy.child_name,
        made=day_text(copy.made_at.astimezone(now.tzinfo).date()),
        until=moment_text(copy.expires_at, now),
    )


def _asked(removal: PendingRemoval, now: datetime) -> str:
    at = moment_text(removal.asked_at, now)
    if removal.asked_by is None:
        return _("Requested on %(at)s.") % {"at": at}
    return _("%(who)s asked for this on %(at)s.") % {"who": removal.asked_by.shown_name, "at": at}
