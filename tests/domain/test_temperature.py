"""Parsing and formatting of temperatures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import temperature
from tracker.domain.temperature import to_hundredths


@pytest.mark.parametrize(
    ("text", "unit", "celsius"),
    [
        ("38.2", "C", 38.2),
        ("38,2", "C", 38.2),
        (" 38,2 ", "C", 38.2),
        ("38.2 °C", "C", 38.2),
        ("38.0", "C", 38.0),
        ("37.994", "C", 37.99),
        ("100.4", "F", 38.0),
        ("100,4", "F", 38.0),
        ("100.3", "F", 37.94),
        ("96.8", "F", 36.0),
        ("102.2", "F", 39.0),
        ("100.4 °F", "C", 38.0),
        ("38.0c", "F", 38.0),
        ("٣٨٫٢", "C", 38.2),
        ("۳۸،۲", "C", 38.2),
        ("３８．２℃", "C", 38.2),
    ],
)
def test_what_is_written_is_read(text: str, unit: str, celsius: float) -> None:
    reading = temperature.parse_temperature(text)
    assert reading is not None
    assert reading.celsius(unit) == celsius


@pytest.mark.parametrize("text", ["", "NaN", "inf", "-1", "38.2.1", "warm", "1e3", "38 K", "0x26"])
def test_what_is_no_temperature_is_not_read(text: str) -> None:
    assert temperature.parse_temperature(text) is None


@pytest.mark.parametrize("unit", ["C", "F"])
@given(hundredths=st.integers(3000, 4500))
def test_what_is_shown_gives_the_same_temperature_back(unit: str, hundredths: int) -> None:
    celsius = hundredths / 100
    reading = temperature.parse_temperature(temperature.format_temperature(celsius, unit))
    assert reading is not None
    assert reading.celsius(unit) == celsius


@pytest.mark.parametrize(
    ("celsius", "unit", "shown"),
    [(38.0, "C", "38.0"), (38.25, "C", "38.25"), (38.0, "F", "100.4"), (37.94, "F", "100.3")],
)
def test_a_temperature_is_shown_with_as_few_digits_as_it_needs(
    celsius: float, unit: str, shown: str
) -> None:
    assert temperature.format_temperature(celsius, unit) == shown


def test_the_bounds_of_a_unit() -> None:
    assert temperature.bounds("C") == (30, 45)
    assert temperature.bounds("F") == (86, 113)


@pytest.mark.parametrize(
    ("celsius", "hundredths"),
    [(39.994, 39.99), (39.995, 40.0), (37.995, 38.0), (35.995, 36.0), (35.9949, 35.99)],
)
def test_half_a_hundredth_counts_up(celsius, hundredths):
    assert to_hundredths(celsius) == hundredths
