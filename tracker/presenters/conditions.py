"""What a concern can be taken for, as a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain import records
from tracker.domain.phrases import phrase as _
from tracker.domain.vocabulary import CONDITIONS, GROUPS
from tracker.presenters.words import place, say

UNSURE = ("unsure_bumps", "unsure_rash", "other")
"""First in the list: nobody has to know what it is."""


_SHORT = {
    "unsure_bumps": _("bumps"),
    "unsure_rash": _("rash"),
    "other": _("spot"),
}
"""What to call it where the label would say that nobody knows."""


@dataclass(frozen=True)
class ConditionRow:
    """``called``: how a title begins that nobody has written."""

    key: str
    group: str
    label: str
    looks: str
    is_chosen: bool
    called: str = ""


@dataclass(frozen=True)
class ConditionGroup:
    title: str
    conditions: tuple[ConditionRow, ...]

    @property
    def is_open(self) -> bool:
        return any(row.is_chosen for row in self.conditions)


@dataclass(frozen=True)
class ConditionList:
    unsure: tuple[ConditionRow, ...]
    groups: tuple[ConditionGroup, ...]


def condition_list(chosen: str) -> ConditionList:
    rows = [
        ConditionRow(
            key=row.key,
            group=row.group,
            label=say(row.label),
            looks=say(row.looks),
            is_chosen=row.key == chosen,
            called=_called(row.key),
        )
        for row in CONDITIONS.values()
    ]
    known = [row for row in rows if row.key not in UNSURE]
    return ConditionList(
        unsure=tuple(row for key in UNSURE for row in rows if row.key == key),
        groups=tuple(
            ConditionGroup(say(title), tuple(row for row in known if row.group == key))
            for key, title in GROUPS.items()
        ),
    )


def usual_title(condition: str, spots: Sequence[records.Spot]) -> str:
    """``milk spots, chin``: what a concern is called that was given no words of its own.

    Empty where no place is known: then the name of the condition says as much.
    """
    if not spots:
        return ""
    return f"{_called(condition)}, {place(spots[0].site, spots[0].side)}"


def title_after(title: str, former: str, condition: str) -> str:
    """A title that began with the former name begins with the new one."""
    before, after = _called(former), _called(condition)
    return after + title.removeprefix(before) if title.startswith(f"{before},") else title


def _called(condition: str) -> str:
    return say(_SHORT.get(condition) or CONDITIONS[condition].label)
