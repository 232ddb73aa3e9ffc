"""Search in what the members of a family wrote.

All of it is read and compared in Python: SQLite knows capitals of ASCII only, and neither database
knows the marks of all scripts. So there is no index to keep up to date, and 10,000 entries with
notes take less time than a page of the timeline does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import CharField, Q, QuerySet, TextField

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.phrases import Phrase
from tracker.domain.search import has_all
from tracker.domain.vocabulary import CARE_KINDS, CONDITIONS, EXPOSURE_KINDS
from tracker.models import (
    Care,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Family,
    Photo,
    Question,
    Visit,
)
from tracker.models.record import Record
from tracker.queries.photos import photos_of_family
from tracker.rendering import render

_NAMES = {"author_name"}
"""Columns with text that is no content of the record."""


@dataclass(frozen=True)
class _Searched:
    """A kind of record. ``day``: the column it is sorted by. ``code``: a column with a key of
    ``labels``, whose label is searched too. ``related``: what its name and address need.
    """

    model: type[Record]
    day: str = "day"
    related: str = "child"
    code: str = ""
    labels: Mapping[str, Phrase] | None = None


_KINDS = (
    _Searched(
        Concern,
        day="first_noticed_on",
        code="condition",
        labels={key: row.label for key, row in CONDITIONS.items()},
    ),
    _Searched(Entry, related="concern__child"),
    _Searched(DayNote),
    _Searched(Care, day="started_on", related="concern__child", code="kind", labels=CARE_KINDS),
    _Searched(Exposure, code="kind", labels=EXPOSURE_KINDS),
    _Searched(Visit),
    _Searched(Question, day="asked_on"),
    _Searched(Photo, day="entry__day", related="entry__concern__child"),
)


class Found(NamedTuple):
    """A record in which all words were found. ``day``: None for a question without one."""

    model: type[Record]
    pk: int
    day: date | None


@cache
def text_columns(model: type[Record]) -> tuple[str, ...]:
    """Returns the columns in which people write freely; those with keys are shorter."""
    texts = (
        field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and field.name not in _NAMES
    )
    return tuple(field.name for field in texts if (field.max_length or 0) >= MAX_TEXT_LENGTH)


def find(family: Family, words: Sequence[str]) -> list[Found]:
    """Returns the records of the family with all of the folded words, newest first.

    Eight queries.
    """
    found = [row for kind in _KINDS for row in _find(kind, family, words)]
    return sorted(found, key=lambda row: row.day or date.min, reverse=True)


def records_of(found: Sequence[Found]) -> list[Record]:
    """Returns the records in the same order. A query for each kind among them."""
    rows: dict[tuple[type[Record], int], Record] = {}
    for kind in _KINDS:
        keys = [row.pk for row in found if row.model is kind.model]
        if keys:
            stored = kind.model.objects.filter(pk__in=keys).select_related(kind.related)
            rows.update({(kind.model, row.pk): row for row in stored})
    return [rows[row.model, row.pk] for row in found]


def _find(kind: _Searched, family: Family, words: Sequence[str]) -> Iterator[Found]:
    labels = {key: render(text) for key, text in (kind.labels or {}).items()}
    columns = text_columns(kind.model)
    code = [kind.code] if kind.code else []
    rows = _rows(kind.model, family).order_by("-pk")
    for pk, day, *texts in rows.values_list("pk", kind.day, *columns, *code):
        if code:
            texts[-1] = labels.get(texts[-1], texts[-1])
        if has_all("\n".join(texts), words):
            yield Found(kind.model, pk, day)


def _rows(model: type[Record], family: Family) -> QuerySet[Any]:
    """Returns what is in the diaries of the family: nothing deleted, or of what is deleted."""
    if model is Photo:
        return photos_of_family(family)
    if model in (Entry, Care):
        return model.objects.filter(concern__child__family=family, concern__deleted_at=None)
    rows = model.objects.filter(child__family=family)
    if model is Visit:
        is_about_something = Q(concerns=None) | Q(concerns__deleted_at=None)
        rows = rows.filter(is_about_something).distinct()
    return rows
