"""Records of the domain as rows of the database, and back.

A record and its model bear the same name, and so do their fields and columns; what differs is
told here, once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.db import models

from tracker.domain import records

R = TypeVar("R")
Kind = Any
"""A class of the domain's records; mypy does not take ``type`` for something to be cached by."""

Row = models.Model
Convert = Callable[[Any], Any]

_COLUMN_NAMES = {"id": "uuid", "author": "author_name"}
"""The fields whose columns have another name. They say which record it is and whose, not what
it says."""

_NO_COLUMN = {(records.Photo, "file")}
"""Fields that are made of other things than their own row."""


@dataclass(frozen=True)
class _Column:
    """``read`` and ``write`` are None where both sides hold the same value."""

    field: str
    name: str
    read: Convert | None = None
    write: Convert | None = None


@dataclass(frozen=True)
class _Reader:
    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    conversions: tuple[tuple[str, Convert], ...]


def model_of(kind: Kind) -> type[Row]:
    """The model whose rows hold records of this kind."""
    return apps.get_model("tracker", kind.__name__)


def columns_of(kind: Kind, only: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What ``values_list(…, named=True)`` has to ask for so that ``record_of`` can read it.

    ``only``: the record's fields that are wanted, where it is not all of them.
    """
    return tuple(column.name for column in _columns(kind, only))


def record_of(kind: type[R], row: object, only: tuple[str, ...] = (), **parts: Any) -> R:
    """The record that a row holds: a model, or a tuple with the names of ``columns_of``.

    ``parts`` are the fields that stand in other tables; without one of them it is empty.
    """
    reader = _reader(cast("Kind", kind), only)
    parts.update(zip(reader.names, reader.values(row), strict=True))
    for field, convert in reader.conversions:
        parts[field] = convert(parts[field])
    return kind(**parts)


def values_of(record: object) -> dict[str, Any]:
    """What a record says, by the names of its model's columns; without its id and its author."""
    return _values(record, [c for c in _columns(_kind(record)) if c.field not in _COLUMN_NAMES])


def identity_of(record: object) -> dict[str, Any]:
    """A record's id and its author's name, as far as its kind has them. The id is a UUID."""
    return _values(record, [c for c in _columns(_kind(record)) if c.field in _COLUMN_NAMES])


def _kind(record: object) -> Kind:
    return type(record)


def _values(record: object, columns: list[_Column]) -> dict[str, Any]:
    values = {column.name: getattr(record, column.field) for column in columns}
    for column in columns:
        if column.write is not None:
            values[column.name] = column.write(values[column.name])
    return values


@cache
def _reader(kind: Kind, only: tuple[str, ...]) -> _Reader:
    columns = _columns(kind, only)
    return _Reader(
        names=tuple(column.field for column in columns),
        values=attrgetter(*(column.name for column in columns)),
        conversions=tuple((c.field, c.read) for c in columns if c.read is not None),
    )


@cache
def _columns(kind: Kind, only: tuple[str, ...] = ()) -> tuple[_Column, ...]:
    """Raises FieldDoesNotExist for a field of the record that the model knows nothing of."""
    found = (_column(kind, field) for field in fields(kind) if not only or field.name in only)
    return tuple(column for column in found if column is not None)


def _column(kind: Kind, field: Field[Any]) -> _Column | None:
    """None for what stands in another table."""
    if (kind, field.name) in _NO_COLUMN:
        return None
    name = _COLUMN_NAMES.get(field.name, field.name)
    stored = model_of(kind)._meta.get_field(name)
    if stored.is_relation:
        return None
    read, write = _conversions(field, cast("models.Field[Any, Any]", stored))
    return _Column(field.name, name, read, write)


def _conversions(
    field: Field[Any], stored: models.Field[Any, Any]
) -> tuple[Convert | None, Convert | None]:
    """A record has tuples for lists, ids as text, and None where a column has an empty text."""
    if isinstance(stored, models.JSONField):
        return tuple, list
    if isinstance(stored, models.UUIDField):
        return str, UUID
    if field.default is None and not stored.null:
        return _none_for_empty, _empty_for_none
    return None, None


def _none_for_empty(value: Any) -> Any:
    return value or None


def _empty_for_none(value: Any) -> Any:
    return value or ""
