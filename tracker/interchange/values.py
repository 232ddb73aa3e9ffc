"""Schemas of single values by the type of their field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date, time
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic_core import CoreSchema
from pydantic_core import core_schema as core

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.vocabulary import SIGN_ANSWERS, SIGNS
from tracker.interchange import constraints
from tracker.interchange.constraints import constraint
from tracker.interchange.context import ReadingContext
from tracker.interchange.layout import required_fields

Validator = Callable[[Any], Any]
"""An inner validator, which a wrap validator calls."""


def value_schema(
    kind: Any, name: str, hint: Any, record_schema: Callable[[Any], CoreSchema]
) -> CoreSchema:
    """Returns the schema of a field of the record class ``kind``.

    ``record_schema`` returns the schema of a nested record class. Raises KeyError for a type that
    is not supported.
    """
    origin, args = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return record_schema(hint)
    if origin is tuple:
        items = value_schema(kind, name, args[0], record_schema)
        return _list(items, unique=name in constraints.UNIQUE_ITEMS)
    if origin is Mapping:
        return _signs()
    if origin is Literal:
        return _one_of(args)
    is_optional = NoneType in args
    if options := constraint(constraints.CHOICES, kind, name):
        return _one_of([None, *options] if is_optional else options)
    if long_list := constraint(constraints.LONG_CHOICES, kind, name):
        error, options = long_list
        return _one_of(options, error)
    if not is_optional:
        return _scalar(kind, name, hint)
    (hint,) = set(args) - {NoneType}
    schema = _scalar(kind, name, hint)
    if name in constraints.NEVER_NULL:
        return schema
    if hint is str:
        schema = core.no_info_after_validator_function(_text_or_none, schema)
    return core.nullable_schema(schema)


def _text_or_none(text: str) -> str | None:
    return text or None


def _list(items: CoreSchema, *, unique: bool) -> CoreSchema:
    def validate(value: Any, inner: Validator, info: Any) -> Any:
        return info.context.validate_within(-1, value, inner)

    def validate_item(value: Any, inner: Validator, info: Any) -> Any:
        context: ReadingContext = info.context
        context.path[-1] += 1
        return context.validate(value, inner)

    schema = core.tuple_variable_schema(
        core.with_info_wrap_validator_function(validate_item, items),
        metadata={"pydantic_js_updates": {"uniqueItems": True}} if unique else None,
    )
    return core.with_info_wrap_validator_function(validate, schema)


def _signs() -> CoreSchema:
    """Returns the schema of a mapping from signs to answers."""

    def validate(value: Any, inner: Validator, info: Any) -> Any:
        return info.context.validate_within("", value, inner)

    def validate_sign(value: Any, inner: Validator, info: Any) -> Any:
        info.context.path[-1] = value
        return info.context.validate(value, inner)

    def validate_answer(value: Any, inner: Validator, info: Any) -> Any:
        return info.context.validate(value, inner)

    answers = core.dict_schema(
        core.with_info_wrap_validator_function(validate_sign, _one_of(SIGNS, "unknown_sign")),
        core.with_info_wrap_validator_function(validate_answer, _one_of(SIGN_ANSWERS)),
    )
    return core.with_info_wrap_validator_function(validate, answers)


def _one_of(options: Iterable[Any], error: str = "choice") -> CoreSchema:
    """Returns the schema of a value among the options; true is not 1."""
    return core.custom_error_schema(
        core.no_info_before_validator_function(_no_bool, core.literal_schema([*options])),
        error,
        custom_error_message="none of the options",
        custom_error_context={"options": [*options]},
    )


def _no_bool(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError
    return value


def _scalar(kind: Any, name: str, hint: Any) -> CoreSchema:
    """Returns the schema of a scalar. Floats are written unchanged: 2 stays 2, not 2.0."""
    bounds: Any = constraint(constraints.BOUNDS, kind, name) or {}
    if hint is int:
        whole = core.int_schema(strict=True, **bounds)
        return core.no_info_before_validator_function(_without_point, whole)
    if hint is float:
        return core.no_info_after_validator_function(
            _without_minus_zero,
            core.float_schema(strict=True, **bounds),
            serialization=core.simple_ser_schema("any"),
        )
    if hint is str:
        is_required = name in required_fields(kind) | constraints.NEVER_NULL
        longest = constraint(constraints.LENGTHS, kind, name) or MAX_TEXT_LENGTH
        return core.str_schema(
            strict=True, min_length=1 if is_required else None, max_length=longest
        )
    return _SCALARS[hint]


def _without_point(value: Any) -> Any:
    """Converts 2.0 to 2, which JSON does not distinguish."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _without_minus_zero(number: float) -> float:
    """Converts -0.0 to 0.0, since databases do not distinguish them."""
    return number + 0.0


def _hours_and_minutes(at: time) -> str:
    return at.isoformat("minutes")


_SCALARS: Mapping[Any, CoreSchema] = {
    Any: core.any_schema(),
    bool: core.bool_schema(strict=True),
    date: core.no_info_after_validator_function(
        date.fromisoformat,
        core.str_schema(strict=True, pattern=constraints.DAY),
        serialization=core.simple_ser_schema("date"),
    ),
    time: core.no_info_after_validator_function(
        time.fromisoformat,
        core.str_schema(strict=True, pattern=constraints.TIME),
        serialization=core.plain_serializer_function_ser_schema(_hours_and_minutes),
    ),
}
