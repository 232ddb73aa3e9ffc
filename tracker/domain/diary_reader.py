"""Reads a diary without loading all its entries at once.

An exported diary can be larger than memory, so the file writers iterate over a reader.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from tracker.domain.records import Concern, Diary, Entry
from tracker.domain.spells import sorted_entries
from tracker.domain.vocabulary import TICKS


class DiaryReader(Protocol):
    """A diary whose entries can be iterated any number of times, in order."""

    @property
    def diary(self) -> Diary:
        """The diary with its concerns' entries left out."""

    @property
    def concerns(self) -> Sequence[Concern]:
        """The concerns of ``diary``."""

    def entries_of(self, concern: Concern) -> Iterable[Entry]:
        """Return the complete entries of a concern, by day, then time (none first)."""

    def outlines_of(self, concern: Concern) -> Iterable[Entry]:
        """Return the same entries; only day, time, status, id and author need be set."""

    def sites_of(self, concern: Concern) -> Collection[str]:
        """Return the body sites on which any entry of the concern has a spot."""

    def photo_files_of(self, concern: Concern) -> Iterable[str]:
        """Return the files of the photos of ``entries_of``, in the same order."""

    @property
    def entry_count(self) -> int:
        """The number of entries of all concerns."""

    @property
    def has_answer_no(self) -> bool:
        """Whether any entry answers one of its yes/no questions with no."""


@dataclass(frozen=True)
class InMemoryDiary:
    """A DiaryReader over a diary that is already in memory."""

    full_diary: Diary

    @cached_property
    def diary(self) -> Diary:
        concerns = tuple(replace(concern, entries=()) for concern in self.full_diary.concerns)
        return replace(self.full_diary, concerns=concerns)

    @property
    def concerns(self) -> Sequence[Concern]:
        return self.diary.concerns

    def entries_of(self, concern: Concern) -> Iterable[Entry]:
        return sorted_entries(self._concern(concern).entries)

    def outlines_of(self, concern: Concern) -> Iterable[Entry]:
        return self.entries_of(concern)

    def sites_of(self, concern: Concern) -> Collection[str]:
        return {spot.site for entry in self._concern(concern).entries for spot in entry.spots}

    def photo_files_of(self, concern: Concern) -> Iterable[str]:
        return [photo.file for entry in self.entries_of(concern) for photo in entry.photos]

    @property
    def entry_count(self) -> int:
        return sum(len(concern.entries) for concern in self.full_diary.concerns)

    @cached_property
    def has_answer_no(self) -> bool:
        entries = (entry for concern in self.full_diary.concerns for entry in concern.entries)
        return any(getattr(entry, key) is False for entry in entries for key in TICKS)

    def _concern(self, concern: Concern) -> Concern:
        return next(row for row in self.full_diary.concerns if row.id == concern.id)
