"""Photos in words: the day, the count of days, the place, and which two go together."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from tests.domain.builders import clear, concern, entry
from tracker.domain.spells import Course
from tracker.models import Entry, Photo
from tracker.presenters.log import entry_rows
from tracker.presenters.photos import (
    PhotoCard,
    photo_card,
    photo_choices,
    photo_pair,
    photo_position,
    rows_with_photos,
)
from tracker.queries.photos import PhotoOfEntry

TODAY = date(2026, 5, 10)
SPELLS = Course.of(
    concern("milia", "2026-03-01", clear("2026-03-20"), entry("2026-04-01"), clear("2026-04-10"))
).spells_on(TODAY)


def card(number: int = 1, **given: Any) -> PhotoCard:
    values = {"on": date(2026, 3, 3), "status": "present", "at": None, "is_private": False}
    values |= given
    entry = Entry(uuid=UUID(int=99), day=values.pop("on"), status=values.pop("status"))
    entry.at = values.pop("at")
    is_private = values.pop("is_private")
    photo = Photo(uuid=UUID(int=number), entry=entry, width=80, height=60, **values)
    return photo_card(PhotoOfEntry(photo, is_private), SPELLS, TODAY)


def ids(*numbers: int) -> list[str]:
    return [str(UUID(int=number)) for number in numbers]


def test_a_photo_says_what_is_known_of_it() -> None:
    said = card(site="chin", view="close", caption="by the window", is_private=True)
    assert said == PhotoCard(
        id=str(UUID(int=1)),
        entry=str(UUID(int=99)),
        day="3 March 2026",
        short="3 Mar",
        count="day 3",
        place="chin",
        view="close up",
        caption="by the window",
        alt="Photo: 3 March 2026, day 3, chin, close up, by the window",
        width=80,
        height=60,
        is_private=True,
        is_removed=False,
    )
    assert said.text == "3 Mar, day 3, chin, close up"


def test_a_photo_without_words_says_its_day() -> None:
    said = card()
    assert (said.place, said.view, said.caption) == ("", "", "")
    assert said.alt == "Photo: 3 March 2026, day 3"


@pytest.mark.parametrize(
    ("on", "status", "count"),
    [
        pytest.param(date(2026, 3, 1), "present", "day 1", id="the onset"),
        pytest.param(date(2026, 3, 20), "clear", "gone", id="clear"),
        pytest.param(date(2026, 4, 2), "present", "day 2", id="the second spell"),
    ],
)
def test_days_count_from_the_onset_of_their_spell(on: date, status: str, count: str) -> None:
    assert card(on=on, status=status).count == count


def test_each_entry_has_its_own_photos() -> None:
    entries = [entry("2026-03-03", id=str(UUID(int=99))), entry("2026-03-02", id="another")]
    rows = rows_with_photos(entry_rows(entries, SPELLS, "C"), [card(1), card(2)])
    assert [(row.id, [one.id for one in cards]) for row, cards in rows] == [
        (str(UUID(int=99)), ids(1, 2)),
        ("another", []),
    ]


def test_a_photo_has_neighbours_in_time() -> None:
    cards = [card(1), card(2), card(3)]
    first, middle, last = (photo_position(cards, one.id) for one in cards)
    assert (first.number, first.total, first.earlier, first.later) == (1, 3, None, cards[1])
    assert (middle.earlier, middle.later) == (cards[0], cards[2])
    assert (last.number, last.earlier, last.later) == (3, cards[1], None)


WHOLE, CLOSE = {"view": "whole"}, {"view": "close"}


@pytest.mark.parametrize(
    ("views", "a", "b", "pair"),
    [
        pytest.param([{}, {}, {}], 2, 1, (2, 1), id="both chosen"),
        pytest.param([{}, {}, {}], 0, 0, (1, 3), id="none chosen: the oldest and the newest"),
        pytest.param([WHOLE, CLOSE, CLOSE], 0, 0, (2, 3), id="the oldest like the newest"),
        pytest.param([WHOLE, CLOSE, WHOLE], 1, 0, (1, 3), id="the newest like the first"),
        pytest.param([WHOLE, WHOLE, CLOSE], 0, 2, (1, 2), id="the oldest like the second"),
        pytest.param([WHOLE, CLOSE], 0, 0, (1, 2), id="none like it: the other one"),
        pytest.param([{}, {}, {}], 3, 0, (3, 2), id="never the same by itself"),
        pytest.param([{}, {}], 99, 98, (1, 2), id="unknown ones count for nothing"),
    ],
)
def test_two_photos_to_compare(
    views: list[dict[str, str]], a: int, b: int, pair: tuple[int, int]
) -> None:
    cards = [card(number, **view) for number, view in enumerate(views, start=1)]
    found = photo_pair(cards, *ids(a, b))
    assert found is not None
    assert [found.a.id, found.b.id] == ids(*pair)


@pytest.mark.parametrize("number", [0, 1])
def test_one_photo_is_no_pair(number: int) -> None:
    assert photo_pair([card(1)][:number], "", "") is None


@pytest.mark.parametrize(
    ("a", "b", "is_private"),
    [(False, False, False), (True, False, True), (False, True, True)],
)
def test_a_pair_with_a_private_photo_is_private(a: bool, b: bool, is_private: bool) -> None:
    pair = photo_pair([card(1, is_private=a), card(2, is_private=b)], "", "")
    assert pair is not None
    assert pair.is_private == is_private


def test_photos_that_would_read_the_same_are_numbered() -> None:
    cards = [card(1), card(2, at=time(8)), card(3, on=date(2026, 3, 4), view="close")]
    assert [text for _id, text in photo_choices(cards)] == [
        "3 Mar, day 3 (1)",
        "3 Mar, day 3 (2)",
        "4 Mar, day 4, close up",
    ]
