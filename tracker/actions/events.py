"""Events of a family: members, invitations, links, removals."""

from __future__ import annotations

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.models import Family, FamilyEvent, User


def note_event(
    *, family: Family, kind: FamilyEvent.Kind, about: str = "", role: str = "", by: User | None
) -> FamilyEvent:
    """Records an event.

    ``about`` is the present name of its subject; ``by`` is None if no user caused it.
    """
    return FamilyEvent.objects.create(
        family=family,
        kind=kind,
        role=role,
        about=about[:MAX_TEXT_LENGTH],
        by=by,
        by_name=by.shown_name if by else "",
    )
