"""docs/security.md answers each requirement of OWASP ASVS 5.0.0, levels 1 and 2, once."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
PAGE = (Path(settings.BASE_DIR) / "docs" / "security.md").read_text()

LAST_OF_SECTION = {
    "1.1": 2,
    "1.2": 9,
    "1.3": 11,
    "1.4": 3,
    "1.5": 2,
    "2.1": 3,
    "2.2": 3,
    "2.3": 4,
    "2.4": 1,
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "10.1": 2,
    "10.2": 2,
    "10.3": 4,
    "10.4": 11,
    "10.5": 5,
    "10.6": 2,
    "10.7": 3,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
    "12.1": 3,
    "12.2": 2,
    "12.3": 4,
    "13.1": 1,
    "13.2": 5,
    "13.3": 2,
    "13.4": 5,
    "14.1": 2,
    "14.2": 4,
    "14.3": 3,
    "15.1": 3,
    "15.2": 3,
    "15.3": 7,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 3,
    "17.1": 1,
    "17.2": 4,
    "17.3": 2,
}
"""The sections with requirements of levels 1 and 2; those of level 3 come last in each."""

REQUIREMENTS = [
    f"{section}.{number}"
    for section, last in LAST_OF_SECTION.items()
    for number in range(1, last + 1)
]

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d", line)
]


def test_each_requirement_is_answered_once() -> None:
    assert len(REQUIREMENTS) == 253
    assert [row[0] for row in ROWS] == REQUIREMENTS


def test_what_is_met_is_shown_and_what_is_not_says_why() -> None:
    for number, what, status, how, shown in ROWS:
        assert what, number
        if status == "met":
            assert "::test_" in shown or "](" in how, number
        else:
            assert status in {"in part", "not met", "not applicable"}, number
            assert how, number


def test_the_page_counts_them_rightly() -> None:
    statuses = [row[2] for row in ROWS]
    counted = {status: statuses.count(status) for status in set(statuses)}
    text = (
        "Of them {met} are met, {in part} in part, {not met} not met, and {not applicable} do not"
    )
    assert text.format_map(counted) in PAGE


def test_the_tests_that_it_names_are_there() -> None:
    named = re.findall(r"`([\w/]*test_\w+\.py)(?:::(test_\w+))?`", PAGE)
    assert len(named) > 100
    for file, test in named:
        path = TESTS / file
        assert path.is_file(), file
        assert test, f"{file}: which test of it?"
        assert f"\ndef {test}(" in path.read_text(), f"{file}::{test}"
