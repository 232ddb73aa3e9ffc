"""The one codec of the diary file: a pydantic TypeAdapter over the records of the domain.

Each field of a record is read, written and described in diary.schema.json by its type (``values``)
and by what ``constraints`` adds to it.

Importing pydantic takes 0.2 s, so this module is imported only where a diary is read or written.
"""

from __future__ import annotations

import json
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
from tracker.interchange.problems import Reported
from tracker.interchange.values import Make, value_schema


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Reads and writes records of a class. Validation takes a ReadingContext as its context."""
    return TypeAdapter(Annotated[kind, _CodecSchema])


def dump(record: Any) -> dict[str, Any]:
    """The record as JSON takes it: keys in the order of the file, without what is empty."""
    write = adapter(record.__class__).dump_python
    values: dict[str, Any] = write(record, mode="json", by_alias=True)
    return values


def json_schema() -> str:
    """The content of diary.schema.json."""
    schema = {
        "$schema": _JsonSchema.schema_dialect,
        "title": f"Milkspot diary, version {VERSION}",
        **adapter(DiaryFile).json_schema(schema_generator=_JsonSchema),
    }
    return json.dumps(schema, indent=1) + "\n"


class _CodecSchema:
    """Annotates a record class, so that pydantic takes the schema of this module for it."""

    @classmethod
    def __get_pydantic_core_schema__(cls, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return record_schema(kind)


class _JsonSchema(GenerateJsonSchema):
    """What says how a file is written, and no more: neither the names and docstrings of classes
    nor defaults. Keys stand in the order of the file."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dataclass_schema(self, schema: core.DataclassSchema) -> JsonSchemaValue:
        described = super().dataclass_schema(schema)
        return {key: said for key, said in described.items() if key not in ("title", "description")}

    def default_schema(self, schema: core.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


def record_schema(kind: Any) -> CoreSchema:
    """A photo may lack any key and have others, since not every reader looks at photos."""
    hints = get_type_hints(kind)
    by_name = {field.name: field for field in fields(kind)}
    optional = by_name.keys() - (required_fields(kind) if kind is not Photo else ())
    made = [
        core.dataclass_field(
            name,
            _with_default(by_name[name], schema) if name in optional else schema,
            validation_alias=key,
            serialization_alias=key,
            serialization_exclude_if=_is_empty if name in optional else None,
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


def _is_empty(value: Any) -> bool:
    """A number is never empty, also not 0."""
    return not value and (value is False or not isinstance(value, int | float))


def _with_default(field: Field[Any], schema: CoreSchema) -> CoreSchema:
    if field.default_factory is not MISSING:
        return core.with_default_schema(schema, default_factory=field.default_factory)
    default = None if field.default is MISSING else field.default
    return core.with_default_schema(schema, default=default)


def _field_schema(kind: Any, name: str, key: str, hint: Any) -> CoreSchema:
    def validate(value: Any, make: Make, info: Any) -> Any:
        context: ReadingContext = info.context
        context.path.append(key)
        try:
            return context.validate(value, make)
        finally:
            context.path.pop()

    schema = value_schema(kind, name, hint, record_schema)
    return core.with_info_wrap_validator_function(validate, schema)


def _object_validator(kind: Any) -> core.WithInfoWrapValidatorFunction:
    """Reports missing and unknown keys; the record is made without them."""
    known = frozenset(keys_of(kind).values())
    required = [key for name, key in keys_of(kind).items() if name in required_fields(kind)]

    def validate(value: Any, make: Make, info: Any) -> Any:
        if not isinstance(value, dict):
            return make(value)
        context: ReadingContext = info.context
        missing = [key for key in required if key not in value]
        is_passed_over = kind is Photo and not context.checks_photos
        if is_passed_over or (not missing and value.keys() <= known):
            return make(value)
        for key in missing:
            context.report_here(_("missing"), key)
        for key in value:
            if key not in known:
                context.report_here(_("unknown key"), key)
        given = {key: value[key] for key in known if key in value}
        return make(dict.fromkeys(missing, Reported()) | given)

    return validate
