"""Which pictures want more care: those of groin, genitals and bottom."""

from __future__ import annotations

from collections.abc import Iterable

PRIVATE_SITES = frozenset({"groin", "genitals", "bottom"})

_PRIVATE_CONDITIONS = frozenset({"diaper_rash", "candida_diaper_rash"})
"""Where no place was marked, these say it."""


def is_private(sites: Iterable[str], condition: str = "") -> bool:
    """Whether one of these places is such a part; without a place, what the concern is taken for
    tells.
    """
    named = {site for site in sites if site}
    return bool(named & PRIVATE_SITES) if named else condition in _PRIVATE_CONDITIONS
