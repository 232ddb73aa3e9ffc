"""The rows of spots."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tracker.domain.records import Spot
from tracker.forms.spots import BaseSpotForms, spot_forms

CHEEK = Spot("cheek", "left", "face", 0.7, 0.6, 4, 2.0, "a")


def sent(*rows: dict[str, Any], total: int | None = None) -> BaseSpotForms:
    data = {"spots-TOTAL_FORMS": total or len(rows), "spots-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"spots-{number}-{name}": value for name, value in row.items()}
    return spot_forms(data)


def tracked(*rows: dict[str, Any]) -> tuple[Spot, ...]:
    forms = sent(*rows)
    assert forms.is_valid(), forms.errors
    return forms.spots()


def spots(*rows: dict[str, Any]) -> list[Spot]:
    return [replace(spot, track=None) for spot in tracked(*rows)]


@pytest.mark.parametrize(
    ("row", "spot"),
    [
        ({"site": "chin"}, Spot("chin")),
        ({"site": "cheek", "side": "left"}, Spot("cheek", "left")),
        (
            {"site": "cheek", "side": "left", "view": "face", "x": "0.7", "y": "0.6"},
            Spot("cheek", "left", "face", 0.7, 0.6),
        ),
        ({"site": "chin", "count": "3", "size_mm": "1,5"}, Spot("chin", count=3, size_mm=1.5)),
    ],
    ids=["a site", "a side", "a point", "numbers"],
)
def test_a_row_is_a_spot(row: dict[str, str], spot: Spot) -> None:
    assert spots(row) == [spot]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"site": "", "side": "left"},
        {"site": "", "view": "face", "x": "0.7", "y": "0.6", "track": "a"},
        {"site": "chin", "DELETE": "on"},
        {"site": "nowhere", "x": "3", "DELETE": "on"},
    ],
    ids=["empty", "a side alone", "its site emptied", "taken away", "wrong and taken away"],
)
def test_such_a_row_counts_for_nothing(row: dict[str, str]) -> None:
    assert spots(row) == []


NOT_OF_THE_MAP = "This point isn't on the body map. Tap the place again."


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ({"site": "nowhere"}, {"site": ["Choose the place from the list."]}),
        (
            {"site": "chin", "side": "upper"},
            {"side": ["Choose the place from the list."]},
        ),
        ({"count": "3"}, {"site": ["Choose where this is."]}),
        ({"site": "chin", "view": "face", "x": "3", "y": "0.5"}, {"x": [NOT_OF_THE_MAP]}),
        ({"site": "chin", "view": "face", "x": "nan", "y": "0.5"}, {"x": [NOT_OF_THE_MAP]}),
        ({"site": "chin", "view": "face", "x": "0.5"}, {"x": [NOT_OF_THE_MAP]}),
        ({"site": "chin", "x": "0.5", "y": "0.5"}, {"x": [NOT_OF_THE_MAP]}),
        ({"site": "chin", "view": "inside"}, {"view": [NOT_OF_THE_MAP]}),
        ({"site": "chin", "count": "0"}, {"count": ["Enter 1 or more."]}),
        ({"site": "chin", "count": "1.5"}, {"count": ["Enter a whole number."]}),
        ({"site": "chin", "size_mm": "0"}, {"size_mm": ["Enter a size of more than 0 mm."]}),
        (
            {"site": "chin", "size_mm": "inf"},
            {"size_mm": ["Enter the size as a number of millimetres."]},
        ),
    ],
)
def test_a_wrong_row_is_refused_with_a_sentence(
    row: dict[str, str], errors: dict[str, list[str]]
) -> None:
    forms = sent(row)
    assert not forms.is_valid()
    assert forms.errors == [errors]


def test_another_site_chosen_from_the_list_does_not_keep_the_old_point() -> None:
    row = {"side": "left", "view": "face", "x": "0.7", "y": "0.6", "placed": "cheek left"}
    moved, left_alone = tracked({"site": "chin", **row}, {"site": "cheek", **row})
    assert (moved.site, moved.view, moved.x) == ("chin", None, None)
    assert (left_alone.site, left_alone.view, left_alone.x) == ("cheek", "face", 0.7)


def test_a_new_spot_gets_a_track_and_an_old_one_keeps_its_own() -> None:
    old, new, other = tracked({"site": "chin", "track": "a"}, {"site": "chin"}, {"site": "nose"})
    assert old.track == "a"
    assert len({old.track, new.track, other.track}) == 3


def test_a_hundred_spots_fit() -> None:
    rows = [{"site": "chin"}] * 100 + [{}] * 2
    assert len(spots(*rows)) == 100


def test_200_spots_get_one_sentence_and_stay_in_the_form() -> None:
    forms = sent(*[{"site": "chin"}] * 200)
    assert not forms.is_valid()
    assert forms.non_form_errors() == [
        "This entry has 200 places. It can have up to 100. Nothing is saved yet. Remove"
        " some of them."
    ]
    assert len(forms.forms) == 200


def test_a_monstrous_count_is_refused() -> None:
    forms = sent({"site": "chin"}, total=1_000_000)
    assert len(forms.forms) == 200, "a thousand rows take seconds to draw"
    assert not forms.is_valid()
    assert forms.non_form_errors() == [
        "There are far more places here than the 100 that an entry can have. Nothing is"
        " saved yet. Remove some of them."
    ]


def test_a_list_that_did_not_arrive_is_not_taken_for_an_empty_one() -> None:
    forms = spot_forms({"spots-0-site": "chin"})
    assert not forms.is_valid()
    assert forms.non_form_errors() == [
        "The list of places didn't get through in full. Nothing is saved yet. Send it again."
    ]


def test_the_spots_of_last_time_come_again_without_what_nobody_counted_today() -> None:
    row = spot_forms(None, (CHEEK,), from_last_entry=True).forms[0]
    assert {name: row[name].value() for name in ("site", "side", "x", "track")} == {
        "site": "cheek",
        "side": "left",
        "x": 0.7,
        "track": "a",
    }
    assert (row["count"].value(), row["size_mm"].value(), row.last_count) == (None, None, 4)


def test_an_entry_that_is_changed_shows_its_numbers() -> None:
    row = spot_forms(None, (CHEEK,)).forms[0]
    assert (row["count"].value(), row["size_mm"].value(), row.last_count) == (4, 2.0, None)
