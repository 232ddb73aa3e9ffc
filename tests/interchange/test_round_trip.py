"""What is written can be read, and says the same."""

import json
from datetime import date, time

import pytest
from hypothesis import given, settings

from tests.interchange.documents import TODAY, as_bytes, with_entry
from tests.interchange.strategies import diaries
from tracker.domain.canonical import canonical, canonical_id, is_uuid
from tracker.domain.records import Child, Concern, Diary, Entry, Spot, Visit
from tracker.domain.timeline import check
from tracker.interchange import WrongDiary, read_diary, read_trusted, write_diary

SOME = settings(max_examples=40)
UUID = "3f2b8c1e-9d4a-4f6b-8e7c-5a1d2b3c4e5f"


@SOME
@given(diaries())
def test_any_diary_comes_back_in_its_canonical_form(diary):
    assert read_diary(write_diary(diary), TODAY) == canonical(diary)


@SOME
@given(diaries())
def test_what_was_read_is_written_as_the_same_bytes(diary):
    written = write_diary(diary)
    assert write_diary(read_diary(written, TODAY)) == written


@SOME
@given(diaries())
def test_the_canonical_form_is_final_and_changes_no_flag(diary):
    assert canonical(canonical(diary)) == canonical(diary)
    assert check(canonical(diary), TODAY) == check(diary, TODAY)


def test_what_is_written_here_is_read_here_whatever_the_words_of_this_version():
    """No other reader takes a word that this version does not know, or a text so long."""
    spots = (Spot("tail", "inside", x=7.5),)
    signs = {"hiccups": "often"}
    entry = Entry(date(2026, 2, 3), "fading", "e", spots=spots, signs=signs, author="A" * 300)
    concern = Concern("c", "freckles", date(2026, 2, 1), entries=(entry,))
    diary = Diary(Child("Noah", date(2026, 1, 10)), concerns=(concern,))
    assert read_trusted(write_diary(diary)) == diary
    with pytest.raises(WrongDiary):
        read_diary(write_diary(diary), TODAY)


@pytest.mark.parametrize("says", [{}, {"false_means_no": False}], ids=["nothing", "that it may"])
def test_a_false_of_an_older_file_is_not_known_and_not_written_again(says):
    value = with_entry(sleep_lost=False, scratched=True, dry=None) | says
    diary = read_diary(as_bytes(value), TODAY)
    (entry,) = diary.concerns[0].entries
    assert (entry.sleep_lost, entry.scratched, entry.dry) == (None, True, None)
    without = read_diary(as_bytes(with_entry(scratched=True)), TODAY)
    assert write_diary(diary) == write_diary(without)


def test_an_answer_of_no_is_written_with_the_word_that_false_means_no():
    value = with_entry(sleep_lost=False, scratched=True) | {"false_means_no": True}
    diary = read_diary(as_bytes(value), TODAY)
    (entry,) = diary.concerns[0].entries
    assert (entry.sleep_lost, entry.scratched, entry.dry) == (False, True, None)
    written = json.loads(write_diary(diary))
    assert written["false_means_no"] is True
    assert written["concerns"][0]["entries"] == value["concerns"][0]["entries"]


def test_keys_and_lists_stand_in_a_fixed_order():
    diary = Diary(
        Child("Noah", date(2026, 1, 10), family_atopy=("asthma", "eczema")),
        concerns=(
            Concern("b", "milia", date(2026, 2, 2)),
            Concern(
                "a",
                "eczema",
                date(2026, 2, 1),
                entries=(
                    Entry(date(2026, 2, 3), "present", "late", time(9, 5), severity=0),
                    Entry(date(2026, 2, 3), "clear", "no time"),
                    Entry(
                        date(2026, 2, 2),
                        "present",
                        "earlier",
                        appearance=("white", "raised"),
                        spots=(Spot("chin", size_mm=2), Spot("nose")),
                        signs={"pus": "no", "nonblanching": "yes"},
                        sleep_lost=True,
                        notes="slept badly – “so so”",
                    ),
                ),
            ),
        ),
        visits=(Visit(date(2026, 3, 2), concerns=("a", "b")), Visit(date(2026, 3, 1))),
    )
    assert write_diary(diary).decode() == EXPECTED


EXPECTED = """\
{
 "format": "milkspot-diary",
 "version": 1,
 "child": {
  "name": "Noah",
  "birth_date": "2026-01-10",
  "family_atopy": [
   "eczema",
   "asthma"
  ]
 },
 "concerns": [
  {
   "id": "b",
   "condition": "milia",
   "named_by": "parent",
   "first_noticed_on": "2026-02-02"
  },
  {
   "id": "a",
   "condition": "eczema",
   "named_by": "parent",
   "first_noticed_on": "2026-02-01",
   "entries": [
    {
     "id": "earlier",
     "date": "2026-02-02",
     "status": "present",
     "sleep_lost": true,
     "appearance": [
      "raised",
      "white"
     ],
     "spots": [
      {
       "site": "chin",
       "size_mm": 2
      },
      {
       "site": "nose"
      }
     ],
     "signs": {
      "nonblanching": "yes",
      "pus": "no"
     },
     "notes": "slept badly – “so so”"
    },
    {
     "id": "no time",
     "date": "2026-02-03",
     "status": "clear"
    },
    {
     "id": "late",
     "date": "2026-02-03",
     "time": "09:05",
     "status": "present",
     "severity": 0
    }
   ]
  }
 ],
 "visits": [
  {
   "date": "2026-03-01"
  },
  {
   "date": "2026-03-02",
   "concerns": [
    "b",
    "a"
   ]
  }
 ]
}
"""


def test_a_diary_too_long_for_indents_is_written_so_that_it_can_be_read(monkeypatch):
    day = date(2026, 2, 1)
    entries = tuple(Entry(day, "present", f"{n}") for n in range(5))
    diary = Diary(Child("Noah", day), (Concern("c1", "milia", day, entries=entries),))
    indented = write_diary(diary)
    monkeypatch.setattr("tracker.interchange.writing.MAX_FILE_SIZE", len(indented) - 1)
    written = write_diary(diary)
    assert json.loads(written) == json.loads(indented)
    assert written.count(b"\n") == 1
    assert len(written) < len(indented) * 0.7
    assert read_diary(written, TODAY) == diary


@pytest.mark.parametrize(
    ("id", "form"),
    [
        (UUID, UUID),
        (UUID.upper(), UUID),
        (UUID.replace("-", ""), UUID),
        (f"{{{UUID}}}", None),
        (f"urn:uuid:{UUID}", None),
        (f"{UUID}\n", None),
        (UUID.replace("3", "\uff13"), None),
        (UUID[:-1], None),
        ("c1", None),
        ("", None),
    ],
    ids=["canonical", "upper case", "no hyphens", "braces", "urn", "newline", "full-width",
         "short", "a word", "empty"],
)  # fmt: skip
def test_an_id_is_a_uuid_or_stays_as_it_is(id, form):
    assert is_uuid(id) == (form is not None)
    assert canonical_id(id) == (form or id)
