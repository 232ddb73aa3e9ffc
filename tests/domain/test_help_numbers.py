"""Every row of the help numbers is complete, so that no button is empty."""

from __future__ import annotations

import re

import pytest

from tracker.domain.help_numbers import (
    DEFAULT_HELP_NUMBERS,
    HELP_NUMBERS,
    PhoneNumber,
    help_numbers_for,
)

ROWS = [*HELP_NUMBERS.values(), DEFAULT_HELP_NUMBERS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.country or "anywhere")
def test_a_row_can_be_called_and_says_where_it_was_read(row):
    assert row.emergency
    for line in (*row.emergency, *row.advice):
        assert re.fullmatch(r"#?\d[\d ]*", line.number)
        assert re.fullmatch(r"tel:(%23)?\d+", line.address)
        assert str(line.who)
    assert row.source.title
    assert row.source.publisher
    assert row.source.address.startswith("https://")
    assert row.source.read


@pytest.mark.parametrize(
    ("country", "emergency", "advice"),
    [
        ("AT", ["144", "112"], ["1450"]),
        ("AU", ["000"], ["1800 022 222"]),
        ("BE", ["112"], ["1733"]),
        ("CA", ["911"], ["811"]),
        ("CH", ["144", "112"], []),
        ("DE", ["112"], ["116117"]),
        ("DK", ["112"], ["1813"]),
        ("ES", ["112"], []),
        ("FI", ["112"], ["116117"]),
        ("FR", ["15", "112"], []),
        ("GB", ["999"], ["111"]),
        ("IE", ["112", "999"], []),
        ("IN", ["112", "108"], []),
        ("IT", ["112"], ["116117"]),
        ("JP", ["119"], ["#8000"]),
        ("NL", ["112"], []),
        ("NO", ["113"], ["116117"]),
        ("NZ", ["111"], ["0800 611 116"]),
        ("PL", ["112"], []),
        ("PT", ["112"], ["808 24 24 24"]),
        ("SE", ["112"], ["1177"]),
        ("US", ["911"], []),
        ("ZA", ["10177", "112"], []),
    ],
)
def test_the_numbers_of_a_country(country, emergency, advice):
    row = help_numbers_for(country)
    assert [line.number for line in row.emergency] == emergency
    assert [line.number for line in row.advice] == advice


def test_an_unknown_country_has_112():
    assert help_numbers_for("XX") is DEFAULT_HELP_NUMBERS
    assert [line.number for line in DEFAULT_HELP_NUMBERS.emergency] == ["112"]


def test_a_link_dials_what_is_written():
    assert PhoneNumber("#8000", DEFAULT_HELP_NUMBERS.name).address == "tel:%238000"
    assert PhoneNumber("1800 022 222", DEFAULT_HELP_NUMBERS.name).address == "tel:1800022222"
