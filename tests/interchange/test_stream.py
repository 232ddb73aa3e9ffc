"""Written while it is sent: the same bytes as at once, and never more asked for than is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given

from tests.interchange.strategies import diaries
from tests.interchange.test_round_trip import SOME
from tracker.domain.diary_reader import InMemoryDiary
from tracker.domain.records import Child, Concern, Diary, Entry
from tracker.interchange import diary_parts, write_diary
from tracker.interchange.stream import LazyList, in_blocks, json_parts

DAY = date(2026, 2, 1)


class Counting(InMemoryDiary):
    """Counts the entries that were asked for."""

    asked = 0

    def entries_of(self, concern: Concern) -> Iterator[Entry]:
        for entry in super().entries_of(concern):
            type(self).asked += 1
            yield entry


def long_diary(entries: int) -> Diary:
    written = tuple(Entry(DAY, "present", f"{n}", notes="so so") for n in range(entries))
    return Diary(Child("Noah", DAY), (Concern("c1", "milia", DAY, entries=written),))


@SOME
@given(diaries())
def test_the_parts_of_any_diary_are_what_is_written_at_once(diary: Diary) -> None:
    assert b"".join(diary_parts(InMemoryDiary(diary))) == write_diary(diary)


def test_a_diary_too_long_for_indents_is_on_one_line_in_parts_too(monkeypatch) -> None:
    diary = long_diary(5)
    indented = write_diary(diary)
    monkeypatch.setattr("tracker.interchange.writing.MAX_FILE_SIZE", len(indented) - 1)
    parts = b"".join(diary_parts(InMemoryDiary(diary)))
    assert parts == write_diary(diary)
    assert parts.count(b"\n") == 1


@pytest.mark.parametrize(("at_most", "lines"), [(0, 138), (-1, 1)], ids=["fits", "a byte too long"])
def test_the_longest_diary_with_indents(monkeypatch, at_most: int, lines: int) -> None:
    diary = long_diary(20)
    longest = len(write_diary(diary)) + at_most
    monkeypatch.setattr("tracker.interchange.writing.MAX_FILE_SIZE", longest)
    assert b"".join(diary_parts(InMemoryDiary(diary))).count(b"\n") == lines


def test_the_first_part_asks_for_few_entries(monkeypatch) -> None:
    monkeypatch.setattr(Counting, "asked", 0)
    monkeypatch.setattr("tracker.interchange.writing.MAX_FILE_SIZE", 100_000)
    monkeypatch.setattr("tracker.interchange.writing.MAX_INDENTED", 20_000)
    parts = diary_parts(Counting(long_diary(20_000)))
    first = next(parts)
    # Some 100,000 bytes to see that it is too long for indents, and the first block itself.
    assert len(first) < 70_000
    assert Counting.asked < 4_000
    assert sum(map(len, parts)) > 1_000_000
    assert Counting.asked > 20_000


@pytest.mark.parametrize(("entries", "lines"), [(5, 48), (6, 1)])
def test_a_diary_of_many_entries_is_on_one_line_and_read_once(
    monkeypatch, entries: int, lines: int
) -> None:
    monkeypatch.setattr(Counting, "asked", 0)
    monkeypatch.setattr("tracker.interchange.writing.MAX_INDENTED", 5)
    written = b"".join(diary_parts(Counting(long_diary(entries))))
    assert written.count(b"\n") == lines
    assert Counting.asked == (entries if lines == 1 else 2 * entries)


@SOME
@given(diaries())
def test_any_diary_is_written_as_the_library_writes_it(diary: Diary) -> None:
    written = write_diary(diary).decode()
    assert json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n" == written


# The list whose items are made later


def test_only_the_first_item_is_made_at_once() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for n in range(3):
            made.append(n)
            yield n

    later = LazyList(items())
    assert made == [0]
    assert bool(later)
    assert list(later) == [0, 1, 2]


@pytest.mark.parametrize(
    "form", [{"indent": 1}, {"separators": (",", ":")}], ids=["indent", "line"]
)
@pytest.mark.parametrize("items", [[], [1], [{"a": [1.5, None]}, "ü"]], ids=["none", "one", "two"])
def test_it_is_written_as_the_same_list_would_be(items: list, form: dict) -> None:
    written = b"".join(json_parts({"a": LazyList(iter(items))}, **form))
    assert written.decode() == json.dumps({"a": items}, ensure_ascii=False, **form) + "\n"


def test_blocks_are_utf_8_and_none_is_empty() -> None:
    blocks = list(in_blocks(["ü" * 70_000, "", "x"]))
    assert [len(block) for block in blocks] == [140_000, 1]
    assert list(in_blocks(["", ""])) == []
