"""Who belongs to a family, who else can read it, and what is about to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tracker.domain.roles import NOT_OWNING, OWNING
from tracker.models import CalendarLink, Family, FamilyEvent, Member, PendingRemoval, Share, User

NEWS_FOR = timedelta(days=7)
"""For so long the other owners read on Today that somebody became one."""

_NEW_ROLE = (FamilyEvent.Kind.BECAME, FamilyEvent.Kind.JOINED)


def members_of(family: Family) -> QuerySet[Member]:
    """In the order in which they came, each with its user. One query."""
    return Member.objects.filter(family=family).select_related("user").order_by("pk")


def owners_of(family: Family) -> QuerySet[Member]:
    """In the order in which they came, each with its user. One query."""
    return members_of(family).filter(role__in=OWNING)


def is_alone(member: Member) -> bool:
    """Nobody else belongs to the family. One query."""
    return not Member.objects.filter(family=member.family_id).exclude(pk=member.pk).exists()


def owners_besides(member: Member) -> QuerySet[Member]:
    """The family's other owners, each with its user. One query."""
    return owners_of(member.family).exclude(pk=member.pk)


def heir_to(family: Family, *, leaving: Member) -> Member | None:
    """Who owns the family once this member has left, where no other owner is there then.

    That is who has had the first of the roles that do not own for longest, or else the next: a
    caregiver, then a viewer. At most a query for each, and one.
    """
    if owners_besides(leaving).exists():
        return None
    others = members_of(family).exclude(pk=leaving.pk)
    heirs = (others.filter(role=role).first() for role in NOT_OWNING)
    return next((heir for heir in heirs if heir is not None), None)


def pending_removals_of(family: Family) -> QuerySet[PendingRemoval]:
    """The next to be done first, each with whom or what it is about and who asked. One query."""
    return PendingRemoval.objects.filter(family=family).select_related(
        "family", "child", "member__user", "asked_by"
    )


def may_cancel(removal: PendingRemoval, member: Member) -> bool:
    """Whether this member of the removal's family may.

    What is deleted, any owner may keep. Who wants to own no longer is held by nobody but
    themselves; who is put out by another does not decide about it, the other owners do.
    """
    if not member.owns:
        return False
    if removal.member_id is None:
        return True
    is_about_me = removal.member_id == member.pk
    is_own_wish = removal.member is not None and removal.member.user_id == removal.asked_by_id
    return is_about_me if is_own_wish else not is_about_me


def new_owners(member: Member, now: datetime) -> QuerySet[FamilyEvent]:
    """Who became an owner lately, other than by this member's own doing. One query."""
    recent = FamilyEvent.objects.filter(family=member.family_id, at__gt=now - NEWS_FOR)
    new = recent.filter(kind__in=_NEW_ROLE, role__in=OWNING)
    return new.exclude(by=member.user_id)


def open_shares_of(family: Family, now: datetime) -> QuerySet[Share]:
    """Links for a doctor, newest first, each with its child and its maker. One query."""
    shares = Share.objects.open_at(now).filter(child__family=family)
    return shares.select_related("child", "made_by").defer("diary")


def calendars_of(family: Family) -> QuerySet[CalendarLink]:
    """Addresses at which calendars read, each with its child and whose it is. One query."""
    links = CalendarLink.objects.filter(member__family=family)
    return links.select_related("child", "member__user").order_by("member", "child")


def events_of(family: Family) -> QuerySet[FamilyEvent]:
    """Newest first."""
    return FamilyEvent.objects.filter(family=family)


@dataclass(frozen=True)
class GoesWith:
    """What becomes of a family when one of its members deletes their account.

    ``children`` whose diaries go with it; ``heir`` who owns it then and did not before.
    """

    family: Family
    goes: bool
    children: tuple[str, ...]
    heir: Member | None


def what_goes_with(user: User) -> list[GoesWith]:
    """Family by family, at most five queries each; the sample is none."""
    members = Member.objects.filter(user=user, family__is_sample=False).select_related("family")
    return [_goes_with(member) for member in members.order_by("pk")]


def _goes_with(member: Member) -> GoesWith:
    family = member.family
    if is_alone(member):
        names = family.children.order_by("pk").values_list("name", flat=True)
        return GoesWith(family, goes=True, children=tuple(names), heir=None)
    heir = heir_to(family, leaving=member) if member.owns else None
    return GoesWith(family, goes=False, children=(), heir=heir)
