"""The reader of a diary in memory, and spells computed without keeping the entries."""

from collections.abc import Iterator

import pytest

from tests.domain.builders import clear, concern, day, diary, entry
from tracker.domain.canonical import canonical
from tracker.domain.diary_reader import InMemoryDiary
from tracker.domain.records import Entry, Spot
from tracker.domain.spells import Course, DayEntries, Spell, spells_by_day

FIRST = day("2026-03-01")
LATE, EARLY = entry("2026-03-09"), entry("2026-03-02", spots=(Spot("chin"), Spot("nose")))
RASH = concern("eczema", FIRST, LATE, EARLY, id="rash")
MARK = concern("other", FIRST, entry("2026-03-03", spots=(Spot("foot"),)), id="mark")


@pytest.fixture
def reader() -> InMemoryDiary:
    return InMemoryDiary(diary(RASH, MARK))


def test_its_diary_has_all_but_the_entries(reader):
    assert [(row.id, row.entries) for row in reader.diary.concerns] == [("rash", ()), ("mark", ())]
    assert reader.diary.child == reader.full_diary.child


def test_entries_come_in_order_and_as_often_as_they_are_asked_for(reader):
    rash = reader.diary.concerns[0]
    assert list(reader.entries_of(rash)) == list(reader.entries_of(rash)) == [EARLY, LATE]
    assert list(reader.outlines_of(rash)) == [EARLY, LATE]


def test_the_sites_are_those_of_the_concern(reader):
    assert [set(reader.sites_of(row)) for row in reader.diary.concerns] == [
        {"chin", "nose"},
        {"foot"},
    ]


def test_spells_are_followed_without_asking_for_more_entries_than_those_of_a_day():
    asked: list[Entry] = []

    def entries() -> Iterator[Entry]:
        for day_entries in (entry("2026-03-02"), entry("2026-03-02"), clear("2026-03-04"), LATE):
            asked.append(day_entries)
            yield day_entries

    sightings = spells_by_day(FIRST, entries())
    assert next(sightings) == (DayEntries(FIRST, ()), 0, Spell(FIRST))
    sighting, ended, spell = next(sightings)
    assert (len(sighting.entries), ended, spell) == (2, 0, Spell(FIRST))
    assert len(asked) == 3  # the first of the next day tells that this one is over


def test_following_says_what_the_course_says():
    days = (entry("2026-03-02"), clear("2026-03-04"), clear("2026-03-05"), entry("2026-03-20"))
    rows = [
        (day_entries.day, ended, spell) for day_entries, ended, spell in spells_by_day(FIRST, days)
    ]
    back = day("2026-03-20")
    assert rows == [
        (FIRST, 0, Spell(FIRST)),
        (day("2026-03-02"), 0, Spell(FIRST)),
        (day("2026-03-04"), 0, Spell(FIRST, day("2026-03-04"))),
        (day("2026-03-05"), 0, Spell(FIRST, day("2026-03-04"))),
        (back, 1, Spell(back)),
    ]
    course = Course.of(concern("eczema", FIRST, *days))
    assert course.spells_on(back) == (rows[3][2], rows[4][2])


def test_words_of_another_version_stand_last_and_stop_nothing():
    glow = entry("2026-03-02", appearance=("furry", "white", "raised"))
    signs = {"tail": "yes", "pus": "no", "nonblanching": "yes"}
    day_entries = Entry(glow.day, "present", appearance=glow.appearance, signs=signs)
    (written,) = canonical(diary(concern("eczema", FIRST, day_entries))).concerns[0].entries
    assert written.appearance == ("raised", "white", "furry")
    assert list(written.signs) == ["nonblanching", "pus", "tail"]
