"""Members of a family, who else can read its diaries, and pending removals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from tracker.domain.roles import NOT_OWNING, OWNING
from tracker.models import CalendarLink, Family, FamilyEvent, Member, PendingRemoval, Share, User

NOTICE_PERIOD = timedelta(days=7)
"""How long the Today page tells the owners about a new owner or a locked link."""

_NEW_ROLE = (FamilyEvent.Kind.BECAME, FamilyEvent.Kind.JOINED)


def members_of(family: Family) -> QuerySet[Member]:
    """Returns the members in the order in which they joined, with their users. One query."""
    return Member.objects.filter(family=family).select_related("user").order_by("pk")


def owners_of(family: Family) -> QuerySet[Member]:
    """Returns the owners in the order in which they joined, with their users. One query."""
    return members_of(family).filter(role__in=OWNING)


def is_alone(member: Member) -> bool:
    """Whether the family has no other member. One query."""
    return not Member.objects.filter(family=member.family_id).exclude(pk=member.pk).exists()


def owners_besides(member: Member) -> QuerySet[Member]:
    """Returns the family's other owners, with their users. One query."""
    return owners_of(member.family).exclude(pk=member.pk)


def heir_to(family: Family, *, leaving: Member) -> Member | None:
    """Returns who becomes the owner when this member leaves; None if another owner remains.

    That is the longest-serving member with the first of ``NOT_OWNING`` that anybody has: a
    caregiver before a viewer. At most one query for each role, and one.
    """
    if owners_besides(leaving).exists():
        return None
    others = members_of(family).exclude(pk=leaving.pk)
    heirs = (others.filter(role=role).first() for role in NOT_OWNING)
    return next((heir for heir in heirs if heir is not None), None)


def pending_removals_of(family: Family) -> QuerySet[PendingRemoval]:
    """Returns the family's pending removals, the next one due first. One query.

    Each has its child, member and requester.
    """
    return PendingRemoval.objects.filter(family=family).select_related(
        "family", "child", "member__user", "asked_by"
    )


def may_cancel(removal: PendingRemoval, member: Member) -> bool:
    """Whether this member of the removal's family may cancel it.

    Any owner may cancel a deletion. Only the owner themselves may cancel giving up their own
    ownership; if another owner requested its end, any owner but the one concerned may.
    """
    if not member.owns:
        return False
    if removal.member_id is None:
        return True
    is_about_me = removal.member_id == member.pk
    is_own_wish = removal.member is not None and removal.member.user_id == removal.asked_by_id
    return is_about_me if is_own_wish else not is_about_me


def events_for_owner(member: Member, now: datetime) -> QuerySet[FamilyEvent]:
    """Returns recent new owners and locked links that this owner did not cause. One query."""
    recent = FamilyEvent.objects.filter(family=member.family_id, at__gt=now - NOTICE_PERIOD)
    is_new_owner = Q(kind__in=_NEW_ROLE, role__in=OWNING)
    is_locked_link = Q(kind=FamilyEvent.Kind.SHARE_LOCKED)
    return recent.filter(is_new_owner | is_locked_link).exclude(by=member.user_id)


def open_shares_of(family: Family, now: datetime) -> QuerySet[Share]:
    """Returns links that a doctor can read, newest first, with child and maker. One query."""
    shares = Share.objects.open_at(now).filter(child__family=family)
    return shares.select_related("child", "made_by").defer("diary")


def calendars_of(family: Family) -> QuerySet[CalendarLink]:
    """Returns the family's calendar links, with child and user. One query."""
    links = CalendarLink.objects.filter(member__family=family)
    return links.select_related("child", "member__user").order_by("member", "child")


def events_of(family: Family) -> QuerySet[FamilyEvent]:
    """Returns the family's events, newest first."""
    return FamilyEvent.objects.filter(family=family)


@dataclass(frozen=True)
class AccountDeletionEffect:
    """What happens to a family when a member deletes their account.

    ``children`` are the names of children deleted with the family; ``heir`` becomes its owner.
    """

    family: Family
    is_deleted: bool
    children: tuple[str, ...]
    heir: Member | None


def account_deletion_effects(user: User) -> list[AccountDeletionEffect]:
    """Returns the effect on each family of the user but samples. At most five queries each."""
    members = Member.objects.filter(user=user, family__is_sample=False).select_related("family")
    return [_deletion_effect(member) for member in members.order_by("pk")]


def _deletion_effect(member: Member) -> AccountDeletionEffect:
    family = member.family
    if is_alone(member):
        names = family.children.order_by("pk").values_list("name", flat=True)
        return AccountDeletionEffect(family, is_deleted=True, children=tuple(names), heir=None)
    heir = heir_to(family, leaving=member) if member.owns else None
    return AccountDeletionEffect(family, is_deleted=False, children=(), heir=heir)
