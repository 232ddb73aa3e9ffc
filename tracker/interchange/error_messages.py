"""Sentences for the errors of pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from tracker.interchange.constraints import DAY, TIME
from tracker.interchange.problems import AlreadyReported, quoted

_EXPECTED: Mapping[str, Any] = {
    "bool_type": gettext_lazy("true or false"),
    "int_type": gettext_lazy("a whole number"),
    "float_type": gettext_lazy("a number"),
    "string_type": gettext_lazy("text"),
    "tuple_type": gettext_lazy("a list"),
    "dict_type": gettext_lazy("an object"),
    "dataclass_type": gettext_lazy("an object"),
}
"""The expected type, by the type of the error."""

_MESSAGES: Mapping[str, Any] = {
    "string_too_short": gettext_lazy("must not be empty"),
    "string_too_long": gettext_lazy("%(length)s characters; the limit is %(max_length)s"),
    "greater_than": gettext_lazy("%(value)s is too small: it must be more than %(gt)s"),
    "greater_than_equal": gettext_lazy("%(value)s is too small: it must be at least %(ge)s"),
    "less_than_equal": gettext_lazy("%(value)s is too large: it must be at most %(le)s"),
    "value_error": gettext_lazy("the day %(text)s does not exist"),
    DAY: gettext_lazy("%(value)s is not a date; use YYYY-MM-DD"),
    TIME: gettext_lazy("%(value)s is not a time; use HH:MM, from 00:00 to 23:59"),
    "unknown_condition": gettext_lazy("unknown condition %(value)s"),
    "unknown_rule": gettext_lazy("unknown rule %(value)s"),
    "unknown_sign": gettext_lazy("unknown sign"),
    "unknown_site": gettext_lazy("unknown site %(value)s"),
}
"""Sentences by the type of the error, pydantic's or ours, or by the pattern not matched."""


def message_of(value: object, error: ValidationError) -> str | None:
    """Returns the sentence for the first error of ``value``; None where ``parsing`` reported it."""
    detail = error.errors(include_url=False, include_input=False)[0]
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "string_unicode" or isinstance(value, AlreadyReported):
        return None
    if kind.startswith("unknown_") and not isinstance(value, str):
        kind = "string_type"
    if kind == "string_pattern_mismatch":
        kind = context["pattern"]
    if kind in _EXPECTED:
        values = {"kind": _EXPECTED[kind], "value": quoted(value)}
        return _("must be %(kind)s, not %(value)s") % values
    if kind == "choice":
        return _choice(value, context["options"])
    values = {name: _without_point(bound) for name, bound in context.items()}
    values |= {"value": quoted(value), "text": value}
    values |= {"length": len(value)} if isinstance(value, str) else {}
    return str(_MESSAGES[kind]) % values


def _without_point(bound: Any) -> Any:
    """Returns 1 for 1.0: all bounds are whole numbers."""
    return int(bound) if isinstance(bound, float) else bound


def _choice(value: object, options: list[Any]) -> str:
    values = {"options": ", ".join(map(quoted, options)), "value": quoted(value)}
    if len(options) == 1:
        return _("must be %(options)s, not %(value)s") % values
    return _("must be one of %(options)s, not %(value)s") % values
