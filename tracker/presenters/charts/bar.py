"""The bar of a course: when it was there and clear; by columns where it changed often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from tracker.presenters.charts.drawing import MAX_COLUMNS, Bins
from tracker.presenters.charts.facts import Stretch, segments

_KINDS = ("clear", "unwritten", "there")
"""A column that has several of them is drawn as the last one."""


@dataclass(frozen=True)
class BarPart:
    """Days of one kind: "there", "clear", or "unwritten": there, without an entry for long."""

    kind: str
    first: date
    last: date


@dataclass(frozen=True)
class Bar:
    """``is_by_column``: a column is there if it was there on one of its days."""

    parts: tuple[BarPart, ...]
    is_by_column: bool

    @classmethod
    def of(cls, stretches: Iterable[Stretch], bins: Bins) -> Bar:
        """Return the bar of the days in the picture. It has at most about ``MAX_COLUMNS`` parts."""
        start, end = bins.scale.start, bins.scale.end
        parts = [part for part in _parts(stretches) if part.first <= end and part.last >= start]
        if len(parts) <= MAX_COLUMNS:
            return cls(tuple(parts), is_by_column=False)
        return cls(tuple(_by_column(parts, bins)), is_by_column=True)

    def of_kind(self, kind: str) -> list[BarPart]:
        return [part for part in self.parts if part.kind == kind]


def there_key(*, is_by_column: bool) -> str:
    """Return what the key says of the bar."""
    return _("there on one or more days of a column") if is_by_column else _("there")


def _parts(stretches: Iterable[Stretch]) -> Iterator[BarPart]:
    for stretch in stretches:
        if not stretch.is_present:
            yield BarPart("clear", stretch.first, stretch.last)
        for segment in segments([stretch]):
            kind = "there" if segment.has_entries else "unwritten"
            yield BarPart(kind, segment.first, segment.last)


def _by_column(parts: Sequence[BarPart], bins: Bins) -> Iterator[BarPart]:
    """Yield the parts as runs of columns. ``parts``: without a day missing between them."""
    start, end = bins.scale.start, bins.scale.end
    kinds: dict[int, str] = {}
    for part in parts:
        first, last = bins.index(max(part.first, start)), bins.index(min(part.last, end))
        for column in range(first, last + 1):
            kinds[column] = max(kinds.get(column, part.kind), part.kind, key=_KINDS.index)
    for kind, run in groupby(sorted(kinds), key=kinds.__getitem__):
        columns = tuple(run)
        begins = start + timedelta(days=columns[0] * bins.days)
        ends = start + timedelta(days=(columns[-1] + 1) * bins.days - 1)
        yield BarPart(kind, max(begins, parts[0].first), min(ends, parts[-1].last))
