"""The errors of a page's forms as lines that lead to their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

QUESTION_MARKS = "?؟？"


@dataclass(frozen=True)
class ErrorLine:
    """``target``: the id of the field's element; empty where the error is about no one field."""

    text: str
    target: str


def error_lines(values: Iterable[object]) -> tuple[ErrorLine, ...]:
    """Returns the errors of the bound forms and formsets among ``values``, and of forms in them.

    Other values are not touched: some would run a query.
    """
    seen: dict[int, None] = {}
    lines = [line for value in values for line in _lines_of(value, seen)]
    return tuple(dict.fromkeys(lines))


def _lines_of(value: object, seen: dict[int, None]) -> Iterator[ErrorLine]:
    if not issubclass(type(value), BaseForm | BaseFormSet) or id(value) in seen:
        return
    seen[id(value)] = None
    if isinstance(value, BaseForm):
        yield from _form_lines(value)
        for inner in vars(value).values():
            yield from _lines_of(inner, seen)
    elif isinstance(value, BaseFormSet) and value.is_bound:
        yield from (ErrorLine(str(error), "") for error in value.non_form_errors())
        for number, form in enumerate(value.forms, 1):
            yield from _form_lines(form, _row_name(value, number))


def _form_lines(form: BaseForm, row: str = "") -> Iterator[ErrorLine]:
    yield from (ErrorLine(str(error), "") for error in form.non_field_errors())
    for name in form.errors:
        if name in form.fields:
            yield from _field_lines(form, form[name], row)


def _field_lines(form: BaseForm, field: BoundField, row: str) -> Iterator[ErrorLine]:
    """Yields the errors of a field. That of a hidden one leads to the first that is shown."""
    shown = next(iter(form.visible_fields()), None) if field.is_hidden else field
    label = "" if field.is_hidden else str(field.label)
    where = ", ".join(filter(None, (row, label)))
    for error in field.errors:
        yield ErrorLine(_line_text(where, str(error)), target_of(shown) if shown else "")


def _line_text(where: str, error: str) -> str:
    if not where:
        return error
    text = _("%(where)s %(error)s") if where[-1] in QUESTION_MARKS else _("%(where)s: %(error)s")
    return text % {"where": where, "error": error}


def target_of(field: BoundField) -> str:
    """Returns the id of the field's input, or of the box around several."""
    return f"div_{field.auto_id}" if field.use_fieldset else str(field.id_for_label)


def _row_name(rows: BaseFormSet, number: int) -> str:  # type: ignore[type-arg,unused-ignore]
    label = getattr(rows, "row_label", "")
    return _("%(label)s %(number)s") % {"label": label, "number": number} if label else ""
