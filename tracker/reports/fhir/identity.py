"""The identifier of a child, by which a clinic sees that two documents are about the same one."""

from __future__ import annotations

from datetime import UTC
from uuid import UUID, uuid5

from tracker.models import Child

_CHILD = UUID("7d0a3a0e-5f0c-4c6e-9f0e-2c4f6b1d8a53")
"""The namespace of the identifiers: another value would change them all."""


def patient_id(child: Child) -> UUID:
    """Return a UUID that is the same in every document of this installation.

    It is hashed from when the child's diary was begun, to the microsecond, and its row, which are
    never written again; so it needs no column, and survives a backup and a move of the database.
    """
    return uuid5(_CHILD, f"{child.created_at.astimezone(UTC).isoformat()} {child.pk}")
