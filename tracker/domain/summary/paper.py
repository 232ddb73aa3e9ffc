"""The paper sizes of the summary."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _

PAPERS: Mapping[str, Phrase] = {"a4": _("A4"), "letter": _("US Letter")}

_LETTER_COUNTRIES = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE"
"""Countries that print on US Letter, according to the Unicode locale data (CLDR)."""


def default_paper(country: str) -> str:
    """Return the key of the paper size of a country (two letters, or empty)."""
    return "letter" if country in _LETTER_COUNTRIES.split() else "a4"
