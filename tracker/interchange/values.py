"""Schemas of single values, by the type of the field that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, time
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic_core import CoreSchema
from pydantic_core import core_schema as core

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.vocabulary import SIGN_ANSWERS, SIGNS
from tracker.interchange.constraints import (
    BOUNDS,
    CHOICES,
    DAY,
    LENGTHS,
    LONG_CHOICES,
    NEVER_NULL,
    TIME,
    WITHOUT_REPEATS,
    constraint,
)
from tracker.interchange.context import ReadingContext
from tracker.interchange.layout import required_fields


def value_schema(
    kind: Any, name: str, hint: Any, record_schema: Callable[[Any], CoreSchema]
) -> CoreSchema:
    """For a field of a record class. ``record_schema`` makes the schema of the records in it.

    Raises KeyError for a type that no record has had so far.
    """
    origin, args = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return record_schema(hint)
    if origin is tuple:
        items = value_schema(kind, name, args[0], record_schema)
        return _list(items, unique=name in WITHOUT_REPEATS)
    if origin is Mapping:
        return _signs()
    if origin is Literal:
        return _choice(args)
    is_optional = NoneType in args
    if words := constraint(CHOICES, kind, name):
        return _choice([None, *words] if is_optional else [*words])
    if long_list := constraint(LONG_CHOICES, kind, name):
        return _known_word(*long_list)
    if not is_optional:
        return _SCALARS[hint](kind, name)
    (hint,) = set(args) - {NoneType}
    schema = _SCALARS[hint](kind, name)
    if name in NEVER_NULL:
        return schema
    if hint is str:
        schema = core.no_info_after_validator_function(_text_or_none, schema)
    return core.nullable_schema(schema)


# Lists, and the one object that is no record


def _list(items: CoreSchema, *, unique: bool) -> CoreSchema:
    def validate(value: Any, make: Callable[[Any], Any], info: Any) -> Any:
        path = info.context.path
        path.append(-1)
        try:
            return make(value)
        finally:
            path.pop()

    def validate_item(value: Any, make: Callable[[Any], Any], info: Any) -> Any:
        context: ReadingContext = info.context
        context.path[-1] += 1
        return context.validate(value, make)

    schema = core.tuple_variable_schema(
        core.with_info_wrap_validator_function(validate_item, items),
        metadata={"pydantic_js_updates": {"uniqueItems": True}} if unique else None,
    )
    return core.with_info_wrap_validator_function(validate, schema)


def _signs() -> CoreSchema:
    """Answers by sign."""

    def validate(value: Any, make: Callable[[Any], Any], info: Any) -> Any:
        path = info.context.path
        path.append("")
        try:
            return make(value)
        finally:
            path.pop()

    def validate_sign(value: Any, make: Callable[[Any], Any], info: Any) -> Any:
        info.context.path[-1] = value
        return info.context.validate(value, make)

    def validate_answer(value: Any, make: Callable[[Any], Any], info: Any) -> Any:
        return info.context.validate(value, make)

    answers = core.dict_schema(
        core.with_info_wrap_validator_function(validate_sign, _known_word("unknown_sign", SIGNS)),
        core.with_info_wrap_validator_function(validate_answer, _choice([*SIGN_ANSWERS])),
    )
    return core.with_info_wrap_validator_function(validate, answers)


# Words


def _choice(options: Sequence[Any]) -> CoreSchema:
    """One of the options, of their type: true is not 1."""
    literal = core.no_info_before_validator_function(_no_bool, core.literal_schema([*options]))
    return core.custom_error_schema(
        literal,
        "choice",
        custom_error_message="none of the options",
        custom_error_context={"options": options},
    )


def _no_bool(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError
    return value


def _known_word(error: str, words: Iterable[str]) -> CoreSchema:
    literal = core.literal_schema([*words])
    return core.custom_error_schema(literal, error, custom_error_message="not in the list")


# Texts, numbers, days


def _text(kind: Any, name: str) -> CoreSchema:
    return core.str_schema(
        strict=True,
        min_length=1 if name in required_fields(kind) | NEVER_NULL else None,
        max_length=constraint(LENGTHS, kind, name) or MAX_TEXT_LENGTH,
    )


def _text_or_none(text: str) -> str | None:
    return text or None


def _whole_number(kind: Any, name: str) -> CoreSchema:
    bounds: Any = constraint(BOUNDS, kind, name) or {}
    return core.no_info_before_validator_function(_whole, core.int_schema(strict=True, **bounds))


def _whole(value: Any) -> Any:
    """2.0 is a whole number in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _number(kind: Any, name: str) -> CoreSchema:
    """Written as it is: 2 stays 2."""
    bounds: Any = constraint(BOUNDS, kind, name) or {}
    return core.no_info_after_validator_function(
        _without_minus_zero,
        core.float_schema(strict=True, **bounds),
        serialization=core.simple_ser_schema("any"),
    )


def _without_minus_zero(number: float) -> float:
    """Databases do not tell it apart from 0."""
    return number + 0.0


def _day(kind: Any, name: str) -> CoreSchema:
    return core.no_info_after_validator_function(
        date.fromisoformat,
        core.str_schema(strict=True, pattern=DAY),
        serialization=core.simple_ser_schema("date"),
    )


def _time(kind: Any, name: str) -> CoreSchema:
    return core.no_info_after_validator_function(
        time.fromisoformat,
        core.str_schema(strict=True, pattern=TIME),
        serialization=core.plain_serializer_function_ser_schema(_hours_and_minutes),
    )


def _hours_and_minutes(at: time) -> str:
    return at.isoformat("minutes")


def _anything(kind: Any, name: str) -> CoreSchema:
    return core.any_schema()


def _yes_or_no(kind: Any, name: str) -> CoreSchema:
    return core.bool_schema(strict=True)


_SCALARS: Mapping[Any, Callable[[Any, str], CoreSchema]] = {
    Any: _anything,
    bool: _yes_or_no,
    date: _day,
    float: _number,
    int: _whole_number,
    str: _text,
    time: _time,
}
