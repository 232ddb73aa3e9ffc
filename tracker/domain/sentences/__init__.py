"""The texts of flags: what was written and when, what guidance says, and who publishes it."""

from tracker.domain.sentences.concerns import (
    child_follow_up,
    concern_name,
    concern_sentences,
    visit_source,
)
from tracker.domain.sentences.gaps import gone_and_back
from tracker.domain.sentences.notices import DISCLAIMER, is_begun, nothing_due
from tracker.domain.sentences.urgent import advice, urgent_sentences

__all__ = [
    "DISCLAIMER",
    "advice",
    "child_follow_up",
    "concern_name",
    "concern_sentences",
    "gone_and_back",
    "is_begun",
    "nothing_due",
    "urgent_sentences",
    "visit_source",
]
