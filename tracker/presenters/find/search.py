"""Records found by a search, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.search import Piece, excerpt, marked
from tracker.domain.vocabulary import CARE_KINDS, CONDITIONS, EXPOSURE_KINDS
from tracker.formats import day_text
from tracker.models import Care, Concern, DayNote, Entry, Exposure, Photo, Question, Visit
from tracker.models.record import Record
from tracker.queries.search import text_columns
from tracker.rendering import label, title_of

_IN_TITLE = {"title", "product", "name", "who"}
"""Columns whose text is the title of the result."""


@dataclass(frozen=True)
class SearchResult:
    """``kind``, ``key`` and ``day`` (as in the query string) make the address: ``key`` is the id or
    the primary key. ``text``: the rest of what was written, cut round the words.
    """

    kind: str
    key: str
    child_id: int
    child: str
    kind_name: str
    day: str
    day_text: str
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


def search_results(rows: Iterable[Record], words: Sequence[str]) -> tuple[SearchResult, ...]:
    return tuple(_result(row, words) for row in rows)


def _result(row: Record, words: Sequence[str]) -> SearchResult:
    kind, kind_name, key, day, title = _facts(row)
    child = row.child  # type: ignore[attr-defined]
    return SearchResult(
        kind=kind,
        key=key,
        child_id=child.pk,
        child=child.name,
        kind_name=kind_name,
        day=day.isoformat() if day else "",
        day_text=day_text(day) if day else "",
        title=marked(title, words),
        text=excerpt(_text(row), words),
    )


def _facts(row: Record) -> tuple[str, str, str, date | None, str]:
    """Return kind, its name, key, day and title."""
    match row:
        case Concern():
            return "concern", _("Skin problem"), str(row.uuid), row.first_noticed_on, title_of(row)
        case Entry():
            return "entry", _("Entry"), str(row.uuid), row.day, title_of(row.concern)
        case DayNote():
            return "note", _("Note"), str(row.uuid), row.day, ""
        case Care():
            name = _named(label(CARE_KINDS, row.kind), row.product)
            return "care_begun", _("Treatment"), str(row.pk), row.started_on, name
        case Exposure():
            name = _named(label(EXPOSURE_KINDS, row.kind), row.name)
            return "exposure", _("Possible trigger"), str(row.pk), row.day, name
        case Visit():
            return "visit", _("Visit"), str(row.pk), row.day, row.who
        case Question():
            return "question", _("Question"), str(row.pk), row.asked_on, ""
        case Photo():
            concern = row.entry.concern
            return "photo", _("Photo"), str(row.uuid), row.entry.day, title_of(concern)
    raise TypeError(row)


def _named(kind: str, name: str) -> str:
    return f"{kind}: {name}" if name else kind


def _text(row: Record) -> str:
    texts = [getattr(row, column) for column in text_columns(type(row)) if column not in _IN_TITLE]
    if isinstance(row, Concern) and row.title:
        texts.append(label({key: each.label for key, each in CONDITIONS.items()}, row.condition))
    return " · ".join(filter(None, texts))
