"""Spots as dots and in words, and the map to be tapped."""

import pytest

from tracker.domain.records import Spot
from tracker.presenters.body_map import spot_text, views_to_tap, views_with_dots


@pytest.mark.parametrize(
    ("spot", "text"),
    [
        (Spot("chin"), "chin"),
        (Spot("chin", "middle"), "chin"),
        (Spot("cheek", "left"), "left cheek"),
        (Spot("cheek", "both"), "cheek, both sides"),
        (Spot("cheek"), "cheek, side not given"),
        (Spot("cheek", "right", count=1), "right cheek: 1 spot"),
        (Spot("nose", count=12, size_mm=2.0), "nose: 12 spots, 2 mm"),
        (Spot("nose", size_mm=1.5), "nose: 1.5 mm"),
        (Spot("tail"), "tail"),
    ],
)
def test_a_spot_in_words(spot, text):
    assert spot_text(spot) == text


def drawn(*spots, earlier=()):
    return [
        (view.key, [(dot.number, round(dot.cx), round(dot.cy), dot.faded) for dot in view.dots])
        for view in views_with_dots(spots, earlier)
    ]


def test_a_spot_stands_at_its_own_point():
    spot = Spot("chin", "middle", view="face", x=0.5, y=0.8)
    assert drawn(spot) == [("face", [(1, 150, 320, False)])]


def test_a_spot_without_a_point_stands_at_its_site_on_both_sides_where_it_says_so():
    assert drawn(Spot("cheek", "both"), Spot("belly")) == [
        ("front", [(2, 150, 222, False)]),
        ("face", [(1, 224, 252, False), (1, 76, 252, False)]),
    ]


def test_dots_of_one_site_stand_beside_one_another():
    ((_view, dots),) = drawn(Spot("chin"), Spot("chin"), Spot("chin"))
    assert [x for _number, x, _y, _faded in dots] == [150, 176, 124]


def test_an_earlier_spot_is_faded_and_lies_under_the_new_one():
    ((_view, dots),) = drawn(Spot("chin"), earlier=(Spot("chin"), Spot("nose")))
    assert dots == [(1, 150, 313, True), (2, 150, 222, True), (1, 150, 313, False)]


def test_nothing_is_drawn_of_a_site_that_is_not_known():
    assert drawn(Spot("tail")) == []
    assert drawn() == []


def test_the_map_has_all_its_views_face_first() -> None:
    views = views_to_tap((Spot("back"),))
    assert [view.key for view in views] == ["face", "front", "back"]
    assert [[dot.faded for dot in view.dots] for view in views] == [[], [], [True]]
