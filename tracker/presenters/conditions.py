"""The conditions to choose from on the form of a concern."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.vocabulary import CONDITIONS, GROUPS
from tracker.rendering import render, short_name

UNSURE = ("unsure_bumps", "unsure_rash", "other_rash", "other")
"""Listed first, so that nobody has to know what it is."""


@dataclass(frozen=True)
class ConditionRow:
    """``short_name``: the beginning of the default title. ``view``: of the body map, or empty."""

    key: str
    group: str
    label: str
    appearance: str
    is_chosen: bool
    short_name: str = ""
    view: str = ""


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
            label=render(row.label),
            appearance=render(row.appearance),
            is_chosen=row.key == chosen,
            short_name=short_name(row.key),
            view=row.usual_view,
        )
        for row in CONDITIONS.values()
    ]
    known = [row for row in rows if row.key not in UNSURE]
    return ConditionList(
        unsure=tuple(row for key in UNSURE for row in rows if row.key == key),
        groups=tuple(
            ConditionGroup(render(title), tuple(row for row in known if row.group == key))
            for key, title in GROUPS.items()
        ),
    )
