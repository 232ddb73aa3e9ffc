"""A diary that need not be held whole: its entries come when they are asked for.

What is taken along can be longer than memory is large, so the writers of files ask a source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from tracker.domain.records import Concern, Diary, Entry
from tracker.domain.spells import in_order


class DiaryReader(Protocol):
    """A diary whose entries can be gone through as often as one likes, always in order."""

    @property
    def diary(self) -> Diary:
        """All but the entries."""

    def entries_of(self, concern: Concern) -> Iterable[Entry]:
        """All that was written in them."""

    def outlines_of(self, concern: Concern) -> Iterable[Entry]:
        """The same entries, of which nothing counts but day, time, status, id and author."""

    def sites_of(self, concern: Concern) -> Collection[str]:
        """Where any of its entries has a spot."""


@dataclass(frozen=True)
class InMemoryDiary:
    """A diary that is held whole all the same."""

    whole: Diary

    @cached_property
    def diary(self) -> Diary:
        concerns = tuple(replace(concern, entries=()) for concern in self.whole.concerns)
        return replace(self.whole, concerns=concerns)

    def entries_of(self, concern: Concern) -> Iterable[Entry]:
        return in_order(self._concern(concern).entries)

    def outlines_of(self, concern: Concern) -> Iterable[Entry]:
        return self.entries_of(concern)

    def sites_of(self, concern: Concern) -> Collection[str]:
        return {spot.site for entry in self._concern(concern).entries for spot in entry.spots}

    def _concern(self, concern: Concern) -> Concern:
        return next(row for row in self.whole.concerns if row.id == concern.id)
