import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.builders import after, clear, concern, day, diary, entry, visit
from tracker.domain.records import Care
from tracker.domain.timeline import Timeline
from tracker.presenters.charts import NARROW, WIDE, CourseFacts, course_chart
from tracker.presenters.charts.drawing import text_width

START = "2026-03-01"


def chart(one, on, *others, **given):
    timeline = Timeline.of(diary(one, *others))
    facts = CourseFacts.of(timeline.course(one.id), one.care, timeline, day(on))
    return course_chart(facts, **given)


def xs(marks):
    return [mark.x for mark in marks]


def spans(boxes, drawn):
    """Boxes as the days from and to, counted from 0."""
    days = (drawn.panel.width) / WEEK
    return [
        (round((box.x - drawn.panel.x) / days), round((box.right - drawn.panel.x) / days))
        for box in boxes
    ]


WEEK = 7


def test_a_concern_of_today_shows_a_week_with_one_day_in_it():
    drawn = chart(concern("milia", START), START)
    assert spans(drawn.present, drawn) == [(0, 1)]
    assert drawn.clear == drawn.gaps == drawn.severity.points == drawn.trends == ()
    assert [line.label.text for line in drawn.lines] == ["today", "3 months · 2 Jun"]
    assert drawn.lines[1].x is None
    assert drawn.label == (
        "milk spots, from 1 March 2026 to 1 March 2026, 0 days with entries."
        " There since 1 March 2026."
        " Milk spots for more than 3 months: from 2 June 2026, if still there."
    )


def test_three_days_with_all_that_can_be_written():
    one = concern(
        "heat_rash",
        START,
        entry(START, trend="new", severity=1),
        entry(after(START, 1), trend="worse", severity=3),
        entry(after(START, 2), trend="better", severity=0),
    )
    drawn = chart(one, after(START, 2), width=NARROW)
    assert [mark.shape for mark in drawn.trends] == ["new", "worse", "better"]
    above = [mark.y for mark in drawn.severity.points]
    assert above == [drawn.grid[2], drawn.grid[0], drawn.grid[3]]
    assert xs(drawn.severity.points) == xs(drawn.trends)
    assert len(drawn.severity.lines) == 1
    assert [words.text for words in drawn.side] == [
        "barely there",
        "mild",
        "bad",
        "very bad",
        "worse",
        "the same",
        "better",
        "new",
        "there",
        "entries",
    ]
    assert [
        (line.label.text, line.x is None, [mark.shape for mark in line.marks])
        for line in drawn.lines
    ] == [
        ("today", False, []),
        ("28 days · 30 Mar", True, ["due-visit", "beyond"]),
        ("3 days · 4 Mar", False, ["due-ask"]),
    ]


@pytest.mark.parametrize(("on", "anchor"), [("2026-03-30", "end"), ("2026-05-10", "start")])
def test_the_marks_of_a_limit_stand_between_its_line_and_its_words(on, anchor):
    limit = chart(concern("cradle_cap", START), on).lines[1]
    (mark,) = limit.marks
    assert limit.label.anchor == anchor
    assert min(limit.x, limit.label.x) < mark.x < max(limit.x, limit.label.x)


def test_a_limit_stands_at_the_beginning_of_the_day_on_which_it_falls_due():
    one = concern("cradle_cap", START)
    drawn = chart(one, "2026-04-10")
    limit = drawn.lines[1]
    a_day = drawn.panel.width / 41
    assert limit.x == pytest.approx(drawn.panel.x + 29 * a_day, abs=0.1)  # 30 March
    assert limit.kind == "visit"


def test_a_limit_soon_ahead_has_its_line_in_the_picture():
    drawn = chart(concern("cradle_cap", START), "2026-03-20")
    assert drawn.lines[1].x is not None
    assert drawn.lines[0].x < drawn.lines[1].x


def test_clear_stretches_are_hatched_and_what_was_not_written_is_open():
    one = concern(
        "other",
        START,
        entry(START),
        clear(after(START, 10)),
        entry(after(START, 20)),
        clear(after(START, 60)),
    )
    drawn = chart(one, after(START, 69), width=WIDE)
    a_day = drawn.panel.width / 70

    def days(boxes):
        return [
            (round((box.x - drawn.panel.x) / a_day), round((box.right - drawn.panel.x) / a_day))
            for box in boxes
        ]

    assert days(stretch.box for stretch in drawn.clear) == [(10, 20), (60, 70)]
    assert days(drawn.present) == [(0, 10), (20, 21)]
    assert days(drawn.gaps) == [(21, 60)]
    assert len(drawn.entries.rings) == 2
    assert [words.text for words in drawn.clear_labels] == ["gone", "gone"]
    assert drawn.label == (
        "something else, from 1 March 2026 to 9 May 2026, 4 days with entries."
        " There from 1 March 2026 to 10 March 2026. Gone from 11 March 2026 to 20 March 2026."
        " Back from 21 March 2026 to 29 April 2026. Gone from 30 April 2026 to 9 May 2026."
        " No entries from 22 March 2026 to 29 April 2026."
        " Longer than it usually takes: from 8 March 2026, if still there."
        " Longer than it usually takes: from 28 March 2026, if still there."
    )


def test_clear_days_within_a_spell_are_drawn_and_told_as_clear():
    one = concern("eczema", START, entry(START), clear(after(START, 3)), entry(after(START, 5)))
    drawn = chart(one, after(START, 6))
    assert spans((stretch.box for stretch in drawn.clear), drawn) == [(3, 5)]
    assert spans(drawn.present, drawn) == [(0, 3), (5, 7)]
    assert len(drawn.entries.rings) == 1
    assert [mark.title for mark in drawn.returns] == ["came back on 6 Mar"]
    assert [item.text for item in drawn.key[:3]] == ["there", "gone", "came back"]
    assert (
        " There from 1 March 2026 to 3 March 2026. Gone from 4 March 2026 to 5 March 2026. Back"
        " since 6 March 2026. It was gone for 2 days. It came back within 7 days, so the count"
        " goes on. "
    ) in drawn.label


def test_a_single_day_is_told_as_one():
    one = concern("eczema", START, clear(after(START, 1)), entry(after(START, 2)))
    later = concern("eczema", START, *one.entries, clear(after(START, 3)))
    words = "There on 1 March 2026. Gone on 2 March 2026. Back"
    assert f"{words} since 3 March 2026." in chart(one, after(START, 4)).label
    assert f"{words} on 3 March 2026. Gone from 4" in chart(later, after(START, 4)).label


def test_what_is_clear_at_the_end_of_the_day_is_clear_that_day():
    one = concern("other", START, entry(after(START, 1), "08:00"), clear(after(START, 1), "20:00"))
    drawn = chart(one, after(START, 6))
    assert spans((stretch.box for stretch in drawn.clear), drawn) == [(1, 7)]
    assert spans(drawn.present, drawn) == [(0, 1)]
    assert drawn.returns == ()


def test_the_picture_begins_with_an_entry_before_the_day_first_noticed():
    one = concern("eczema", after(START, 4), clear(START))
    drawn = chart(one, after(START, 6))
    assert spans((stretch.box for stretch in drawn.clear), drawn) == [(0, 4)]
    assert spans(drawn.present, drawn) == [(4, 7)]


@pytest.mark.parametrize(
    ("days_between", "lines"), [(14, 1), (15, 0)], ids=["near enough", "too far apart"]
)
def test_points_are_joined_where_no_long_silence_lies_between(days_between, lines):
    one = concern(
        "other", START, entry(START, severity=1), entry(after(START, days_between), severity=2)
    )
    assert len(chart(one, after(START, 20)).severity.lines) == lines


@pytest.mark.parametrize(
    ("days_between", "open_boxes"), [(14, 0), (15, 1)], ids=["near enough", "too far apart"]
)
def test_a_long_silence_leaves_the_spell_open(days_between, open_boxes):
    one = concern("other", START, entry(START), entry(after(START, days_between)))
    assert len(chart(one, after(START, 20)).gaps) == open_boxes


def test_points_are_not_joined_across_a_clear_day():
    one = concern(
        "other",
        START,
        entry(START, severity=1),
        clear(after(START, 1)),
        entry(after(START, 2), severity=1),
    )
    assert chart(one, after(START, 3)).severity.lines == ()


@pytest.mark.parametrize("days", [3, 40, 120, 400, 1100])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_marks_have_room_beside_each_other_however_many_days(days, width):
    written = (entry(after(START, n), trend="worse", severity=n % 4) for n in range(days))
    drawn = chart(concern("eczema", START, *written), after(START, days - 1), width=width)
    places = xs(drawn.severity.points)
    assert len(places) <= width / 6
    *apart, last = (after - before for before, after in pairwise(places))
    assert min(apart) >= 5.9
    assert last >= 2.9  # the last column may hold fewer days
    assert drawn.panel.x <= min(places)
    assert max(places) <= drawn.panel.right


def test_a_column_of_several_days_shows_the_strongest_and_reaches_to_the_mildest():
    written = (entry(after(START, n), severity=0 if n % 2 else 3) for n in range(120))
    drawn = chart(concern("eczema", START, *written), after(START, 119))
    assert {mark.y for mark in drawn.severity.points} == {drawn.grid[0]}
    assert drawn.severity.ranges.count(f"V{drawn.grid[3]:g}") == len(drawn.severity.points)
    assert drawn.key[0].text == "how bad; each column is 4 days, the dot is the worst"


def test_a_column_keeps_one_mark_for_each_way_it_went():
    days = (
        entry(after(START, n), trend=["worse", "better", "same", "new"][n % 4]) for n in range(120)
    )
    drawn = chart(concern("eczema", START, *days), after(START, 119))
    first = [mark.shape for mark in drawn.trends if mark.x == drawn.trends[0].x]
    assert sorted(first) == ["better", "new", "same", "worse"]


def test_each_trend_has_a_place_of_its_own():
    trends = ("worse", "same", "better", "new")
    days = [entry(after(START, n), trend=trend) for n, trend in enumerate(trends)]
    drawn = chart(concern("eczema", START, *days), after(START, 6))
    assert sorted({mark.y for mark in drawn.trends}) == [mark.y for mark in drawn.trends]
    without = chart(concern("eczema", START, *days[:3]), after(START, 6))
    assert "new" not in [words.text for words in without.side]
    assert without.height < drawn.height


def test_visits_and_care_stand_at_their_days():
    one = concern(
        "eczema",
        START,
        care=(
            Care("moisturiser", day(START), product="oat cream"),
            Care("steroid", day(after(START, 5)), day(after(START, 9))),
            Care("bath", day(after(START, 90))),
        ),
    )
    drawn = chart(one, after(START, 19), visit(after(START, 10), "c1", who="Dr Bell"), visit(START))
    assert [mark.title for mark in drawn.visits] == ["11 Mar: Dr Bell"]
    assert drawn.visits[0].x == drawn.panel.x + round(drawn.panel.width / 20 * 10.5, 1)
    assert [bar.label.text for bar in drawn.care] == ["oat cream", "steroid cream"]
    assert drawn.care[0].box.y < drawn.care[1].box.y
    assert "Visits: 11 March 2026." in drawn.label


def test_what_is_dated_after_the_day_asked_for_is_not_drawn():
    one = concern("other", START, entry(START, severity=1), entry(after(START, 5), severity=3))
    drawn = chart(one, after(START, 3), visit(after(START, 4), "c1"))
    assert len(drawn.severity.points) == 1
    assert drawn.visits == ()


def test_the_compact_chart_is_lower_and_numbers_the_care():
    care = (Care("steroid", day(after(START, 9))), Care("bath", day(START), day(after(START, 3))))
    one = concern("eczema", START, entry(START, trend="worse", severity=1), care=care)
    full, small = chart(one, after(START, 19)), chart(one, after(START, 19), compact=True)
    assert small.height < full.height * 0.8
    assert [words.text for words in small.side] == [*(row.text for row in full.side), "treatment"]
    assert [bar.label.text for bar in small.care] == ["2", "1"]
    assert len({bar.box.y for bar in small.care}) == 1
    assert small.label == full.label


def test_itch_and_lost_sleep_have_a_row_where_they_were_asked():
    one = concern(
        "eczema",
        START,
        entry(START, itch=3, sleep_lost=False),
        entry(after(START, 1), itch=0),
        entry(after(START, 2), sleep_lost=True),
        entry(after(START, 3)),
    )
    drawn = chart(one, after(START, 3))
    assert [words.text for words in drawn.side] == ["itch", "lost sleep", "there", "entries"]
    assert re.findall(r"v-([\d.]+)", drawn.answers) == ["12", "1", "1", "12"]
    assert "Worst itch: very itchy, on 1 March 2026." in drawn.label
    assert "Lost sleep: on 1 of 2 days with an answer." in drawn.label
    silent = chart(concern("eczema", START, entry(START)), after(START, 3))
    assert (silent.answers, [words.text for words in silent.side]) == ("", ["there", "entries"])


def test_everything_stands_within_the_drawing():
    days = tuple(entry(after(START, n), trend="same", severity=2) for n in range(30))
    care = tuple(
        Care(
            "other", day(START) + timedelta(days=n), product="a cream with a very long name, no. 7"
        )
        for n in (0, 10, 29)
    )
    for width in (NARROW, WIDE):
        drawn = chart(
            concern("unsure_rash", START, *days, care=care), after(START, 29), width=width
        )
        words = [line.label for line in drawn.lines] + [tick.label for tick in drawn.ticks]
        words += [bar.label for bar in drawn.care] + list(drawn.side)
        assert all(word.start >= 0 and word.y <= drawn.height for word in words)
        marks = [mark for line in drawn.lines for mark in line.marks]
        assert all(5 <= mark.x <= width - 5 and mark.y >= 5 for mark in marks)
        assert all(bar.box.right <= width for bar in drawn.care)


@given(st.integers(1, 40), st.integers(0, 6), st.integers(1, 30), st.sampled_from([NARROW, WIDE]))
@settings(max_examples=60)
def test_no_line_crosses_the_words_of_another(days, visited, ahead, width):
    told = visit(
        after(START, days - min(visited, days)), "c1", follow_up=after(START, days + ahead)
    )
    one = concern("cradle_cap", START, entry(after(START, days)))
    drawn = chart(one, after(START, days), told, width=width)
    for line, other in product(drawn.lines, repeat=2):
        words = other.label
        if line.x is None or line is other or words.y <= line.top:
            continue
        assert not words.start < line.x < words.start + text_width(words.text)


def on_and_off(times):
    """A rash that was there for three days and then clear for one, so many times."""
    kinds = (entry, entry, entry, clear)
    entries = [
        write(after(START, 4 * n + place))
        for n in range(times)
        for place, write in enumerate(kinds)
    ]
    return concern("eczema", START, *entries)


@pytest.mark.parametrize(
    ("times", "there", "hatched", "text"),
    [
        pytest.param(30, 30, 30, "there", id="few changes are drawn by the day"),
        pytest.param(31, 1, 0, "there on one or more days of a column", id="many by the column"),
    ],
)
def test_a_bar_of_many_parts_is_drawn_by_columns_and_says_so(times, there, hatched, text):
    drawn = chart(on_and_off(times), after(START, 4 * times - 1))
    assert (len(drawn.present), len(drawn.clear)) == (there, hatched)
    assert next(item.text for item in drawn.key if item.kind == "there") == text


def test_a_column_that_was_clear_on_all_its_days_is_hatched():
    gone = [clear(after(START, 124 + n)) for n in range(60)]
    rash = on_and_off(31)
    drawn = chart(replace(rash, entries=(*rash.entries, *gone)), after(START, 183))
    assert (len(drawn.present), len(drawn.clear)) == (1, 1)
    assert drawn.clear[0].box.right == round(drawn.panel.x + drawn.panel.width, 1)


def test_a_course_of_any_length_has_few_marks():
    drawn = chart(on_and_off(500), after(START, 1999), width=WIDE)
    marks = (drawn.present, drawn.clear, drawn.returns, drawn.entries.rings)
    assert all(len(row) <= 60 for row in marks)
