"""The table of entries: what stands in it, and that no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interchange.strategies import diaries
from tests.interchange.test_round_trip import SOME
from tracker.domain.diary_reader import InMemoryDiary
from tracker.domain.records import Child, Concern, Diary, Entry, Photo, Spot
from tracker.domain.vocabulary import ASKED_SIGNS, GLASS_TEST, SIGNS_OF_VERSION_1, TICKS
from tracker.reports.entries_csv import COLUMNS, entries_csv, no_formula
from tracker.reports.triggers_csv import TRIGGER_COLUMNS

FIRST = date(2026, 3, 1)
DOCS = Path(__file__).parents[2] / "docs" / "exports.md"


def a_diary(*entries: Entry, **given: Any) -> Diary:
    named = {"condition": "milia", "title": "bumps on the chin", **given}
    concern = Concern("c1", first_noticed_on=FIRST, entries=entries, **named)
    return Diary(Child("Iris", date(2026, 1, 10)), (concern,))


def rows(diary: Diary) -> list[dict[str, str]]:
    text = b"".join(entries_csv(InMemoryDiary(diary))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def row(**given: Any) -> dict[str, str]:
    (only,) = rows(a_diary(Entry(**{"day": FIRST, "status": "present", **given})))
    return only


def test_every_column_of_an_entry_with_all_there_is() -> None:
    entry = Entry(
        day=date(2026, 3, 3),
        status="present",
        id="e1",
        at=time(19, 30),
        trend="same",
        severity=0,
        itch=3,
        sleep_lost=True,
        scratched=True,
        bleeding=True,
        dry=True,
        appearance=("white", "raised"),
        spots=(
            Spot("cheek", "left", count=12, size_mm=2.0),
            Spot("chin", count=3),
            Spot("behind_ear", "both", size_mm=1.5),
            Spot("nose"),
        ),
        signs={"pus": "no", "nonblanching": "yes", "worried": "not_checked"},
        temperature_c=36.8,
        temperature_how="ear",
        notes='slept badly,\nthen “so so” "well"',
        photos=(Photo("photos/a.jpg"), Photo("photos/b.jpg")),
        author="Ada",
    )
    not_checked = [key for key in ASKED_SIGNS if key not in ("pus", "nonblanching")]
    assert rows(a_diary(entry, named_by="doctor")) == [
        {
            "concern": "bumps on the chin",
            "condition": "milia",
            "named_by": "doctor",
            "spell": "1",
            "day_of_spell": "3",
            "date": "2026-03-03",
            "time": "19:30",
            "status": "present",
            "trend": "same",
            "severity": "0",
            "itch": "3",
            "sleep_lost": "yes",
            "scratched": "yes",
            "bleeding": "yes",
            "dry": "yes",
            "appearance": "raised; white",
            "places": "left cheek (12, 2 mm); chin (3); both behind_ear (1.5 mm); nose",
            "spots": "15",
            "signs_seen": "nonblanching",
            "signs_not_seen": "pus",
            "signs_in_one_list": "",
            "signs_not_checked": "; ".join(not_checked),
            "temperature_c": "36.8",
            "temperature_how": "ear",
            "notes": 'slept badly,\nthen “so so” "well"',
            "photos": "2",
            "author": "Ada",
            "entry": "e1",
        }
    ]


def test_what_was_not_written_is_empty_and_never_a_no() -> None:
    written = {key: cell for key, cell in row().items() if cell}
    assert written == {
        "concern": "bumps on the chin",
        "condition": "milia",
        "named_by": "parent",
        "spell": "1",
        "day_of_spell": "1",
        "date": "2026-03-01",
        "status": "present",
        "signs_not_checked": "all",
        "photos": "0",
    }


def test_an_answer_of_no_is_no() -> None:
    cells = row(scratched=False, sleep_lost=True)
    assert [cells[key] for key in TICKS] == ["yes", "no", "", ""]


def test_an_entry_at_which_nothing_was_seen_of_all_signs() -> None:
    none = row(signs=dict.fromkeys(ASKED_SIGNS, "no"))
    assert _signs(none) == ["", "all", "", ""]


def test_a_no_of_version_1_is_no_sign_that_was_not_seen() -> None:
    none = row(signs=dict.fromkeys(SIGNS_OF_VERSION_1, "no"))
    in_one_list = [
        *(key for key in ASKED_SIGNS if key in SIGNS_OF_VERSION_1 and key != GLASS_TEST),
        "unwell",
    ]
    not_checked = [key for key in ASKED_SIGNS if key not in in_one_list]
    assert _signs(none) == ["", "", "; ".join(in_one_list), "; ".join(not_checked)]


def _signs(cells: dict[str, str]) -> list[str]:
    kinds = ("seen", "not_seen", "in_one_list", "not_checked")
    return [cells[f"signs_{kind}"] for kind in kinds]


def test_a_concern_without_a_title_goes_by_what_it_is_taken_for() -> None:
    (only,) = rows(a_diary(Entry(FIRST, "present"), title="", condition="heat_rash"))
    assert (only["concern"], only["condition"]) == ("heat rash", "heat_rash")


def test_words_of_another_version_stand_as_they_are() -> None:
    entry = Entry(
        FIRST, "present", appearance=("furry",), spots=(Spot("tail"),), signs={"glow": "yes"}
    )
    (only,) = rows(a_diary(entry, title="", condition="from_later"))
    cells = ("concern", "condition", "appearance", "places", "signs_seen")
    assert [only[name] for name in cells] == ["from_later", "from_later", "furry", "tail", "glow"]


def test_days_count_from_the_onset_of_their_spell_and_none_where_it_was_gone() -> None:
    days = ((1, "present"), (4, "present"), (6, "clear"), (8, "present"), (9, "clear"))
    back = ((20, "present"), (21, "present"))
    entries = (Entry(date(2026, 3, day), status) for day, status in (*days, *back))
    told = [(entry["spell"], entry["day_of_spell"]) for entry in rows(a_diary(*entries))]
    assert told == [
        ("1", "1"),
        ("1", "4"),
        ("1", ""),
        ("1", "8"),
        ("1", ""),
        ("2", "1"),
        ("2", "2"),
    ]


def test_concerns_stand_one_after_the_other_each_in_order_of_time() -> None:
    entries = (Entry(date(2026, 3, 5), "present", "late"), Entry(FIRST, "present", "early"))
    chin = Concern("a", "milia", FIRST, entries=entries)
    foot = Concern("b", "other", FIRST, entries=(Entry(FIRST, "present", "foot"),))
    diary = Diary(Child("Iris", FIRST), (chin, foot))
    assert [entry["entry"] for entry in rows(diary)] == ["early", "late", "foot"]


def test_a_child_without_entries_has_a_table_of_names_alone() -> None:
    names = ",".join(column.name for column in COLUMNS)
    assert b"".join(entries_csv(InMemoryDiary(a_diary()))) == f"\ufeff{names}\r\n".encode()


# Spreadsheets take for a formula what begins like one

HOSTILE = [
    "=1+1",
    "+49 30 1234",
    "-2",
    "- itchy again",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org/?"&A1;"here")',
    "  =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u3000＝1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1",
    "−1",
    "\x00=1",
    "\ttext behind a tab",
    "\rtext behind a return",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("field", ["notes", "author"])
def test_what_begins_like_a_formula_gets_an_apostrophe(field: str, text: str) -> None:
    cell = row(**{field: text})[field]
    assert cell[0] == "'"
    assert cell.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("slept well;=1+1", "slept well;'=1+1"),
        ("slept well; =1+1;@x", "slept well;' =1+1;'@x"),
        ("slept well,=1+1", "slept well,'=1+1"),
        ("slept well\n=1+1", "slept well\n'=1+1"),
        ("slept well\n- once\n- twice", "slept well\n'- once\n'- twice"),
        ("slept well\t=1+1", "slept well\t'=1+1"),
        ('";=1+1;"', '";\'=1+1;"'),
        ('so so;"=1+1&"', 'so so;\'"=1+1&"'),
    ],
)
def test_so_does_what_begins_where_cells_end_with_a_semicolon(text: str, cell: str) -> None:
    assert row(notes=text)["notes"] == cell


@pytest.mark.parametrize(
    "text",
    [
        "",
        "red",
        "a-b",
        "1+1=2",
        "ada@example.org",
        "so so, then = better",
        "'quoted'",
        "2026-03-01",
        "first line\nsecond line",
        " leading space",
        "半分 － so so",
    ],
)
def test_other_text_stays_as_it_was_written(text: str) -> None:
    assert row(notes=text)["notes"] == text


@pytest.mark.parametrize("name", ["title", "condition"])
def test_no_word_of_a_concern_is_taken_for_one(name: str) -> None:
    (only,) = rows(a_diary(Entry(FIRST, "present"), **{name: "=1+1"}))
    assert only[{"title": "concern"}.get(name, name)] == "'=1+1"


def test_numbers_are_left_alone() -> None:
    only = row(temperature_c=36.8, severity=2, spots=(Spot("chin", count=3),))
    assert [only[name] for name in ("temperature_c", "severity", "spots")] == ["36.8", "2", "3"]


def begins_like_a_formula(cell: str) -> bool:
    return cell.strip().startswith(tuple("=+-@＝＋－＠"))


def cells_elsewhere(text: str, separator: str) -> Iterator[str]:
    """As a spreadsheet finds them that ends cells otherwise, and so sees quotes within them."""
    for line in re.split(r"[\r\n]", text.removeprefix("\ufeff")):
        yield from (cell.strip('" ') for cell in line.split(separator))


@SOME
@given(diaries())
def test_any_diary_comes_back_and_no_cell_of_it_begins_like_a_formula(diary: Diary) -> None:
    found = rows(diary)
    assert [entry["notes"] for entry in found] == [
        no_formula(entry.notes) for entry in entries(diary)
    ]
    assert [cell for entry in found for cell in entry.values() if begins_like_a_formula(cell)] == []


@given(st.text("=+-@＝;,\t\r\n '\"a\xa0", max_size=12))
def test_no_text_makes_a_cell_that_begins_like_a_formula(text: str) -> None:
    (only,) = rows(a_diary(Entry(FIRST, "present", notes=text)))
    assert only["notes"] == no_formula(text)
    assert only["notes"].replace("'", "") == text.replace("'", "")
    written = b"".join(
        entries_csv(InMemoryDiary(a_diary(Entry(FIRST, "present", notes=text))))
    ).decode()
    cells = [only["notes"], *cells_elsewhere(written, ";"), *cells_elsewhere(written, "\t")]
    assert [cell for cell in cells if begins_like_a_formula(cell)] == []


def entries(diary: Diary) -> Iterator[Entry]:
    held = InMemoryDiary(diary)
    for concern in diary.concerns:
        yield from held.entries_of(concern)


# A table longer than memory


def test_the_first_part_asks_for_few_entries() -> None:
    asked = 0

    class Counting(InMemoryDiary):
        def entries_of(self, concern: Concern) -> Iterator[Entry]:
            nonlocal asked
            for entry in super().entries_of(concern):
                asked += 1
                yield entry

    entries = (Entry(date.fromordinal(FIRST.toordinal() + n), "present") for n in range(5_000))
    parts = entries_csv(Counting(a_diary(*entries)))
    assert len(next(parts)) < 70_000
    assert asked < 1_500
    assert sum(part.count(b"\r\n") for part in parts) > 3_500
    assert asked == 5_000


def test_the_documentation_names_every_column_and_what_it_means() -> None:
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", DOCS.read_text(encoding="utf-8"), re.M)
    columns = [*COLUMNS, *TRIGGER_COLUMNS]
    assert told == [(column.name, str(column.meaning)) for column in columns]
