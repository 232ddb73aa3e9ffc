from datetime import date, timedelta

import pytest

from tracker.presenters.charts.drawing import (
    MAX_TITLES,
    SHAPES,
    Bins,
    Box,
    DayScale,
    JoinedMarks,
    Mark,
    hatched,
    joined,
    lanes,
    text_width,
    ticks,
    uprights,
)

START = date(2026, 3, 1)


def scale(days: int, left: float = 70, right: float = 325) -> DayScale:
    return DayScale(START, START + timedelta(days=days - 1), left, right)


def test_each_day_has_a_column_of_the_same_width():
    ten = scale(10, 0, 100)
    assert [ten.x(START), ten.centre(START), ten.centre(START + timedelta(days=9))] == [0, 5, 95]
    assert ten.box(START, START + timedelta(days=1), 3, 8) == Box(0, 3, 20, 8)


def test_what_reaches_past_the_picture_is_cut_off_at_its_edges():
    ten = scale(10, 0, 100)
    before, after = START - timedelta(days=5), START + timedelta(days=50)
    assert ten.box(before, after, 0, 8) == Box(0, 0, 100, 8)


@pytest.mark.parametrize("days", [1, 3, 7, 40, 120, 400, 1100, 6000])
def test_a_single_day_can_be_seen_and_stays_within_the_picture(days):
    whole = scale(days)
    for day in (whole.start, whole.end):
        box = whole.box(day, day, 0, 8)
        assert box.width >= 1.5
        assert box.x >= 70
        assert box.right <= 325.1


@pytest.mark.parametrize(
    ("days", "named"),
    [
        pytest.param(3, ["1 Mar", "2 Mar", "3 Mar"], id="days"),
        pytest.param(10, ["1 Mar", "3 Mar", "5 Mar", "7 Mar", "9 Mar"], id="every other day"),
        pytest.param(40, ["1 Mar", "15 Mar", "29 Mar"], id="fortnights"),
        pytest.param(120, ["Mar", "Apr", "May", "Jun"], id="months"),
        pytest.param(400, ["Apr", "Jul", "Oct", "Jan 2027", "Apr"], id="quarters"),
        pytest.param(1100, ["Jul", "Jan 2027", "Jul", "Jan 2028", "Jul"], id="halves"),
        pytest.param(4000, ["2028", "2030", "2032", "2034", "2036"], id="years"),
    ],
)
def test_the_axis_names_as_many_days_as_have_room(days, named):
    assert [tick.label.text for tick in ticks(scale(days), 200, 330)] == named


@pytest.mark.parametrize("days", [*range(1, 60), 90, 120, 200, 365, 400, 800, 1500, 5000])
def test_names_on_the_axis_touch_neither_each_other_nor_the_edges(days):
    for whole, edge in ((scale(days), 330), (scale(days, 2, 668), 670)):
        end = 0.0
        for tick in ticks(whole, 200, edge):
            assert tick.label.start >= end
            end = tick.label.start + text_width(tick.label.text)
            assert end <= edge + 0.01


@pytest.mark.parametrize(
    ("days", "a_column"), [(3, 1), (40, 1), (60, 2), (120, 4), (400, 14), (1100, 28), (6000, 224)]
)
def test_columns_hold_as_many_days_as_a_mark_is_wide(days, a_column):
    bins = Bins.of(scale(days), 6)
    assert bins.days == a_column
    assert bins.centre(bins.index(bins.scale.end)) <= 325


def test_a_column_is_the_taller_the_more_days_were_written():
    bins = Bins(scale(120), 4)
    heights = [bins.tick_height(count, 10) for count in (1, 2, 4, 9)]
    assert heights == [5.5, 7, 10, 10]


def test_hatching_stays_within_its_box():
    stretch = hatched(Box(10, 20, 30, 12))
    points = [
        [float(number) for number in point.split()]
        for line in stretch.lines.split("M")[1:]
        for point in line.split("L")
    ]
    assert len(points) == 16
    assert all(10 <= x <= 40 and 20 <= y <= 32 for x, y in points)


@pytest.mark.parametrize(
    ("stretches", "found"),
    [
        ([], []),
        ([(0, 10), (10, 20)], [0, 0]),
        ([(0, 10), (5, 20), (8, 9)], [0, 1, 2]),
        ([(0, 10), (5, 20), (12, 30)], [0, 1, 0]),
    ],
    ids=["none", "one after the other", "all at once", "room again"],
)
def test_stretches_share_a_lane_where_they_do_not_touch(stretches, found):
    assert lanes(stretches) == found


def test_strokes_stand_on_their_line():
    assert uprights([(5, 8), (7.5, 4)], 20) == "M5 20v-8M7.5 20v-4"


def test_every_shape_has_an_outline_of_its_own():
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_marks_of_one_title_are_one_path_each_at_its_place():
    marks = [Mark("back", 5, 8, "a"), Mark("back", 7.5, 8, "b"), Mark("back", 9, 8, "a")]
    back = SHAPES["back"]
    assert joined(marks) == (
        JoinedMarks(f"M5 8{back}M9 8{back}", "a"),
        JoinedMarks(f"M7.5 8{back}", "b"),
    )


def test_where_there_are_many_titles_the_marks_are_one_path_without_one():
    marks = [Mark("back", x, 8, str(x)) for x in range(MAX_TITLES + 1)]
    (path,) = joined(marks)
    assert path.title == ""
    assert path.outline.count(SHAPES["back"]) == MAX_TITLES + 1
    assert len(joined(marks[1:])) == MAX_TITLES


@pytest.mark.parametrize("shape", ["point", "ring", "back"])
def test_a_shape_that_is_joined_is_relative(shape):
    assert not set(SHAPES[shape]) & set("MLHVACZ")
