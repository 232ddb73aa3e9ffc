"""Base classes of the forms of records: form fields have the names of the record's fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields
from datetime import date, time
from typing import Any, ClassVar, Generic, TypeVar

from django import forms

from tracker.forms.fields import IdempotencyKeyField, RevisionField, bind_day_fields
from tracker.models import Child

R = TypeVar("R")


class RecordForm(forms.Form, Generic[R]):
    """A form for records of the kind ``record_type``."""

    record_type: type[R]
    record_field_names: ClassVar[Mapping[str, str]] = {}
    """Maps form fields to record fields where the names differ. Posted names never change: a form
    may wait in a phone's outbox until after an update."""

    def record(self, **values: Any) -> R:
        """Returns the record of a valid form; ``values`` are the fields that it lacks."""
        data = {self.record_field_names.get(name, name): v for name, v in self.cleaned_data.items()}
        return record_from(self.record_type, data, **values)

    @classmethod
    def initial_of(cls, record: R, **extra: Any) -> dict[str, Any]:
        """Returns the initial data to change ``record``; ``extra`` is for other form fields."""
        initial = {
            name: _initial_value(getattr(record, field))
            for name in cls.base_fields
            if hasattr(record, field := cls.record_field_names.get(name, name))
        }
        return initial | extra


class ChildRecordForm(RecordForm[R]):
    """A form for a record about a child.

    ``uuid`` makes sending it twice write once; ``revision`` detects changes by somebody else.
    """

    uuid = IdempotencyKeyField()
    revision = RevisionField()

    def __init__(self, *args: Any, child: Child, today: date, now: time, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child, self.today, self.now = child, today, now
        bind_day_fields(self, child.name, child.birth_date, today)


def record_from(kind: type[R], data: Mapping[str, Any], **values: Any) -> R:
    """Returns a record of the form's values by field name; ``values`` take precedence."""
    given = (field for field in fields(kind) if field.name in data)  # type: ignore[arg-type]
    return kind(**{field.name: _record_value(field, data[field.name]) for field in given} | values)


def _record_value(field: Field[Any], value: Any) -> Any:
    """Returns a tuple for a list, and None for "" where the field defaults to None."""
    if isinstance(value, list):
        return tuple(value)
    return None if value == "" and field.default is None else value


def _initial_value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
