"""The codec of the diary file: a pydantic TypeAdapter over the records of the domain.

The type of a field (``values``) and its ``constraints`` decide how it is read, written and
described in diary.schema.json.

Importing pydantic takes 0.2 s, so this module is imported only where a diary is read or written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Annotated, Any, get_type_hints

from django.utils.translation import gettext as _
from pydantic import GetCoreSchemaHandler, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core import core_schema as core

from tracker.domain.records import Photo
from tracker.interchange.context import ReadingContext
from tracker.interchange.layout import VERSION, DiaryFile, keys_of, required_fields
from tracker.interchange.problems import AlreadyReported
from tracker.interchange.values import Validator, value_schema


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Returns the adapter of a record class. Validation needs a ReadingContext as its context."""
    return TypeAdapter(Annotated[kind, _CodecSchema])


def dump(record: Any) -> dict[str, Any]:
    """Returns the record as JSON values: keys in the order of the file, without empty values."""
    write = adapter(record.__class__).dump_python
    values: dict[str, Any] = write(record, mode="json", by_alias=True)
    return values


def json_schema() -> str:
    """Returns the content of diary.schema.json."""
    schema = {
        "$schema": _JsonSchema.schema_dialect,
        "title": f"Milkspot diary, version {VERSION}",
        **adapter(DiaryFile).json_schema(schema_generator=_JsonSchema),
    }
    return json.dumps(schema, indent=1) + "\n"


class _CodecSchema:
    """An annotation of a record class that makes pydantic use ``record_schema``."""

    @classmethod
    def __get_pydantic_core_schema__(cls, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return record_schema(kind)


class _JsonSchema(GenerateJsonSchema):
    """Omits the names and docstrings of classes and defaults; keeps keys in the file's order."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dataclass_schema(self, schema: core.DataclassSchema) -> JsonSchemaValue:
        described = super().dataclass_schema(schema)
        return {
            key: value for key, value in described.items() if key not in ("title", "description")
        }

    def default_schema(self, schema: core.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


def record_schema(kind: Any) -> CoreSchema:
    """Returns the schema of a record class.

    A photo may lack any key and have unknown ones, since not every reader needs photos.
    """
    hints = get_type_hints(kind)
    by_name = {field.name: field for field in fields(kind)}
    optional = by_name.keys() - (required_fields(kind) if kind is not Photo else ())
    made = [
        core.dataclass_field(
            name,
            _with_default(by_name[name], schema) if name in optional else schema,
            validation_alias=key,
            serialization_alias=key,
            serialization_exclude_if=_omission(by_name[name]) if name in optional else None,
        )
        for name, key in keys_of(kind).items()
        for schema in [_field_schema(kind, name, key, hints[name])]
    ]
    schema = core.dataclass_schema(
        kind,
        core.dataclass_args_schema(kind.__name__, made, extra_behavior="ignore"),
        [*keys_of(kind)],
        config={"extra_fields_behavior": "ignore" if kind is Photo else "forbid"},
    )
    return core.with_info_wrap_validator_function(_object_validator(kind), schema)


def _omission(field: Field[Any]) -> Callable[[Any], bool]:
    """Returns a function that tells whether to leave out a value of the field."""
    return _is_empty_or_false if field.default is False else _is_empty


def _is_empty(value: Any) -> bool:
    """Returns whether the value is None, "" or an empty list: neither a number nor an answer."""
    return not value and not isinstance(value, int | float)


def _is_empty_or_false(value: Any) -> bool:
    return value is False or _is_empty(value)


def _with_default(field: Field[Any], schema: CoreSchema) -> CoreSchema:
    if field.default_factory is not MISSING:
        return core.with_default_schema(schema, default_factory=field.default_factory)
    default = None if field.default is MISSING else field.default
    return core.with_default_schema(schema, default=default)


def _field_schema(kind: Any, name: str, key: str, hint: Any) -> CoreSchema:
    def validate(value: Any, inner: Validator, info: Any) -> Any:
        context: ReadingContext = info.context
        context.path.append(key)
        try:
            return context.validate(value, inner)
        finally:
            context.path.pop()

    schema = value_schema(kind, name, hint, record_schema)
    return core.with_info_wrap_validator_function(validate, schema)


def _object_validator(kind: Any) -> core.WithInfoWrapValidatorFunction:
    """Returns a validator that reports missing and unknown keys and makes the record anyway."""
    known = frozenset(keys_of(kind).values())
    required = [key for name, key in keys_of(kind).items() if name in required_fields(kind)]

    def validate(value: Any, inner: Validator, info: Any) -> Any:
        if not isinstance(value, dict):
            return inner(value)
        context: ReadingContext = info.context
        missing = [key for key in required if key not in value]
        is_unchecked = kind is Photo and not context.checks_photos
        if is_unchecked or (not missing and value.keys() <= known):
            return inner(value)
        for key in missing:
            context.report_at(_("missing"), key)
        for key in value:
            if key not in known:
                context.report_at(_("unknown key"), key)
        given = {key: value[key] for key in known if key in value}
        return inner(dict.fromkeys(missing, AlreadyReported()) | given)

    return validate
