"""Cautions of the sources about some kinds of care in the first months; never advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain import sources
from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _
from tracker.domain.sources import Source


@dataclass(frozen=True)
class CareCaution:
    """A caution, shown where the care is written for a baby below ``under_months`` of age."""

    under_months: int
    text: Phrase
    source: Source


CARE_CAUTIONS: Mapping[str, CareCaution] = {
    "retinoid": CareCaution(
        12,
        _(
            "“Infant Milia Treatment” says not to use retinoids before 12 months of age; “New Born"
            " Milia” says to avoid them unless a doctor says they are needed. If a doctor"
            " prescribed one, do what the doctor said."
        ),
        sources.INFANT_MILIA_TREATMENT,
    ),
    "acne_product": CareCaution(
        12,
        _("Mayo Clinic says not to use over-the-counter acne products on a baby's skin."),
        sources.MAYO_ACNE,
    ),
}
