"""What happened around a family's record, for the family to read."""

from __future__ import annotations

from tracker.domain.lengths import LONGEST_TEXT
from tracker.models import Family, FamilyEvent, User


def note_event(*, family: Family, kind: str, about: str = "", by: User | None) -> FamilyEvent:
    """``kind`` is one of presenters.events' words; ``about`` whom or what, as it is called now."""
    return FamilyEvent.objects.create(
        family=family,
        kind=kind,
        about=about[:LONGEST_TEXT],
        by=by,
        by_name=by.shown_name if by else "",
    )
