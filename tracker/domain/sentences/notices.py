"""The disclaimer, and the texts for a day on which nothing is due."""

from __future__ import annotations

from tracker.domain.phrases import Sentences
from tracker.domain.phrases import safety_phrase as _
from tracker.domain.records import Diary

DISCLAIMER = Sentences(
    (
        _("This is a diary, not a diagnosis."),
        _("The dates are the ones you entered."),
        _("If you are worried at any time, contact a doctor."),
    )
)
"""Shown beside every flag."""

NOTHING_DUE = Sentences(
    (
        _("Going by the dates you entered, nothing is due."),
        _("This does not mean that the skin is fine."),
    )
)

NOTHING_WRITTEN = Sentences(
    (
        _("Nothing about the skin has been added yet."),
        _("Add what you see. The diary uses the dates to say when to ask a doctor."),
    )
)


def is_begun(diary: Diary) -> bool:
    """Return whether anything dated is written, from which something may be due."""
    return bool(diary.concerns or diary.day_notes or diary.visits or diary.exposures)


def nothing_due(diary: Diary) -> Sentences:
    """Return the text where nothing is due, or of a diary in which nothing is written yet."""
    return NOTHING_DUE if is_begun(diary) else NOTHING_WRITTEN
