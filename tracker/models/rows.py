"""Converts the domain's records to database rows and back.

A record and its model have the same name, and so do their fields and columns; the exceptions are
listed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.db import models

from tracker.domain import records

R = TypeVar("R")
Kind = Any
"""A record class of the domain. Any, since mypy does not accept ``type`` as hashable for the cache.
"""

Row = models.Model
Convert = Callable[[Any], Any]

_COLUMN_NAMES = {"id": "uuid", "author": "author_name"}
"""Fields whose columns have another name.

They identify the record and its author, and are no content.
"""

_NO_COLUMN = {(records.Photo, "file")}
"""Fields that are not stored in the record's own row."""


@dataclass(frozen=True)
class _Column:
    """A field with its column; ``read`` and ``write`` are None if both hold the same value."""

    field: str
    name: str
    read: Convert | None = None
    write: Convert | None = None


@dataclass(frozen=True)
class _Reader:
    defaults: Mapping[str, Any]
    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    conversions: tuple[tuple[str, Convert], ...]


def model_of(kind: Kind) -> type[Row]:
    """Returns the model that stores records of this kind."""
    return apps.get_model("tracker", kind.__name__)


def columns_of(kind: Kind, only: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Returns the columns that ``values_list(…, named=True)`` needs for ``record_of``.

    ``only``: the fields wanted, if not all.
    """
    return tuple(column.name for column in _columns(kind, only))


def record_of(kind: type[R], row: object, only: tuple[str, ...] = (), **related: Any) -> R:
    """Returns the record of a row: a model instance, or a tuple with the names of ``columns_of``.

    ``related`` are the fields stored in other tables; those not given keep their defaults.
    """
    reader = _reader(cast("Kind", kind), only)
    # as copy does: __init__ of a frozen dataclass takes twice as long
    record = object.__new__(kind)
    values = vars(record)
    values.update(reader.defaults)
    values.update(zip(reader.names, reader.values(row), strict=True))
    for field, convert in reader.conversions:
        values[field] = convert(values[field])
    values.update(related)
    return record


@lru_cache(maxsize=1_000, typed=True)
def shared_record(kind: Kind, *values: Any) -> Any:
    """Returns the record of values in the order of ``columns_of``; the same one for equal values.

    For small records that come again and again, such as the places of a rash.
    """
    fields_and_values = zip(_columns(kind), values, strict=True)
    return kind(
        **{
            column.field: column.read(value) if column.read else value
            for column, value in fields_and_values
        }
    )


def values_of(record: object) -> dict[str, Any]:
    """Returns a record's content by column name, without id and author."""
    return _values(record, [c for c in _columns(_kind(record)) if c.field not in _COLUMN_NAMES])


def identity_of(record: object) -> dict[str, Any]:
    """Returns a record's id, as a UUID, and its author's name, if it has them."""
    columns = [c for c in _columns(_kind(record)) if c.field in _COLUMN_NAMES]
    return _values(record, [c for c in columns if getattr(record, c.field) is not None])


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
        defaults=_defaults(kind),
        names=tuple(column.field for column in columns),
        values=attrgetter(*(column.name for column in columns)),
        conversions=tuple((c.field, c.read) for c in columns if c.read is not None),
    )


def _defaults(kind: Kind) -> dict[str, Any]:
    """Returns the values of the fields that a row does not give; records never change them."""
    makers = {f.name: f.default_factory for f in fields(kind) if f.default_factory is not MISSING}
    defaults = {f.name: f.default for f in fields(kind) if f.default is not MISSING}
    return defaults | {name: make() for name, make in makers.items()}


@cache
def _columns(kind: Kind, only: tuple[str, ...] = ()) -> tuple[_Column, ...]:
    """Raises FieldDoesNotExist for a field that the model does not have."""
    found = (_column(kind, field) for field in fields(kind) if not only or field.name in only)
    return tuple(column for column in found if column is not None)


def _column(kind: Kind, field: Field[Any]) -> _Column | None:
    """Returns None for a field stored in another table."""
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
    """Converts lists to tuples, UUIDs to text, and "" to None, since records have those."""
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
