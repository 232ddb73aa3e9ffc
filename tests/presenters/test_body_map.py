"""Spots as dots and in words, and the map to be tapped."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import tracker
from tracker.domain.records import Spot
from tracker.presenters.body_map import spot_text, views_to_tap, views_with_dots
from tracker.templatetags.milkspot import PAPER_TONES, body_art


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
        for view in views_with_dots(spots, earlier, tone="")
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
    views = views_to_tap((Spot("back"),), tone="brown")
    assert [view.key for view in views] == ["face", "front", "back"]
    assert [[dot.faded for dot in view.dots] for view in views] == [[], [], [True]]
    assert [view.tone for view in views] == ["brown"] * 3


def test_without_a_choice_the_baby_is_a_line_drawing() -> None:
    assert views_with_dots((Spot("chin"),), tone="")[0].tone == "line"
    assert views_to_tap(tone="")[0].tone == "line"


@pytest.mark.parametrize(
    ("view", "edges"),
    [
        ("face", ("baby's right", "baby's left")),
        ("front", ("baby's right", "baby's left")),
        ("back", ("baby's left", "baby's right")),
    ],
)
def test_the_sides_of_the_baby_stand_at_the_edges(view: str, edges: tuple[str, str]) -> None:
    (found,) = [each for each in views_to_tap(tone="") if each.key == view]
    assert found.edges == edges
    drawn = render_to_string("_partials/body_map.html", {"view": found})
    assert tuple(map(unescape, re.findall(r"map-side\"[^>]*>([^<]+)<", drawn))) == edges


def test_the_whole_view_is_as_large_as_the_drawing() -> None:
    assert {view.view_box for view in views_to_tap(tone="")} == {"0 0 300 400"}


def test_only_the_face_has_a_close_up() -> None:
    assert {view.key: view.close_up is not None for view in views_to_tap(tone="")} == {
        "face": True,
        "front": False,
        "back": False,
    }


@pytest.mark.parametrize("view", ["front", "back", "face"])
def test_no_nappy_lies_over_a_place(view: str) -> None:
    drawing = Path(tracker.__file__).parent / f"static/tracker/body_map/{view}.svg"
    assert "nappy" not in drawing.read_text()


SHEETS = Path(tracker.__file__).parent / "static/tracker/css"
SHEET = "".join((SHEETS / name).read_text() for name in ("app.css", "dark.css"))


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(map-[a-z-]+): (#[0-9a-f]{3,6});", block))


def tones() -> list[tuple[str, dict[str, str]]]:
    """The colours of each tone in the light and the dark theme, as the sheet gives them."""
    root, dark_root = re.findall(r":root \{\n\s+--map-skin[^}]*\}", SHEET)
    light, dark = colours(root), colours(dark_root)
    found = [("line", light), ("line, dark", light | dark)]
    for tone in ("light", "brown", "black"):
        blocks = [colours(block) for block in re.findall(rf"\.tone-{tone} \{{[^}}]*\}}", SHEET)]
        found.append((tone, light | blocks[0]))
        found.append((f"{tone}, dark", light | dark | blocks[-1]))
    return found


def brightness(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("tone", "colour"), tones(), ids=[name for name, _ in tones()])
def test_a_mark_stands_out_on_every_tone(tone: str, colour: dict[str, str]) -> None:
    """A mark is a light disc in a dark ring: one of the two stands out from the skin."""
    disc, ring = colour["map-dot"], colour["map-dot-ink"]
    assert contrast(disc, ring) >= 3
    for part in ("map-skin", "map-shade", "map-hair"):
        assert max(contrast(disc, colour[part]), contrast(ring, colour[part])) >= 3


@pytest.mark.parametrize("tone", sorted(PAPER_TONES))
def test_a_mark_stands_out_on_paper(tone: str) -> None:
    skin, line = PAPER_TONES[tone]
    assert max(contrast("#fff", skin), contrast("#000", skin)) >= 3
    assert skin in body_art("face", tone)
    assert line in body_art("face", tone)
    assert skin not in body_art("face", "line")
