"""Photos on the doctor's page."""

from datetime import date

import pytest

from tests.domain.builders import concern, diary, entry
from tracker.domain.records import Concern, Photo, Spot
from tracker.domain.rules import STANDARD_RULES
from tracker.domain.summary import Choice, Span, summarise
from tracker.presenters.summary import PhotoRow, Sheet, sheet

TODAY = date(2026, 5, 20)
SPAN = Span(date(2026, 5, 1), TODAY)


def shown(written, photo_address=str, **chosen) -> Sheet:
    summary = summarise(written, TODAY, Choice(SPAN, **chosen), STANDARD_RULES)
    return sheet(summary, photo_address=photo_address)


def photographed(*photos: Photo, **given) -> Concern:
    return concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", trend="new", spots=(Spot("chin"),)),
        entry("2026-05-04", severity=2, spots=(Spot("cheek", "left"),), photos=photos),
        title="patches",
        **given,
    )


def test_a_photo_says_its_day_its_place_and_why_it_is_shown():
    photo = Photo("photos/1.jpg", view="close", caption="after the bath")
    (block,) = shown(diary(photographed(photo))).blocks
    assert block.photos == (
        PhotoRow(
            file="photos/1.jpg",
            address="photos/1.jpg",
            label="First, worst in this period, latest",
            day="4 May",
            how="bad",
            place="left cheek",
            view="close up",
            caption="after the bath",
            size="",
            alt="Photo: first, worst in this period, latest, 4 May, left cheek, close up,"
            " bad, after the bath",
            is_private=False,
            is_picked=False,
        ),
    )


def test_the_renderer_says_where_the_pictures_are():
    written = diary(photographed(Photo("photos/1.jpg")))
    page = shown(written, photo_address=lambda file: f"/there/{file}")
    assert [row.address for row in page.blocks[0].photos] == ["/there/photos/1.jpg"]


def test_other_photos_stand_under_the_number_and_name_of_their_concern():
    bare = concern("hives", "2026-05-01", entry("2026-05-02"), id="c2")
    written = diary(bare, photographed(Photo("1"), Photo("2"), Photo("3")))
    (section,) = shown(written, with_other_photos=True).other_photos
    assert section.title == "2 · patches"
    assert [(row.file, row.label, row.day) for row in section.photos] == [
        ("2", "", "4 May"),
        ("3", "", "4 May"),
    ]
    assert shown(written).other_photos == ()


@pytest.mark.parametrize(
    ("given", "how"),
    [({"severity": 0}, "barely there"), ({}, ""), ({"status": "clear", "severity": None}, "gone")],
    ids=["strength", "none recorded", "gone"],
)
def test_a_photo_says_how_strong_it_was(given, how):
    record = entry("2026-05-02", photos=(Photo("1"),), **given)
    page = shown(diary(concern("eczema", "2026-05-01", record)), picked=("1",))
    assert [row.how for row in page.blocks[0].photos] == [how]
    assert page.blocks[0].photos[0].is_picked


def test_after_a_return_the_first_photo_is_not_called_the_first():
    came_back = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", photos=(Photo("old"),)),
        entry("2026-05-02", status="clear"),
        entry("2026-05-12", photos=(Photo("new"),)),
        entry("2026-05-13", photos=(Photo("last"),)),
    )
    assert [row.label for row in shown(diary(came_back)).blocks[0].photos] == [
        "First since it came back",
        "Latest",
    ]


def test_a_photo_says_the_size_of_the_spot_at_its_place():
    photo = Photo("photos/1.jpg", site="chin")
    spots = (Spot("chin", size_mm=4), Spot("chin", size_mm=12.5), Spot("neck", size_mm=30))
    written = diary(
        concern("eczema", "2026-05-01", entry("2026-05-04", spots=spots, photos=(photo,)))
    )
    assert [row.size for row in shown(written).blocks[0].photos] == ["12.5 mm"]
