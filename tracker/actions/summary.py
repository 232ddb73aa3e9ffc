"""A member's choices for the summary for the doctor."""

from __future__ import annotations

from django.db import transaction

from tracker.models import Child, Member, SummaryChoice


@transaction.atomic
def remember_summary(*, member: Member, child: Child, query: str) -> None:
    """Saves the summary page's query for this member; an empty one restores the default."""
    if not query:
        SummaryChoice.objects.filter(member=member, child=child).delete()
        return
    SummaryChoice.objects.update_or_create(member=member, child=child, defaults={"query": query})
