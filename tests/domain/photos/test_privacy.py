"""Which photos are private."""

from __future__ import annotations

import pytest

from tracker.domain.photos.privacy import is_private_place


@pytest.mark.parametrize(
    ("site", "entry_sites", "concern_sites", "condition", "is_private"),
    [
        pytest.param("bottom", {"chin"}, {"chin"}, "milia", True, id="its own place"),
        pytest.param("chin", {"bottom"}, {"bottom"}, "diaper_rash", False, id="its own, another"),
        pytest.param("", {"chin", "groin"}, {"chin"}, "milia", True, id="a site of its entry"),
        pytest.param("", {"chin"}, {"groin"}, "diaper_rash", False, id="its entry, another site"),
        pytest.param("", set(), {"genitals"}, "milia", True, id="a place of the concern"),
        pytest.param("", set(), {"belly"}, "diaper_rash", False, id="the concern, another"),
        pytest.param("", set(), set(), "candida_diaper_rash", True, id="what it is taken for"),
        pytest.param("", set(), set(), "milia", False, id="no site"),
    ],
)
def test_private_places(
    site: str, entry_sites: set[str], concern_sites: set[str], condition: str, is_private: bool
) -> None:
    assert is_private_place(site, entry_sites, concern_sites, condition=condition) is is_private
