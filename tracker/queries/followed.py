"""The concerns of a child that a new one may be the same as."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tracker.domain import records
from tracker.domain.spells import Course, Spell
from tracker.models import Child, Concern, Entry, FormerName
from tracker.models.rows import columns_of, record_of
from tracker.rendering import title_of

SIGHTING = ("day", "at", "status")
"""The fields of an entry that decide the spells."""


@dataclass(frozen=True)
class FollowedConcern:
    """``conditions``: the present one and the former ones. ``spell``: the last one."""

    id: str
    title: str
    conditions: frozenset[str]
    spell: Spell

    def is_like(self, condition: str, title: str) -> bool:
        """Returns whether it has the condition, or had it, or has the same title."""
        return condition in self.conditions or title.casefold() == self.title.casefold()


def followed_concerns(child: Child, as_of: date) -> list[FollowedConcern]:
    """Returns concerns that go on, then those that are gone; of both the latest first.

    Three queries.
    """
    conditions: dict[int, set[str]] = defaultdict(set)
    for name in FormerName.objects.filter(concern__child=child):
        conditions[name.concern_id].add(name.condition)
    entries: dict[int, list[records.Entry]] = defaultdict(list)
    rows = Entry.objects.filter(concern__child=child, concern__deleted_at=None).in_order()
    columns = ("concern_id", *columns_of(records.Entry, SIGHTING))
    for row in rows.values_list(*columns, named=True):
        entries[row.concern_id].append(record_of(records.Entry, row, SIGHTING))
    found = []
    for concern in Concern.objects.filter(child=child).order_by("pk"):
        record = record_of(records.Concern, concern, entries=tuple(entries[concern.pk]))
        spell = Course.of(record).last_spell_on(as_of)
        if spell is not None:
            known_as = frozenset({concern.condition, *conditions[concern.pk]})
            found.append(FollowedConcern(record.id, title_of(record), known_as, spell))
    found.sort(key=lambda each: (each.spell.is_going_on, each.spell.onset), reverse=True)
    return found
