"""The possible triggers of a child as CSV, a row each, beside the table of entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.diary_reader import DiaryReader
from tracker.domain.phrases import phrase as _
from tracker.domain.records import Exposure
from tracker.domain.vocabulary import condition_of
from tracker.reports.entries_csv import Column, csv_blocks


@dataclass(frozen=True)
class _NamedExposure:
    exposure: Exposure
    concerns: tuple[str, ...]


def triggers_csv(source: DiaryReader) -> Iterator[bytes]:
    """Yield the table in blocks of bytes, as ``entries_csv`` does."""
    diary = source.diary
    titles = {row.id: row.title or str(condition_of(row.condition).label) for row in diary.concerns}
    rows = (
        _NamedExposure(row, tuple(titles[concern] for concern in row.concerns))
        for row in diary.exposures
    )
    return csv_blocks(TRIGGER_COLUMNS, rows)


TRIGGER_COLUMNS: tuple[Column[_NamedExposure], ...] = (
    Column("date", _("the day of it"), lambda row: row.exposure.day.isoformat()),
    Column(
        "time",
        _("in the family's time zone; empty if none was given"),
        lambda row: row.exposure.at.isoformat("minutes") if row.exposure.at else None,
    ),
    Column("kind", _("food, soap and so on"), lambda row: row.exposure.kind),
    Column("name", _("what it was"), lambda row: row.exposure.name),
    Column(
        "concerns",
        _("the skin problems it was added for; empty if none was chosen"),
        lambda row: "; ".join(row.concerns),
    ),
    Column("followed", _("what was seen after it"), lambda row: row.exposure.followed),
    Column("after_minutes", _("how long after it"), lambda row: row.exposure.after_minutes),
    Column("notes", _("as written"), lambda row: row.exposure.notes),
)
