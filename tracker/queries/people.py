"""Which children a user may read. Data of other families is treated as if it did not exist."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from tracker.models import Child, Family, Member, SummaryChoice, User


def memberships_of(user: User) -> QuerySet[Member]:
    """Returns the user's memberships, oldest first, with their families. One query."""
    return Member.objects.filter(user=user).select_related("family").order_by("pk")


def children_of(user: User) -> QuerySet[Child]:
    """Returns all children that the user may read, in order of creation. One query."""
    return Child.objects.filter(family__members__user=user).select_related("family").order_by("pk")


def first_child_of(user: User) -> Child | None:
    """Returns the child to show by default: of a real family before a sample one. One query."""
    return children_of(user).order_by("family__is_sample", "pk").first()


def child_of(user: User, child_id: int) -> tuple[Child, Member]:
    """Returns the child and the user's membership in its family. Two queries.

    Raises Child.DoesNotExist, also for a child of another family.
    """
    own_memberships = Prefetch(
        "family__members", Member.objects.filter(user=user), to_attr="own_memberships"
    )
    child = children_of(user).prefetch_related(own_memberships).get(pk=child_id)
    member: Member = child.family.own_memberships[0]  # type: ignore[attr-defined]
    member.user = user
    return child, member


def summary_choice_of(member: Member, child: Child) -> str:
    """Returns the query that the member last chose for the child's summary, "" by default.

    One query.
    """
    choice = SummaryChoice.objects.filter(member=member, child=child).first()
    return choice.query if choice else ""


def is_empty() -> bool:
    """Whether there is no family yet, samples aside. One query."""
    return not Family.objects.filter(is_sample=False).exists()
