"""What a member chooses for the page for the doctor."""

from __future__ import annotations

from django.db import transaction

from tracker.models import Child, Member, SummaryChoice


@transaction.atomic
def remember_summary(*, member: Member, child: Child, query: str) -> None:
    """Keeps the choice for this member alone, on all their devices; empty is the usual one."""
    if not query:
        SummaryChoice.objects.filter(member=member, child=child).delete()
        return
    SummaryChoice.objects.update_or_create(member=member, child=child, defaults={"query": query})
