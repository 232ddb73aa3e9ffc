"""The body map: every site has an anchor, on the baby's own left and right."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tracker.domain.body import (
    VIEW_HEIGHT,
    VIEW_WIDTH,
    anchor,
    anchor_table,
    anchors,
)
from tracker.domain.vocabulary import CONDITIONS, SIDES, SITES, VIEWS

DRAWINGS = Path(__file__).parents[2] / "tracker" / "static" / "tracker" / "body_map"
SVG = "{http://www.w3.org/2000/svg}"
GIVEN = (None, *SIDES)


def drawing(view: str) -> ElementTree.Element:
    return ElementTree.fromstring((DRAWINGS / f"{view}.svg").read_text())


def regions(view: str) -> list[ElementTree.Element]:
    return [e for e in drawing(view).iter() if e.get("class") == "map-region"]


def xs_of(region: ElementTree.Element) -> list[float]:
    """The x of an ellipse's centre, or of all points of a path (absolute M, L, C, Q, Z only)."""
    if region.tag == f"{SVG}ellipse":
        return [float(region.attrib["cx"])]
    path = region.attrib["d"]
    assert re.fullmatch(r"[MLCQZ\d. ]+", path)
    return [float(number) for number in re.findall(r"[\d.]+", path)[::2]]


ALL_REGIONS = [(view, region) for view in VIEWS for region in regions(view)]


def test_the_table_holds_every_site() -> None:
    table = anchor_table()
    assert sorted(table) == sorted(SITES)
    for places in table.values():
        assert set(places) == {"", "left", "right"}


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("side", GIVEN)
def test_the_table_gives_the_anchors_of_each_side(site: str, side: str | None) -> None:
    """As the script of the entry form reads it."""
    table = anchor_table()[site]
    read = ("left", "right") if side == "both" else (side if side in table else "",)
    assert anchors(site, side) == tuple(table[each or ""] for each in read)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("side", GIVEN)
def test_an_anchor_lies_on_its_view(site: str, side: str | None) -> None:
    for found in anchors(site, side):
        assert found.view in VIEWS
        assert 0 < found.x < 1
        assert 0 < found.y < 1


@pytest.mark.parametrize("site", SITES)
def test_left_and_right_are_the_baby_s_own(site: str) -> None:
    left, right = anchor(site, "left"), anchor(site, "right")
    assert left.view == right.view
    assert (left.x < 0.5) if left.view == "back" else (left.x > 0.5)
    assert left.x + right.x == pytest.approx(1)
    assert left.y == right.y


@pytest.mark.parametrize("site", SITES)
def test_both_sides_are_two_points(site: str) -> None:
    assert anchors(site, "both") == (anchor(site, "left"), anchor(site, "right"))


def test_a_site_on_the_midline_is_drawn_there_without_a_side() -> None:
    assert anchor("chin", None) == anchor("chin", "middle")
    assert anchor("chin", None).x == 0.5


def test_what_is_unknown_is_refused() -> None:
    with pytest.raises(KeyError):
        anchor("tail", None)
    with pytest.raises(ValueError, match="unknown side"):
        anchor("chin", "top")


def test_every_site_can_be_reached_on_the_map() -> None:
    assert {region.get("data-site") for _, region in ALL_REGIONS} == set(SITES)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("side", ["left", "right", "middle"])
def test_the_anchor_s_view_shows_the_site(site: str, side: str) -> None:
    found = anchor(site, side)
    assert site in {region.get("data-site") for region in regions(found.view)}


@pytest.mark.parametrize("view", VIEWS)
def test_a_region_is_named_once_in_a_view(view: str) -> None:
    names = [(region.get("data-site"), region.get("data-side")) for region in regions(view)]
    assert len(names) == len(set(names))
    for site, side in names:
        opposite = {"left": "right", "right": "left"}.get(side or "", side)
        assert (site, opposite) in names


@pytest.mark.parametrize(
    ("view", "region"),
    ALL_REGIONS,
    ids=[f"{v}-{r.get('data-site')}-{r.get('data-side')}" for v, r in ALL_REGIONS],
)
def test_a_region_lies_on_its_side(view: str, region: ElementTree.Element) -> None:
    xs, side = xs_of(region), region.get("data-side")
    assert all(0 <= x <= VIEW_WIDTH for x in xs)
    centre = (min(xs) + max(xs)) / 2
    if side == "middle":
        assert centre == pytest.approx(VIEW_WIDTH / 2, abs=1)
    elif (side == "left") == (view != "back"):
        assert min(xs) >= VIEW_WIDTH / 2
    else:
        assert side in ("left", "right")
        assert max(xs) <= VIEW_WIDTH / 2


@pytest.mark.parametrize("view", VIEWS)
def test_the_drawing_carries_the_greys_of_paper_and_nothing_of_the_screen(view: str) -> None:
    for element in drawing(view).iter():
        assert element.tag in {f"{SVG}{tag}" for tag in ("svg", "g", "path", "ellipse")}
        assert not set(element.attrib) & {"style", "id", "onclick"}
        for colour in (element.get("fill", "none"), element.get("stroke", "none")):
            assert re.fullmatch(r"none|#([0-9a-f])\1\1", colour), colour


def test_all_views_have_one_size() -> None:
    size = f'viewBox="0 0 {VIEW_WIDTH} {VIEW_HEIGHT}"'
    assert all(size in (DRAWINGS / f"{view}.svg").read_text() for view in VIEWS)


USUAL_SITES = {
    "milia": {"nose", "cheek", "chin", "forehead", "eyelid"},
    "epstein_pearls": {"mouth"},
    "salmon_patch": {"eyelid", "forehead"},
    "blue_grey_spot": {"back", "bottom"},
    "baby_acne": {"cheek", "nose", "forehead"},
    "cradle_cap": {"scalp"},
    "diaper_rash": {"groin", "genitals"},
    "candida_diaper_rash": {"groin"},
    "hives": {"chest", "belly"},
    "viral_rash": {"chest", "belly", "upper_arm", "thigh"},
    "drool_rash": {"around_mouth", "chin"},
    "hand_foot_mouth": {"hand", "foot"},
    "scabies": {"hand", "foot", "neck"},
    "drug_rash": {"chest", "belly", "upper_arm", "thigh"},
}
"""The places that the text of a condition names, as far as its usual view shows them."""


def test_the_usual_view_of_a_condition_shows_the_places_that_its_text_names() -> None:
    usual = {key: row.usual_view for key, row in CONDITIONS.items() if row.usual_view}
    assert set(usual) == set(USUAL_SITES)
    for key, view in usual.items():
        assert USUAL_SITES[key] <= {region.get("data-site") for region in regions(view)}
