"""Whole addresses, with and without a public one, at the root and under a path."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from django.urls import get_script_prefix, reverse, set_script_prefix

from tracker.views.addresses import absolute, reach


@pytest.fixture(autouse=True)
def _prefix() -> Iterator[None]:
    before = get_script_prefix()
    yield
    set_script_prefix(before)


@pytest.mark.parametrize(
    ("public", "prefix", "expected"),
    [
        ("", "/", "http://testserver/worried/"),
        ("", "/baby/", "http://testserver/baby/worried/"),
        ("https://example.org", "/", "https://example.org/worried/"),
        ("https://example.org/baby", "/baby/", "https://example.org/baby/worried/"),
    ],
    ids=["as it was opened", "under a path", "public", "public under a path"],
)
def test_the_address_that_others_open(settings, public: str, prefix: str, expected: str) -> None:
    settings.PUBLIC_URL = public
    set_script_prefix(prefix)
    assert absolute(RequestFactory().get("/"), reverse("worried")) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost:8000/", "machine"),
        ("http://127.0.0.1:8000/", "machine"),
        ("http://[::1]:8000/", "machine"),
        ("http://192.168.1.5:8000/", "home"),
        ("http://100.64.0.7/", "home"),
        ("http://[fd00::5]/", "home"),
        ("http://milkpi:8000/", "home"),
        ("http://milkpi.local:8000/", "home"),
        ("http://milkpi.fritz.box:8000/", "home"),
        ("https://nas.tail1234.ts.net/", "tailscale"),
        ("https://milkspot.example.org/baby/", "everywhere"),
        ("https://[2001:4860:4860::8888]/", "everywhere"),
    ],
)
def test_from_where_it_can_be_opened(address: str, expected: str) -> None:
    assert reach(address) == expected
