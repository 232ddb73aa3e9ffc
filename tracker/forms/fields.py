"""Form fields that several forms share: day, time of day, temperature, free text, degrees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.domain import temperature
from tracker.domain.lengths import MAX_NOTES_LENGTH
from tracker.domain.phrases import Value
from tracker.formats import day_text, number_text, time_text
from tracker.rendering import render

INVALID_CHOICE = {"invalid_choice": gettext_lazy("Choose one of these.")}
INVALID_DAY = {
    "invalid": gettext_lazy("Enter a date as year, month and day, for example 2026-03-31.")
}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def choices(labels: Mapping[Any, Value], empty: str | None = None) -> list[tuple[str, str]]:
    """Returns the keys and rendered labels of a vocabulary; ``empty`` labels an empty choice."""
    first = [("", empty)] if empty is not None else []
    return [*first, *((key, render(text)) for key, text in labels.items())]


def set_choices(form: forms.Form, name: str, values: list[tuple[str, str]]) -> None:
    """Sets the choices of a field, for choices in the reader's language."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = values


def form_section(*fields: str | LayoutObject) -> FormHelper:
    """Returns the crispy layout of a form or of a section of it, without form tag and token."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields)
    return helper


def chip_field(name: str, variant: str) -> Field:
    """Returns a field of choices with a variant of app.css: scale, unsaid or question."""
    return Field(name, wrapper_class=f"chips {variant}")


class IdempotencyKeyField(forms.UUIDField):
    """The hidden id of a form: sending it twice writes once. A malformed id is replaced."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid4, required=False)

    def clean(self, value: object) -> UUID:
        try:
            return super().clean(value) or uuid4()
        except forms.ValidationError:
            return uuid4()


class RevisionField(forms.IntegerField):
    """The hidden revision of the record, as it was when the form was opened.

    A missing or malformed one is 0, the revision of a record that was never changed.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=0, required=False)

    def clean(self, value: object) -> int:
        try:
            return super().clean(value) or 0
        except forms.ValidationError:
            return 0


def set_revision(form: forms.Form, revision: int) -> None:
    """Sets the revision in the posted data and keeps the rest, so that the form can be resent."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("revision")] = str(revision)
    form.data = data


class DayField(forms.DateField):
    """A day from the child's birth to today. The form calls ``bind_day_fields`` to set these."""

    widget = DayInput
    default_error_messages = {"required": gettext_lazy("Enter the date."), **INVALID_DAY}

    def set_bounds(self, child: str, born: date, today: date) -> None:
        self.child, self.born, self.today = child, born, today
        self.widget.attrs |= {"min": born.isoformat(), "max": today.isoformat()}

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value > self.today:
            text = _(
                "Enter a date that is not in the future. For your family it's %(today)s today."
            )
            raise forms.ValidationError(text % {"today": day_text(self.today)}, "future")
        if value < self.born:
            text = _("Enter a date on or after %(day)s, when %(child)s was born.")
            values = {"child": self.child, "day": day_text(self.born)}
            raise forms.ValidationError(text % values, "before_birth")


def bind_day_fields(form: forms.Form, child: str, born: date, today: date) -> None:
    """Sets the bounds of the form's day fields; ``child`` is the name for the error message."""
    for field in form.fields.values():
        if isinstance(field, DayField):
            field.set_bounds(child, born, today)


class ClockField(forms.TimeField):
    """The time of day of an entry; optional."""

    widget = ClockInput
    default_error_messages = {
        "invalid": gettext_lazy("Enter a time as hours and minutes, for example 19:30.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


def not_later(at: time | None, now: time) -> time | None:
    """Returns ``at``. Raises ValidationError where it is after ``now``."""
    if at is not None and at > now:
        text = _("Enter a time that is not in the future. For your family it's %(now)s now.")
        raise forms.ValidationError(text % {"now": time_text(now)}, "future")
    return at


_EXAMPLES = {"C": "37.2", "F": "99.0"}


class TemperatureField(forms.CharField):
    """A temperature, typed in the family's unit and cleaned to °C; the form calls ``set_unit``.

    A number that can only be in the other unit is refused, with the converted value.
    """

    unit = "C"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=True, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "size": 6}

    def set_unit(self, unit: str) -> None:
        self.unit = unit
        self.label = _("Temperature in °%(unit)s") % {"unit": unit}
        self.widget.attrs["data-unit"] = unit

    def prepare_value(self, value: Any) -> Any:
        return (
            temperature.format_temperature(value, self.unit) if isinstance(value, float) else value
        )

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        if not text:
            return None
        reading = temperature.parse_temperature(text)
        if reading is None:
            sentence = _("Enter the temperature as a number in °%(unit)s, for example %(example)s.")
            raise forms.ValidationError(
                sentence % {"unit": self.unit, "example": _EXAMPLES[self.unit]}
            )
        celsius = reading.celsius(self.unit)
        if not temperature.is_in_range(celsius):
            raise forms.ValidationError(self._impossible(reading))
        return celsius

    def _impossible(self, reading: temperature.Reading) -> str:
        other = {"C": "F", "F": "C"}[self.unit]
        in_other = reading.celsius(other)
        if not reading.unit and temperature.is_in_range(in_other):
            sentence = _(
                "%(number)s looks like °%(other)s, but your family uses °%(unit)s. Enter "
                "%(here)s °%(unit)s if you measured %(number)s °%(other)s."
            )
            return sentence % {
                "number": number_text(reading.number),
                "other": other,
                "unit": self.unit,
                "here": number_text(temperature.format_temperature(in_other, self.unit)),
            }
        lowest, highest = temperature.bounds(self.unit)
        sentence = _(
            "Check the number. Enter a temperature between %(lowest)s and %(highest)s °%(unit)s."
        )
        return sentence % {"lowest": lowest, "highest": highest, "unit": self.unit}


class FreeTextField(forms.CharField):
    """Free text of at most ``limit`` characters. Normalises line ends and drops NUL characters.

    A text that is too long is refused with the excess. The widget has no maxlength, since browsers
    would cut off pasted text.
    """

    def __init__(self, *, limit: int, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.limit = limit

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\0", "")
        return super().to_python(text.replace("\r\n", "\n").replace("\r", "\n")) or ""

    def validate(self, value: str) -> None:
        super().validate(value)
        over = len(value) - self.limit
        if over <= 0:
            return
        text = ngettext(
            "This is %(n)s character too long. The limit is %(most)s.",
            "This is %(n)s characters too long. The limit is %(most)s.",
            over,
        )
        raise forms.ValidationError(text % {"n": f"{over:,}", "most": f"{self.limit:,}"}, "long")


class NotesField(FreeTextField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(
            limit=MAX_NOTES_LENGTH, widget=widget, label=gettext_lazy("Notes"), **kwargs
        )


class DegreeField(forms.TypedChoiceField):
    """A degree of severity or itch, a number from 0; optional."""

    def __init__(self, degrees: Mapping[int, Value], **kwargs: Any) -> None:
        super().__init__(
            widget=forms.RadioSelect,
            required=False,
            coerce=int,
            empty_value=None,
            choices=lambda: choices(degrees, _("not answered")),
            error_messages=INVALID_CHOICE,
            **kwargs,
        )


class YesNoField(forms.TypedChoiceField):
    """A yes/no question; None where it was not answered.

    A yes is posted like the ticked box that the question once was: such a form may still be open,
    or wait in a phone's outbox. A box that was not ticked is not posted, and so no answer.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.RadioSelect,
            required=False,
            coerce=lambda value: value == "on",
            empty_value=None,
            choices=lambda: [("", _("not answered")), ("on", _("Yes")), ("off", _("No"))],
            error_messages=INVALID_CHOICE,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "on" if value else "off"
        return value


class SizeField(forms.FloatField):
    """A length in mm, with a decimal point or comma."""

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        text = temperature.with_decimal_point(value) if isinstance(value, str) else value
        return super().to_python(text)
