"""The families of a server, as the person who hosts it may see them: sizes, never contents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum

from tracker.domain.roles import OWNER
from tracker.models import Child, Family, Member, Photo


@dataclass(frozen=True)
class FamilySize:
    """How much of the server a family uses.

    ``owners``: email addresses, by which the host knows the family. ``photos`` and ``photo_bytes``
    include removed photos that can still be restored.
    """

    pk: int
    created_at: datetime
    owners: tuple[str, ...]
    members: int
    children: int
    photos: int
    photo_bytes: int


def family_sizes() -> list[FamilySize]:
    """Returns all families but samples, oldest first. Four queries."""
    members: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for family, role, email in Member.objects.values_list("family", "role", "user__email"):
        members[family].append((role, email))
    children = dict(Child.objects.order_by().values_list("family").annotate(Count("pk")))
    photos = {
        family: (count, length)
        for family, count, length in Photo.all_objects.order_by()
        .values_list("entry__concern__child__family")
        .annotate(Count("pk"), Sum("stored_bytes"))
    }
    return [
        FamilySize(
            pk=pk,
            created_at=created_at,
            owners=tuple(sorted(email for role, email in members[pk] if role == OWNER.key)),
            members=len(members[pk]),
            children=children.get(pk, 0),
            photos=photos.get(pk, (0, 0))[0],
            photo_bytes=photos.get(pk, (0, 0))[1],
        )
        for pk, created_at in Family.objects.filter(is_sample=False)
        .order_by("pk")
        .values_list("pk", "created_at")
    ]
