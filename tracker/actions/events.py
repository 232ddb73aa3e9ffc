"""What happened around a family's record, for the family to read."""

from __future__ import annotations

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.models import Family, FamilyEvent, User


def note_event(
    *, family: Family, kind: FamilyEvent.Kind, about: str = "", role: str = "", by: User | None
) -> FamilyEvent:
    """``about`` is whom or what, as it is called now; ``by`` None where it came by itself."""
    return FamilyEvent.objects.create(
        family=family,
        kind=kind,
        role=role,
        about=about[:MAX_TEXT_LENGTH],
        by=by,
        by_name=by.shown_name if by else "",
    )
