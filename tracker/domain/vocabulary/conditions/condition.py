"""What a condition is: its usual course, and when it is worth asking or showing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _
from tracker.domain.sources import Source
from tracker.domain.vocabulary.levels import Level


@dataclass(frozen=True)
class FirstSight:
    """The condition is due as soon as it is seen, perhaps only at some ages.

    ``says``: what the source says. ``noticed_after_days``: only if the concern began after that
    age. ``onset_before_days`` and ``onset_before_months``: only if the spell began before that
    age. Ages in days or calendar months, counted from the later of birth and due date.
    """

    level: Level
    says: Phrase
    source: Source
    noticed_after_days: int | None = None
    onset_before_days: int | None = None
    onset_before_months: int | None = None


@dataclass(frozen=True)
class Condition:
    """What a concern is, according to the parent or a doctor.

    ``ask_after_days``: the shorter window, in days after the day on which the concern came or last
    came back. ``ask_says``: what its source says. ``ask_source``: its source, where it is another
    than ``source``. ``no_hurry``: the condition usually lasts longer than the group's limit, which
    the flag's sentence then adds. ``limit_says``: instead of what the rule of the group's limit
    says. ``trouble_sites``: where on the body the source sees trouble of its own.
    ``more_sources``: further sources of the row. ``others``: what other publishers say.
    ``usual_view``: the view of the body map that shows the places that ``appearance`` names, empty
    where it names none or no one view shows most of them. The form opens the map there.
    """

    key: str
    group: str
    label: Phrase
    appearance: Phrase
    source: Source
    course: Phrase | None = None
    first_sight: FirstSight | None = None
    ask_after_days: int | None = None
    ask_says: Phrase | None = None
    ask_source: Source | None = None
    no_hurry: bool = False
    limit_says: Phrase | None = None
    trouble_sites: tuple[str, ...] = ()
    more_sources: tuple[Source, ...] = ()
    others: Phrase | None = None
    usual_view: str = ""

    @property
    def window_source(self) -> Source:
        """The source of ``ask_after_days``."""
        return self.ask_source or self.source


GROUPS: Mapping[str, Phrase] = {
    "milia": _("Milk spots and small bumps"),
    "rash": _("Rashes"),
    "birthmark": _("Birthmarks"),
    "other": _("Something else"),
}

GROUP_REFERENCES: Mapping[str, Phrase] = {
    "milia": _("these bumps"),
    "rash": _("this rash"),
    "birthmark": _("this mark"),
    "other": _("this"),
}
"""How a sentence refers to a concern of a group."""
