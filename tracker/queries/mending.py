"""What a record can be moved to, and what is joined with a concern."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.models import Care, Child, Concern, Entry, Photo, Visit


@dataclass(frozen=True)
class ConcernCounts:
    """How many records are about a concern."""

    entries: int
    photos: int
    care: int
    visits: int


def siblings_of(child: Child) -> list[Child]:
    """Returns the other children of the child's family, in order of creation. One query."""
    return list(Child.objects.filter(family=child.family_id).exclude(pk=child.pk).order_by("pk"))


def has_siblings(child: Child) -> bool:
    """One query."""
    return Child.objects.filter(family=child.family_id).exclude(pk=child.pk).exists()


def other_concerns(concern: Concern) -> list[Concern]:
    """Returns the other concerns of the child, oldest first. One query."""
    rows = Concern.objects.filter(child=concern.child_id).exclude(pk=concern.pk)
    return list(rows.select_related("child").order_by("pk"))


def concerns_of_siblings(child: Child) -> list[Concern]:
    """Returns the concerns of the siblings with their child, by child, oldest first. One query."""
    rows = Concern.objects.filter(child__family=child.family_id).exclude(child=child.pk)
    return list(rows.select_related("child").order_by("child", "pk"))


def joined_ids(child: Child) -> dict[str, str]:
    """Maps the ids of joined concerns to those that they were joined with. One query."""
    rows = Concern.all_objects.filter(child=child, joined_into__child=child)
    ids = rows.values_list("uuid", "joined_into__uuid")
    return {str(source): str(target) for source, target in ids}


def counts_of(concern: Concern) -> ConcernCounts:
    """Four queries."""
    entries = Entry.objects.filter(concern=concern)
    return ConcernCounts(
        entries=entries.count(),
        photos=Photo.objects.filter(entry__in=entries).count(),
        care=Care.objects.filter(concern=concern).count(),
        visits=Visit.objects.filter(concerns=concern).count(),
    )
