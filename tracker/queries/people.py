"""Who may read what. Everything of another family is as if it did not exist."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from tracker.models import Child, Family, Member, SummaryChoice, User


def memberships_of(user: User) -> QuerySet[Member]:
    """The user's places in families, oldest first, each with its family. One query."""
    return Member.objects.filter(user=user).select_related("family").order_by("pk")


def children_of(user: User) -> QuerySet[Child]:
    """Every child the user may read, in the order they were added. One query."""
    return Child.objects.filter(family__members__user=user).select_related("family").order_by("pk")


def first_child_of(user: User) -> Child | None:
    """The child to show when none was chosen: of a real family before a sample one. One query."""
    return children_of(user).order_by("family__is_sample", "pk").first()


def child_of(user: User, child_id: int) -> tuple[Child, Member]:
    """The child with the user's membership in its family. Two queries.

    Raises Child.DoesNotExist for a child of another family as for one that never was.
    """
    mine = Prefetch("family__members", Member.objects.filter(user=user), to_attr="mine")
    child = children_of(user).prefetch_related(mine).get(pk=child_id)
    return child, child.family.mine[0]  # type: ignore[attr-defined]


def summary_choice_of(member: Member, child: Child) -> str:
    """What a member last chose for the child's summary; empty for the usual. One query."""
    choice = SummaryChoice.objects.filter(member=member, child=child).first()
    return choice.query if choice else ""


def is_empty() -> bool:
    """Nobody keeps a diary here yet; a sample diary is none. One query."""
    return not Family.objects.filter(is_sample=False).exists()
