"""The levels of urgency."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import safety_phrase as _


class Level(IntEnum):
    """How soon something is due; the higher, the more urgent."""

    ASK = 1
    VISIT = 2
    SAME_DAY = 3
    EMERGENCY = 4

    @property
    def key(self) -> str:
        return self.name.lower()


LEVEL_LABELS: Mapping[Level, Phrase] = {
    Level.EMERGENCY: _("Call for help now"),
    Level.SAME_DAY: _("See a doctor today"),
    Level.VISIT: _("Worth showing to a doctor"),
    Level.ASK: _("Worth asking about"),
}
