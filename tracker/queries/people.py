"""Who may read what. Everything of another family is as if it did not exist."""

from __future__ import annotations

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet

from tracker.models import Child, Family, Member, User


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
    """The child with the user's membership in its family, and what ``summary_choice_of`` tells.
    Two queries.

    Raises Child.DoesNotExist for a child of another family as for one that never was.
    """
    chosen = FilteredRelation("summary_choices", condition=Q(summary_choices__child=child_id))
    members = Member.objects.filter(user=user)
    members = members.annotate(chosen=chosen, summary_choice=F("chosen__query"))
    mine = Prefetch("family__members", members, to_attr="mine")
    child = children_of(user).prefetch_related(mine).get(pk=child_id)
    return child, child.family.mine[0]  # type: ignore[attr-defined]


def summary_choice_of(member: Member) -> str:
    """What a member read by ``child_of`` last chose for that child's summary; empty for the usual.
    No query.
    """
    return member.summary_choice or ""  # type: ignore[attr-defined]


def is_empty() -> bool:
    """Nobody keeps a diary here yet; a sample diary is none. One query."""
    return not Family.objects.filter(is_sample=False).exists()
