"""What must hold between the records of a diary file: ids, what names them, and how many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tracker.domain.canonical import canonical_id
from tracker.interchange.coerce import as_day, as_object, as_text, items, objects
from tracker.interchange.problems import Found, Path, quoted

MAX_ENTRIES = 50_000


@dataclass
class _Ids:
    """The ids of a document, in their canonical form. ``entries``: entries and day notes."""

    concerns: set[str] = field(default_factory=set)
    entries: dict[str, date | None] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def add(self, record: dict[str, Any], path: Path, *, entry: bool) -> Iterator[Found]:
        given = as_text(record.get("id"))
        if given is None:
            return
        known_as = canonical_id(given)
        if known_as in self._seen:
            sentence = _("the id %(id)s is used twice") % {"id": quoted(given)}
            yield Found((*path, "id"), sentence)
            return
        self._seen.add(known_as)
        if entry:
            self.entries[known_as] = as_day(record.get("date"))
        else:
            self.concerns.add(known_as)


def problems(document: object) -> Iterator[Found]:
    """Ids used twice, names of nothing, and too many entries."""
    diary = as_object(document)
    ids = _Ids()
    entries = 0
    for path, concern in objects(diary, "concerns"):
        yield from ids.add(concern, path, entry=False)
        for entry_path, entry in objects(concern, "entries", path):
            yield from ids.add(entry, entry_path, entry=True)
            entries += 1
    for path, note in objects(diary, "day_notes"):
        yield from ids.add(note, path, entry=True)
    if entries > MAX_ENTRIES:
        values = {"n": entries, "most": MAX_ENTRIES}
        yield Found(("concerns",), _("%(n)s entries; there is room for %(most)s") % values)
    for path, visit in objects(diary, "visits"):
        for concern_path, concern_id in items(visit, "concerns", path):
            yield from _unknown_concern(concern_id, concern_path, ids)
    for path, acknowledgement in objects(diary, "acknowledgements"):
        yield from _acknowledgement(acknowledgement, path, ids)


def _acknowledgement(record: dict[str, Any], path: Path, ids: _Ids) -> Iterator[Found]:
    yield from _unknown_concern(record.get("concern"), (*path, "concern"), ids)
    named = as_text(record.get("entry"))
    if named is None:
        return
    if canonical_id(named) not in ids.entries:
        sentence = _("no entry or day note has the id %(id)s") % {"id": quoted(named)}
        yield Found((*path, "entry"), sentence)
        return
    seen_on, day = ids.entries[canonical_id(named)], as_day(record.get("date"))
    if seen_on and day and day < seen_on:
        values = {"day": day, "seen": seen_on}
        sentence = _("%(day)s is before the entry it names, of %(seen)s") % values
        yield Found((*path, "date"), sentence)


def _unknown_concern(named: object, path: Path, ids: _Ids) -> Iterator[Found]:
    if isinstance(named, str) and canonical_id(named) not in ids.concerns:
        yield Found(path, _("no concern has the id %(id)s") % {"id": quoted(named)})
