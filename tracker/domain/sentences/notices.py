"""The disclaimer, and the text for a day on which nothing is due."""

from __future__ import annotations

from tracker.domain.phrases import Sentences
from tracker.domain.phrases import phrase as _

DISCLAIMER = Sentences(
    (
        _("This is a diary, not a diagnosis."),
        _("The dates are what you wrote."),
        _("If you are worried at any time, contact a doctor."),
    )
)
"""Shown beside every flag."""

NOTHING_DUE = Sentences(
    (
        _("No reminder is due from the dates you wrote."),
        _("This does not mean that the skin is fine."),
    )
)
