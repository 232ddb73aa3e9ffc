"""Which pictures want more care."""

from __future__ import annotations

import pytest

from tracker.domain.privacy import is_private_place


@pytest.mark.parametrize(
    ("site", "of_entry", "of_concern", "condition", "is_private"),
    [
        pytest.param("bottom", {"chin"}, {"chin"}, "milia", True, id="its own place"),
        pytest.param("chin", {"bottom"}, {"bottom"}, "diaper_rash", False, id="its own, another"),
        pytest.param("", {"chin", "groin"}, {"chin"}, "milia", True, id="a place of its look"),
        pytest.param("", {"chin"}, {"groin"}, "diaper_rash", False, id="its look, another"),
        pytest.param("", set(), {"genitals"}, "milia", True, id="a place of the concern"),
        pytest.param("", set(), {"belly"}, "diaper_rash", False, id="the concern, another"),
        pytest.param("", set(), set(), "candida_diaper_rash", True, id="what it is taken for"),
        pytest.param("", set(), set(), "milia", False, id="nothing said"),
    ],
)
def test_private_places(
    site: str, of_entry: set[str], of_concern: set[str], condition: str, is_private: bool
) -> None:
    assert is_private_place(site, of_entry, of_concern, condition=condition) is is_private
