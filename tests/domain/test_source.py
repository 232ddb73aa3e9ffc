"""A diary that is held, asked like one that is not; and spells without holding the entries."""

from collections.abc import Iterator

import pytest

from tests.domain.builders import clear, concern, day, diary, entry
from tracker.domain.canonical import canonical
from tracker.domain.records import Entry, Spot
from tracker.domain.source import Held
from tracker.domain.spells import Course, Spell, follow

FIRST = day("2026-03-01")
LATE, EARLY = entry("2026-03-09"), entry("2026-03-02", spots=(Spot("chin"), Spot("nose")))
RASH = concern("eczema", FIRST, LATE, EARLY, id="rash")
MARK = concern("other", FIRST, entry("2026-03-03", spots=(Spot("foot"),)), id="mark")


@pytest.fixture
def held() -> Held:
    return Held(diary(RASH, MARK))


def test_its_diary_has_all_but_the_entries(held):
    assert [(row.id, row.entries) for row in held.diary.concerns] == [("rash", ()), ("mark", ())]
    assert held.diary.child == held.whole.child


def test_entries_come_in_order_and_as_often_as_they_are_asked_for(held):
    rash = held.diary.concerns[0]
    assert list(held.entries_of(rash)) == list(held.entries_of(rash)) == [EARLY, LATE]
    assert list(held.looks_of(rash)) == [EARLY, LATE]


def test_the_sites_are_those_of_the_concern(held):
    assert [set(held.sites_of(row)) for row in held.diary.concerns] == [{"chin", "nose"}, {"foot"}]


def test_spells_are_followed_without_asking_for_more_entries_than_those_of_a_day():
    asked: list[Entry] = []

    def entries() -> Iterator[Entry]:
        for look in (entry("2026-03-02"), entry("2026-03-02"), clear("2026-03-04"), LATE):
            asked.append(look)
            yield look

    days = follow(FIRST, entries())
    look, ended, spell = next(days)
    assert (len(look.entries), ended, spell) == (2, 0, Spell(FIRST))
    assert len(asked) == 3  # the first of the next day tells that this one is over


def test_following_says_what_the_course_says():
    looks = (entry("2026-03-02"), clear("2026-03-04"), clear("2026-03-05"), entry("2026-03-20"))
    told = [(look.day, ended, spell) for look, ended, spell in follow(FIRST, looks)]
    back = day("2026-03-20")
    assert told == [
        (day("2026-03-02"), 0, Spell(FIRST)),
        (day("2026-03-04"), 0, Spell(FIRST, day("2026-03-04"))),
        (day("2026-03-05"), 0, Spell(FIRST, day("2026-03-04"))),
        (back, 1, Spell(back)),
    ]
    course = Course.of(concern("eczema", FIRST, *looks))
    assert course.spells_on(back) == (told[2][2], told[3][2])


def test_words_of_another_version_stand_last_and_stop_nothing():
    glow = entry("2026-03-02", appearance=("furry", "white", "raised"))
    signs = {"tail": "yes", "pus": "no", "nonblanching": "yes"}
    look = Entry(glow.day, "present", appearance=glow.appearance, signs=signs)
    (written,) = canonical(diary(concern("eczema", FIRST, look))).concerns[0].entries
    assert written.appearance == ("raised", "white", "furry")
    assert list(written.signs) == ["nonblanching", "pus", "tail"]
