"""Decides which photos are private: those of groin, genitals and bottom."""

from __future__ import annotations

from collections.abc import Collection

from tracker.domain.vocabulary import PRIVATE_CONDITIONS, PRIVATE_SITES


def is_private_place(
    site: str, entry_sites: Collection[str], concern_sites: Collection[str] = (), *, condition: str
) -> bool:
    """Return whether a photo shows a private body site.

    Decided by the first of these that is known: the photo's own site (empty where unknown), the
    sites of its entry, the sites of all entries of the concern, the concern's condition.
    """
    for sites in ({site} - {""}, entry_sites, concern_sites):
        if sites:
            return not PRIVATE_SITES.isdisjoint(sites)
    return condition in PRIVATE_CONDITIONS
