"""The entries of a child as CSV, a row each.

Column names and coded values are the same in every language and version, so that a script for one
export reads the next. Values of the vocabulary are written as in the diary file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from tracker.domain.canonical import asked_once, canonical_entry
from tracker.domain.diary_reader import DiaryReader
from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _
from tracker.domain.records import Concern, Entry, Spot
from tracker.domain.sign_answers import IN_ONE_LIST, NO_GLASS_TEST, as_asked
from tracker.domain.spells import spells_by_day
from tracker.domain.vocabulary import ASKED_SIGNS, TICKS, condition_of
from tracker.interchange.stream import in_blocks

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the file in the encoding of the country."""


class _Row(NamedTuple):
    concern: Concern
    entry: Entry
    spell: int
    onset: date


R = TypeVar("R")
Cell = Callable[[R], str | float | None]


@dataclass(frozen=True)
class Column(Generic[R]):
    """``cell`` returns a text, a number, or None where nothing was recorded."""

    name: str
    meaning: Phrase
    cell: Cell[R]


def entries_csv(source: DiaryReader) -> Iterator[bytes]:
    """Yield the table in blocks of bytes. Photos are counted as ``source`` has them."""
    return csv_blocks(COLUMNS, _rows(source))


def csv_blocks(columns: Sequence[Column[R]], rows: Iterable[R]) -> Iterator[bytes]:
    """Yield a table in blocks of bytes: RFC 4180 in UTF-8 with a byte order mark.

    No cell can be read as a formula by a spreadsheet.
    """
    writer = csv.writer(_Echo())
    head = [column.name for column in columns]
    cells = [column.cell for column in columns]
    lines = (writer.writerow(_cells(cells, row)) for row in rows)
    return in_blocks(chain((_BYTE_ORDER_MARK, writer.writerow(head)), lines))


class _Echo:
    """A file whose ``write`` returns the line, so that ``writerow`` does too."""

    def write(self, line: str) -> str:
        return line


def _rows(source: DiaryReader) -> Iterator[_Row]:
    for concern in source.concerns:
        entries = source.entries_of(concern)
        for record, ended, spell in spells_by_day(concern.first_noticed_on, entries):
            for entry in record.entries:
                yield _Row(concern, asked_once(canonical_entry(entry)), ended + 1, spell.onset)


def _cells(cells: Iterable[Cell[R]], row: R) -> list[str | float | None]:
    values = [cell(row) for cell in cells]
    return [no_formula(value) if isinstance(value, str) else value for value in values]


_FORMULA = r"[=+\-@＝＋－＠﹦﹢﹣﹫−]"
_BLANK = (
    r"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u3000\ufeff"
)
_RISKY = re.compile(
    rf"^(?=[\t\r\n]|[{_BLANK}]*{_FORMULA})"
    rf"|(?<=[\t\r\n,;])(?=[{_BLANK}\"]*{_FORMULA})"
)
"""Where a formula could begin: at the start of the text, and after a character that a spreadsheet
of another locale takes for the end of a cell. Where decimals have a comma, cells end with a
semicolon, and quotes do not protect it."""


@lru_cache(maxsize=1_000)
def no_formula(text: str) -> str:
    """Return the text with an apostrophe before each character that could begin a formula."""
    return _RISKY.sub("'", text)


# The columns


def _day_of_spell(row: _Row) -> int | None:
    return (row.entry.day - row.onset).days + 1 if row.entry.is_present else None


def _several(values: Iterable[str]) -> str:
    return "; ".join(values)


@lru_cache(maxsize=1_000)
def _place(spot: Spot) -> str:
    """Return, say, ``left cheek (12, 2 mm)``."""
    size = None if spot.size_mm is None else f"{spot.size_mm:g} mm"
    details = ", ".join(str(value) for value in (spot.count, size) if value is not None)
    where = f"{spot.side} {spot.site}" if spot.side else spot.site
    return f"{where} ({details})" if details else where


def _count(entry: Entry) -> int | None:
    counts = [spot.count for spot in entry.spots if spot.count is not None]
    return sum(counts) if counts else None


def _signs(entry: Entry, *wanted: str) -> str:
    """Return the signs with one of these answers, ``all`` for all of them.

    A sign without an answer counts as not checked.
    """
    return _signs_with(wanted, *entry.signs.items())


@lru_cache(maxsize=1_000)
def _signs_with(wanted: tuple[str, ...], *signs: tuple[str, str]) -> str:
    answers = {**dict.fromkeys(ASKED_SIGNS, "not_checked"), **as_asked(dict(signs))}
    keys = [key for key, answer in answers.items() if answer in wanted]
    return "all" if len(keys) == len(answers) else _several(keys)


_YES_NO = {True: "yes", False: "no", None: None}


def _tick(key: str) -> Column[_Row]:
    meaning = _("yes or no; empty if it wasn't asked")
    return Column(key, meaning, lambda row: _YES_NO[getattr(row.entry, key)])


COLUMNS: tuple[Column[_Row], ...] = (
    Column(
        "concern",
        _("what the family calls it"),
        lambda row: row.concern.title or str(condition_of(row.concern.condition).label),
    ),
    Column("condition", _("the name of the condition"), lambda row: row.concern.condition),
    Column("named_by", _("who gave it that name"), lambda row: row.concern.named_by),
    Column("spell", _("1 the first time, 2 after it came back"), lambda row: row.spell),
    Column("day_of_spell", _("day 1 is the day it began; empty if it was gone"), _day_of_spell),
    Column("date", _("the day of the entry"), lambda row: row.entry.day.isoformat()),
    Column(
        "time",
        _("in the family's time zone; empty if none was given"),
        lambda row: row.entry.at.isoformat("minutes") if row.entry.at else None,
    ),
    Column("status", _("present or clear"), lambda row: row.entry.status),
    Column("trend", _("new, better, same or worse"), lambda row: row.entry.trend),
    Column(
        "severity",
        _("0 barely there, 1 mild, 2 bad, 3 very bad"),
        lambda row: row.entry.severity,
    ),
    Column("itch", _("0 none to 3 very itchy"), lambda row: row.entry.itch),
    *map(_tick, TICKS),
    Column("appearance", _("how it looks"), lambda row: _several(row.entry.appearance)),
    Column(
        "places",
        _("where, with the child's own sides; how many and how large are in brackets"),
        lambda row: _several(_place(spot) for spot in row.entry.spots),
    ),
    Column("spots", _("how many in total, of those counted"), lambda row: _count(row.entry)),
    Column("signs_seen", _("urgent signs that were seen"), lambda row: _signs(row.entry, "yes")),
    Column(
        "signs_not_seen",
        _("those asked one by one and not seen"),
        lambda row: _signs(row.entry, "no"),
    ),
    Column(
        "signs_in_one_list",
        _("those asked in one list and not ticked, as in the first version"),
        lambda row: _signs(row.entry, IN_ONE_LIST),
    ),
    Column(
        "signs_not_checked",
        _("those not looked for"),
        lambda row: _signs(row.entry, "not_checked", NO_GLASS_TEST),
    ),
    Column("temperature_c", _("in °C"), lambda row: row.entry.temperature_c),
    Column(
        "temperature_how",
        _("where it was taken; empty if it wasn't given"),
        lambda row: row.entry.temperature_how,
    ),
    Column("notes", _("as written"), lambda row: row.entry.notes),
    Column("photos", _("how many"), lambda row: len(row.entry.photos)),
    Column("author", _("who added it"), lambda row: row.entry.author),
    Column("entry", _("its id in the diary file"), lambda row: row.entry.id),
)
