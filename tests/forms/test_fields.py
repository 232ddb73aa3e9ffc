"""The fields that several forms share."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tracker.forms.fields import (
    DayField,
    FreeTextField,
    IdempotencyKeyField,
    NotesField,
    SizeField,
    TemperatureField,
)

BORN, TODAY = date(2026, 1, 10), date(2026, 3, 10)


def refusal(field: object, value: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)  # type: ignore[attr-defined]
    [message] = refused.value.messages
    return message


@pytest.fixture
def day() -> DayField:
    field = DayField()
    field.set_bounds("Iris", BORN, TODAY)
    return field


@pytest.mark.parametrize(
    "value",
    ["2026-01-10", "2026-02-28", "2026-03-10"],
    ids=["the birth day", "a day between", "today"],
)
def test_a_day_of_the_childs_life_is_taken(day: DayField, value: str) -> None:
    assert day.clean(value) == date.fromisoformat(value)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            "2026-03-11",
            "Enter a date that is not in the future. For your family it's 10 March 2026 today.",
        ),
        (
            "9999-12-31",
            "Enter a date that is not in the future. For your family it's 10 March 2026 today.",
        ),
        ("2026-01-09", "Enter a date on or after 10 January 2026, when Iris was born."),
        ("0001-01-01", "Enter a date on or after 10 January 2026, when Iris was born."),
        ("2026-02-30", "Enter a date as year, month and day, for example 2026-03-31."),
        ("soon", "Enter a date as year, month and day, for example 2026-03-31."),
        ("", "Enter the date."),
    ],
)
def test_another_day_is_refused_with_a_sentence(day: DayField, value: str, sentence: str) -> None:
    assert refusal(day, value) == sentence


def test_the_picker_offers_the_childs_life(day: DayField) -> None:
    assert day.widget.attrs["min"] == "2026-01-10"
    assert day.widget.attrs["max"] == "2026-03-10"


def thermometer(unit: str) -> TemperatureField:
    field = TemperatureField()
    field.set_unit(unit)
    return field


@pytest.mark.parametrize(
    ("unit", "value", "celsius"),
    [("C", "38,2", 38.2), ("C", "", None), ("C", None, None), ("F", "100.4", 38.0)],
)
def test_a_temperature_is_kept_in_celsius(unit: str, value: str, celsius: float | None) -> None:
    assert thermometer(unit).clean(value) == celsius


@pytest.mark.parametrize(
    ("unit", "value", "sentence"),
    [
        (
            "C",
            "400",
            "Check the number. Enter a temperature between 30 and 45 °C.",
        ),
        (
            "C",
            "20",
            "Check the number. Enter a temperature between 30 and 45 °C.",
        ),
        (
            "F",
            "400",
            "Check the number. Enter a temperature between 86 and 113 °F.",
        ),
        (
            "F",
            "37.5",
            "37.5 looks like °C, but your family uses °F. Enter 99.5 °F if you measured 37.5 °C.",
        ),
        (
            "C",
            "100.4",
            "100.4 looks like °F, but your family uses °C. Enter 38.0 °C if you measured 100.4 °F.",
        ),
        ("C", "NaN", "Enter the temperature as a number in °C, for example 37.2."),
        ("F", "inf", "Enter the temperature as a number in °F, for example 99.0."),
    ],
)
def test_an_impossible_temperature_is_refused_by_its_unit(
    unit: str, value: str, sentence: str
) -> None:
    assert refusal(thermometer(unit), value) == sentence


def test_the_field_names_its_unit() -> None:
    assert thermometer("F").label == "Temperature in °F"


SCRIPTS = "Añ ç ß ø Ω ж ש ع ह த ก မ ა ឧ 中 日本 한 አ ᓀ 🍼👶🏽👩‍👩‍👧 é e\u0301 \u202e𝔘\n\t\u200d"


def filled_to(length: int) -> str:
    return (SCRIPTS * length)[:length].strip().ljust(length, "x")


def test_notes_of_10_000_characters_of_every_script_fit() -> None:
    text = filled_to(10_000)
    assert NotesField().clean(text) == text


def test_notes_of_10_001_characters_are_refused_with_a_count() -> None:
    assert refusal(NotesField(), filled_to(10_001)) == (
        "This is 1 character too long. The limit is 10,000."
    )


def test_a_line_counts_as_one_character_however_the_browser_ends_it() -> None:
    text = "a\n" * 4_999 + "ab"
    assert NotesField().clean(text.replace("\n", "\r\n")) == text


def test_what_cannot_be_stored_is_left_out() -> None:
    assert NotesField().clean("one\0 two\r\nthree") == "one two\nthree"


def test_the_browser_does_not_cut_off_what_is_pasted() -> None:
    assert "maxlength" not in FreeTextField(limit=5).widget.attrs


@pytest.mark.parametrize("value", ["", "no id", None])
def test_a_broken_id_is_made_anew(value: str | None) -> None:
    assert IdempotencyKeyField().clean(value).version == 4


@pytest.mark.parametrize(
    ("value", "size"), [("2,5", 2.5), ("2.5", 2.5), ("٢٫٥", 2.5), ("٢،٥", 2.5), ("", None)]
)
def test_a_size_takes_a_comma(value: str, size: float | None) -> None:
    assert SizeField(required=False).clean(value) == size


@pytest.mark.parametrize("value", ["NaN", "inf", "big"])
def test_a_size_is_a_number(value: str) -> None:
    assert refusal(SizeField(), value) == "Enter a number."
