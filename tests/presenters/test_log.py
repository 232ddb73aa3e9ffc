import pytest

from tests.domain.builders import clear, concern, day, entry, note
from tracker.domain.records import Spot
from tracker.domain.spells import Course
from tracker.domain.vocabulary import GATE, GLASS_TEST, SIGNS_OF_VERSION_1
from tracker.presenters.log import entry_row, signs_seen


def row(record, *others, unit="C"):
    one = concern("eczema", "2026-03-01", *others, record)
    return entry_row(record, Course.of(one).spells_on(day("2026-12-31")), unit)


def test_everything_that_was_written_is_said():
    record = entry(
        "2026-03-03",
        "03:12",
        yes="warmth pus",
        trend="worse",
        severity=2,
        itch=3,
        sleep_lost=True,
        scratched=True,
        bleeding=True,
        dry=True,
        appearance=("raised", "white"),
        spots=(Spot("cheek", "left", count=3, size_mm=2.5), Spot("cheek"), Spot("chin")),
        temperature_c=38.2,
        notes="<b>a</b>",
        author="Ada",
    )
    said = row(record)
    assert (said.day, said.time, said.day_number) == ("Tue 3 March 2026", "03:12", 3)
    assert said.summary == ("worse, bad, very itchy, lost sleep, scratched, bleeding, dry skin")
    assert said.appearance == "raised, white"
    assert said.places == ("left cheek: 3 spots, 2.5 mm", "cheek, side not given", "chin")
    assert said.signs == ("little bumps with pus", "warmer than the skin round it")
    assert (said.temperature, said.notes, said.author) == ("38.2 °C", "<b>a</b>", "Ada")


def test_an_entry_that_says_nothing_says_that_it_was_still_there():
    said = row(entry("2026-03-03"))
    assert (said.summary, said.time, said.temperature, said.signs) == ("still there", "", "", ())


def test_a_clear_entry_counts_no_day():
    said = row(clear("2026-03-03"))
    assert (said.summary, said.is_clear, said.day_number) == ("gone", True, None)


def test_days_count_from_the_onset_of_their_own_spell():
    back = entry("2026-04-10")
    assert row(back, clear("2026-03-05")).day_number == 1


def test_temperature_stands_in_the_unit_of_the_family():
    assert row(entry("2026-03-03", temperature_c=38.0), unit="F").temperature == "100.4 °F"


NONE_OF_THESE = dict.fromkeys(GATE, "no")
NONE_OF_VERSION_1 = dict.fromkeys(SIGNS_OF_VERSION_1, "no")
ASKED = "22 urgent signs checked, none seen"


@pytest.mark.parametrize(
    ("answers", "seen", "asked"),
    [
        ({}, (), ()),
        ({"pus": "not_checked"}, (), ()),
        ({"pus": "no", "warmth": "not_checked"}, (), ("1 urgent sign checked, not seen",)),
        (NONE_OF_THESE, (), (ASKED,)),
        (NONE_OF_THESE | {GLASS_TEST: "no"}, (), (ASKED, "glass test: the dots faded")),
        ({GLASS_TEST: "no"}, (), ("glass test: the dots faded",)),
        (
            NONE_OF_VERSION_1,
            (),
            ("18 urgent signs asked about in one list, none ticked", "no glass test recorded"),
        ),
        ({"pus": "no", "warmth": "yes"}, ("warmer than the skin round it",), ()),
        ({"of_later": "yes"}, ("of_later",), ()),
    ],
    ids=[
        "nothing said",
        "not looked",
        "one asked",
        "none of these",
        "and the glass pressed",
        "the glass alone",
        "none of version 1",
        "one seen",
        "unknown to this version",
    ],
)
def test_signs(answers, seen, asked):
    said = row(entry("2026-03-03", signs=answers))
    assert (said.signs, said.asked) == (seen, asked)


def test_signs_of_a_day_note():
    assert signs_seen(note("2026-03-03", yes="worried jaundice")) == (
        "yellow skin or eyes",
        "I am worried",
    )
