"""The two sizes of paper that the world prints on."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _

PAPERS: Mapping[str, Phrase] = {"a4": _("A4"), "letter": _("US Letter")}

_LETTER_COUNTRIES = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE"
"""Those whose printers hold US Letter, as the Unicode locale data (CLDR) lists them."""


def usual_paper(country: str) -> str:
    """What a printer in this country holds; ``country`` in two letters, or empty."""
    return "letter" if country in _LETTER_COUNTRIES.split() else "a4"
