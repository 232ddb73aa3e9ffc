"""Which pictures want more care: those of groin, genitals and bottom."""

from __future__ import annotations

from collections.abc import Collection

from tracker.domain.vocabulary import PRIVATE_CONDITIONS, PRIVATE_SITES


def is_private_place(
    site: str, of_entry: Collection[str], of_concern: Collection[str] = (), *, condition: str
) -> bool:
    """Whether a picture shows such a part.

    Its own place tells; where none is said, those of its look, then those of all looks of the
    concern, and at last what the concern is taken for.
    """
    for places in ({site} - {""}, of_entry, of_concern):
        if places:
            return not PRIVATE_SITES.isdisjoint(places)
    return condition in PRIVATE_CONDITIONS
