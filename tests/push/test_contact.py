"""Whom push services can write to."""

from __future__ import annotations

import pytest

from tracker.push.contact import contact


@pytest.mark.parametrize(
    ("operator", "public", "expected"),
    [
        ("Ana Lima, ana@milkspot.de", "", "mailto:ana@milkspot.de"),
        ("Ana <ana@milkspot.de>; call 1", "https://x.de", "mailto:ana@milkspot.de"),
        ("Ana Lima", "https://diary.milkspot.de/baby", "https://diary.milkspot.de"),
        ("ana@example.org", "https://diary.milkspot.de:8443", "https://diary.milkspot.de"),
        ("ana@localhost", "", ""),
        ("ana@milkspot.test", "", ""),
        ("", "http://diary.milkspot.de", ""),
        ("", "https://localhost", ""),
        ("", "https://milkspot.example.org", ""),
        ("", "https://milkspot", ""),
        ("", "https://192.168.1.20", ""),
        ("", "https://[2001:db8::1]", ""),
        ("", "https://anexample.org", "https://anexample.org"),
        ("", "https://milkspot.xn--p1ai", "https://milkspot.xn--p1ai"),
        ("", "", ""),
    ],
)
def test_the_contact(settings, operator: str, public: str, expected: str) -> None:
    settings.OPERATOR, settings.PUBLIC_URL = operator, public
    assert contact() == expected
