"""The photos of the summary, on the first page and on the following ones."""

from datetime import date

import pytest

from tests.domain.builders import clear, concern, day, diary, entry
from tracker.domain.records import Concern, Entry, Photo, Spot
from tracker.domain.rules import STANDARD_RULES
from tracker.domain.summary import (
    Choice,
    Span,
    Summary,
    SummaryPhoto,
    default_paper,
    photos_of,
    summarise,
)

ON = "2026-05-20"
MAY = Span(date(2026, 5, 1), date(2026, 5, 20))


def shot(on: str, *files: str, at: str | None = None, **given) -> Entry:
    """An entry with these photos."""
    photos = tuple(Photo(file) for file in files or (on,))
    return entry(f"2026-{on}", at, photos=photos, **given)


def summary_of(*concerns: Concern, span=MAY, **chosen) -> Summary:
    return summarise(diary(*concerns), day(ON), Choice(span, **chosen), STANDARD_RULES)


def kinds(photos: tuple[SummaryPhoto, ...]) -> dict[str, tuple[str, ...]]:
    return {photo.photo.file: photo.kinds for photo in photos}


def front(*concerns: Concern, **chosen) -> dict[str, tuple[str, ...]]:
    return kinds(
        tuple(photo for row in summary_of(*concerns, **chosen).concerns for photo in row.photos)
    )


def others(*concerns: Concern, **chosen) -> list[str]:
    rows = summary_of(*concerns, **chosen).concerns
    return [photo.photo.file for row in rows for photo in row.other_photos]


def rash(*entries: Entry, id: str = "c1", **given) -> Concern:
    return concern("eczema", "2026-04-01", *entries, id=id, **given)


LONG = rash(
    shot("04-02", severity=1),
    shot("05-01", severity=1),
    shot("05-04", severity=3),
    shot("05-09", severity=2),
    shot("05-12", severity=3),
    shot("05-19", severity=1),
)


# The first page


def test_the_first_page_has_the_first_the_strongest_and_the_latest_in_order_of_time():
    assert front(LONG) == {
        "04-02": ("first",),
        "05-04": ("strongest",),
        "05-19": ("latest",),
    }


def test_photos_stand_in_order_of_time_however_they_were_written():
    assert list(front(rash(*reversed(LONG.entries)))) == list(front(LONG))


def test_what_is_several_things_at_once_is_shown_once():
    assert front(rash(shot("05-04", severity=2))) == {"05-04": ("first", "strongest", "latest")}


def test_after_a_return_the_first_since_then_is_shown_as_that():
    came_back = rash(shot("04-02"), clear("2026-04-10"), shot("05-02"), shot("05-03"))
    assert front(came_back) == {"05-02": ("returned",), "05-03": ("latest",)}


def test_a_strongest_day_without_a_photo_has_none_and_a_weaker_one_does_not_stand_in():
    course = rash(entry("2026-05-02", severity=3), shot("05-04", severity=2), shot("05-09"))
    assert front(course) == {"05-04": ("first",), "05-09": ("latest",)}


def test_of_days_that_are_equally_strong_the_first_with_a_photo_is_shown():
    course = rash(shot("05-01"), entry("2026-05-02", severity=3), shot("05-04", severity=3))
    assert front(course)["05-04"] == ("strongest", "latest")


def test_strength_before_the_span_and_days_on_which_it_was_gone_do_not_count():
    course = rash(
        shot("04-02", severity=3),
        shot("05-04", severity=1),
        shot("05-09"),
        shot("05-12", status="clear"),
    )
    assert front(course) == {"04-02": ("first",), "05-04": ("strongest",), "05-09": ("latest",)}


def test_of_an_entry_with_several_photos_it_is_the_one_that_the_parent_put_first():
    course = rash(shot("05-04", "whole", "close"), shot("05-09", "b", "a", at="08:00"))
    assert front(course) == {"whole": ("first",), "b": ("latest",)}


def test_four_photos_are_shared_among_the_concerns_in_turn():
    one = rash(shot("05-02", "a1"), shot("05-03", "a2", severity=3), shot("05-04", "a3"))
    two = rash(shot("05-02", "b1"), shot("05-03", "b2", severity=3), shot("05-04", "b3"), id="c2")
    assert list(front(one, two)) == ["a1", "a2", "b1", "b2"]
    three = rash(shot("05-02", "c1"), id="c3")
    assert list(front(one, two, three)) == ["a1", "a2", "b1", "c1"]


def test_what_the_parent_picks_comes_first_and_may_be_of_any_day():
    assert front(LONG, picked=("05-09", "05-04")) == {
        "04-02": ("first",),
        "05-04": ("picked", "strongest"),
        "05-09": ("picked",),
        "05-19": ("latest",),
    }
    early = rash(shot("04-02"), shot("04-03"), shot("05-02"))
    assert front(early, picked=("04-03",))["04-03"] == ("picked",)


def test_picks_leave_no_room_for_others_and_the_fifth_follows():
    picked = ("05-01", "05-04", "05-09", "05-12", "05-19")
    assert list(front(LONG, picked=picked)) == ["05-01", "05-04", "05-09", "05-12"]
    assert others(LONG, picked=picked) == ["05-19"]


def test_a_pick_that_is_there_no_more_or_of_a_concern_not_chosen_is_left_out():
    other = rash(shot("05-02", "b1"), id="c2")
    assert front(LONG, other, picked=("gone", "b1"), concerns=("c1",)) == front(LONG)


# The following pages


def test_other_photos_follow_where_they_are_wanted_and_only_those_of_the_span():
    course = rash(shot("04-01"), *LONG.entries)
    assert others(course) == []
    assert others(course, with_other_photos=True) == ["05-01", "05-09", "05-12"]


def test_days_on_which_it_was_gone_are_among_the_others():
    course = rash(shot("05-02"), shot("05-12", status="clear"))
    assert others(course, with_other_photos=True) == ["05-12"]


# Private places, and where it is


BOTTOM = (Spot("bottom"),)


@pytest.mark.parametrize(
    ("photo", "spots", "condition", "private"),
    [
        (Photo("p", "bottom"), (), "eczema", True),
        (Photo("p", "cheek"), BOTTOM, "eczema", False),
        (Photo("p"), BOTTOM, "eczema", True),
        (Photo("p"), (), "diaper_rash", True),
        (Photo("p"), (), "eczema", False),
    ],
    ids=["its own site", "another site", "that of its entry", "by condition", "no site"],
)
def test_a_photo_of_a_private_place_is_shown_only_where_it_is_picked(
    photo, spots, condition, private
):
    record = entry("2026-05-02", photos=(photo,), spots=spots, severity=3)
    course = concern(condition, "2026-05-01", record)
    assert (front(course) == {}) is private
    assert (others(course, with_other_photos=True) == []) is True
    assert "picked" in front(course, picked=("p",))["p"]
    assert [one.is_private for one in photos_of(course)] == [private]


def test_a_private_place_of_another_entry_hides_a_photo_that_names_none():
    course = concern("eczema", "2026-05-01", shot("05-02"), entry("2026-05-03", spots=BOTTOM))
    assert front(course) == {}


@pytest.mark.parametrize(
    ("site", "spots", "place"),
    [
        ("", (Spot("cheek", "left"),), ("cheek", "left")),
        ("", (Spot("cheek", "left"), Spot("cheek", "left", count=2)), ("cheek", "left")),
        ("", (Spot("cheek", "left"), Spot("chin")), ("", None)),
        ("", (), ("", None)),
        ("cheek", (Spot("cheek", "left"), Spot("chin")), ("cheek", "left")),
        ("cheek", (Spot("cheek", "left"), Spot("cheek", "right")), ("cheek", None)),
        ("nose", (Spot("chin"),), ("nose", None)),
    ],
    ids=[
        "that of an entry with one place",
        "two spots at one place",
        "none of an entry with two",
        "none",
        "its own with the side of its entry",
        "its own without a side where there are two",
        "its own, where its entry names another",
    ],
)
def test_where_a_photo_was_taken_is_told_as_far_as_it_was_written(site, spots, place):
    (photo,) = photos_of(rash(entry("2026-05-02", photos=(Photo("p", site),), spots=spots)))
    assert (photo.site, photo.side) == place


# What goes with it


def test_a_caption_is_a_note():
    course = rash(entry("2026-05-02", photos=(Photo("p", caption="my words"),)))
    assert "my words" in repr(summary_of(course))
    assert "my words" not in repr(summary_of(course, with_notes=False))


def test_without_the_log_nothing_of_it_is_told_and_the_rest_stays():
    summary = summary_of(LONG, with_log=False)
    assert summary.concerns[0].log == ()
    assert len(summary.concerns[0].course) == 5
    assert summary.span == MAY


@pytest.mark.parametrize(
    ("country", "paper"), [("US", "letter"), ("CA", "letter"), ("GB", "a4"), ("", "a4")]
)
def test_paper_is_what_the_printers_of_the_country_hold(country, paper):
    assert default_paper(country) == paper
