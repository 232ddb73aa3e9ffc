"""The initials of a name."""

from __future__ import annotations

import pytest

from tracker.domain.initials import initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Iris", "I."),
        ("Iris Marie  Baker", "I. M. B."),
        ("Anna-Lena", "A."),
        ("élodie", "é."),
        ("e\u0301lodie", "é."),
        ("आरव", "आ."),
        ("कि रण", "कि. र."),
        ("小明", "小."),
        ("محمد", "م."),
        ("👶🏽 Iris", "I."),
        ("“Bean” (Iris)", "B. I."),
        ("2", ""),
        ("👶", ""),
        ("", ""),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
