"""What the forms of records share: their fields bear the names of the record's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields
from datetime import date, time
from typing import Any, ClassVar, Generic, TypeVar

from django import forms

from tracker.forms.fields import IdempotencyKeyField, RevisionField, tell_days
from tracker.models import Child

R = TypeVar("R")


class RecordForm(forms.Form, Generic[R]):
    """A form for records of the kind ``record_type``."""

    record_type: type[R]
    other_names: ClassVar[Mapping[str, str]] = {}
    """Fields of the record by the form's fields that are called otherwise. What is posted keeps
    its name: a form may wait on a phone until after an update."""

    def record(self, **parts: Any) -> R:
        """What was sent. ``parts`` are the record's fields that the form does not ask for."""
        data = {self.other_names.get(name, name): v for name, v in self.cleaned_data.items()}
        return record_from(self.record_type, data, **parts)

    @classmethod
    def initial_of(cls, record: R, **more: Any) -> dict[str, Any]:
        """What the form begins with to change ``record``; ``more`` are fields of the form's own."""
        shown = {
            name: _shown(getattr(record, field))
            for name in cls.base_fields
            if hasattr(record, field := cls.other_names.get(name, name))
        }
        return shown | more


class ChildRecordForm(RecordForm[R]):
    """Something that is written about a child. ``uuid`` makes sending it twice write once,
    ``revision`` keeps from overwriting what somebody else changed.
    """

    uuid = IdempotencyKeyField()
    revision = RevisionField()

    def __init__(self, *args: Any, child: Child, today: date, now: time, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child, self.today, self.now = child, today, now
        tell_days(self, child.name, child.birth_date, today)


def record_from(kind: type[R], data: Mapping[str, Any], **parts: Any) -> R:
    """A record of the values that a form gave to fields of its names; ``parts`` go before them."""
    asked = (field for field in fields(kind) if field.name in data)  # type: ignore[arg-type]
    return kind(**{field.name: _value(field, data[field.name]) for field in asked} | parts)


def _value(field: Field[Any], value: Any) -> Any:
    """A record has tuples for lists, and None where its field may be None and nothing was said."""
    if isinstance(value, list):
        return tuple(value)
    return None if value == "" and field.default is None else value


def _shown(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
