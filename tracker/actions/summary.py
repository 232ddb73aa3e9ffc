"""A member's choices for the summary for the doctor."""

from __future__ import annotations

from django.db import transaction

from tracker.models import Child, Concern, Member, Share, SummaryChoice


@transaction.atomic
def remember_summary(*, member: Member, child: Child, query: str) -> None:
    """Saves the summary page's query for this member; an empty one restores the default."""
    if not query:
        SummaryChoice.objects.filter(member=member, child=child).delete()
        return
    SummaryChoice.objects.update_or_create(member=member, child=child, defaults={"query": query})


def show_too(*, chosen: Concern, also: Concern) -> None:
    """Adds ``also`` wherever ``chosen`` was picked for the summary, by members and for links.

    What is split from a concern stays on the doctor's page. An undo needs nothing taken out: ids of
    concerns that are gone are ignored.
    """
    picked, more = f"concern={chosen.uuid}", f"&concern={also.uuid}"
    for row in SummaryChoice.objects.filter(child=chosen.child_id, query__contains=picked):
        row.query += more
        row.save(update_fields=["query"])
    for share in Share.objects.filter(child=chosen.child_id, choice__contains=picked):
        share.choice += more
        share.save(update_fields=["choice"])
