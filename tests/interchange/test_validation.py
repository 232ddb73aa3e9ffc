"""What must hold between values: each breach as the line that its owner reads."""

import pytest

from tests.interchange.documents import (
    ENTRY,
    SPOT,
    concern,
    document,
    entry,
    full,
    objects,
    problems,
    with_entry,
    with_spot,
)

WRONG = {
    # Days
    "born tomorrow": (
        document(child={"name": "Noah", "birth_date": "2026-07-01"}),
        "child.birth_date: 2026-07-01 is after today",
    ),
    "an entry of tomorrow": (
        with_entry(date="2026-07-01"),
        f"{ENTRY}.date: 2026-07-01 is after today",
    ),
    "an entry of the last day there is": (
        with_entry(date="9999-12-31"),
        f"{ENTRY}.date: 9999-12-31 is after today",
    ),
    "noticed before birth": (
        document(concerns=[concern(first_noticed_on="0001-01-01")]),
        "concerns[0].first_noticed_on: 0001-01-01 is before the day of birth, 2026-01-10",
    ),
    "a former name of tomorrow": (
        document(
            concerns=[
                concern(
                    former_names=[
                        {"condition": "other", "named_by": "parent", "until": "2026-07-01"}
                    ]
                )
            ]
        ),
        "concerns[0].former_names[0].until: 2026-07-01 is after today",
    ),
    "care before birth": (
        document(concerns=[concern(care=[{"kind": "bath", "from": "2026-01-09"}])]),
        "concerns[0].care[0].from: 2026-01-09 is before the day of birth, 2026-01-10",
    ),
    "a day note before birth": (
        document(day_notes=[{"date": "2026-01-09"}]),
        "day_notes[0].date: 2026-01-09 is before the day of birth, 2026-01-10",
    ),
    "an exposure of tomorrow": (
        document(exposures=[{"date": "2026-07-01", "kind": "sun"}]),
        "exposures[0].date: 2026-07-01 is after today",
    ),
    "a visit of tomorrow": (
        document(visits=[{"date": "2026-07-01"}]),
        "visits[0].date: 2026-07-01 is after today",
    ),
    "a question of tomorrow": (
        document(questions=[{"text": "Can it stay?", "asked_on": "2026-07-01"}]),
        "questions[0].asked_on: 2026-07-01 is after today",
    ),
    "dealt with tomorrow": (
        document(acknowledgements=[{"date": "2026-07-01", "rule": "fever"}]),
        "acknowledgements[0].date: 2026-07-01 is after today",
    ),
    # What goes together
    "a clear entry with a trend": (
        with_entry(status="clear", trend="better"),
        f"{ENTRY}.trend: a trend belongs only to an entry that is present",
    ),
    "care that ends before it begins": (
        document(
            concerns=[concern(care=[{"kind": "bath", "from": "2026-03-02", "to": "2026-03-01"}])]
        ),
        "concerns[0].care[0].to: ends on 2026-03-01, before it begins on 2026-03-02",
    ),
    "a follow-up on the visit's day": (
        document(visits=[{"date": "2026-03-01", "follow_up_on": "2026-03-01"}]),
        "visits[0].follow_up_on: the follow-up on 2026-03-01 is not after the visit on 2026-03-01",
    ),
    "dealt with before it was seen": (
        document(
            concerns=[concern(entry(id="e1"))],
            acknowledgements=[{"date": "2026-02-28", "rule": "worried", "entry": "e1"}],
        ),
        "acknowledgements[0].date: 2026-02-28 is before the entry it names, of 2026-03-01",
    ),
    "a rule about the child with a concern": (
        document(
            concerns=[concern()],
            acknowledgements=[{"date": "2026-03-01", "rule": "fever", "concern": "c1"}],
        ),
        "acknowledgements[0].concern: fever is about the child, so it can't name a concern",
    ),
    "a rule about a concern with none": (
        document(acknowledgements=[{"date": "2026-03-01", "rule": "expected_course"}]),
        "acknowledgements[0].concern: expected_course is about a concern, but none is named",
    ),
    "a milia type on a rash": (
        document(concerns=[concern(condition="eczema", milia_type="primary")]),
        'concerns[0].milia_type: a type of milia on a condition that is not milia: "eczema"',
    ),
    "x without y": (with_spot(view="face", x=0.5), f"{SPOT}.x: x and y belong together"),
    "y without x": (with_spot(view="face", y=0, x=None), f"{SPOT}.y: x and y belong together"),
    "x and y without a view": (
        with_spot(x=0, y=0),
        f"{SPOT}.x: x and y need the view that they are on",
    ),
    # Words
    "unknown condition": (
        document(concerns=[concern(condition="spots")]),
        'concerns[0].condition: unknown condition "spots"',
    ),
    "unknown former condition": (
        document(
            concerns=[
                concern(
                    former_names=[
                        {"condition": "Milia", "named_by": "doctor", "until": "2026-03-01"}
                    ]
                )
            ]
        ),
        'concerns[0].former_names[0].condition: unknown condition "Milia"',
    ),
    "unknown site": (with_spot(site="tail"), f'{SPOT}.site: unknown site "tail"'),
    "unknown sign": (with_entry(signs={"hiccups": "no"}), f"{ENTRY}.signs.hiccups: unknown sign"),
    "unknown sign of a day note": (
        document(day_notes=[{"date": "2026-03-01", "signs": {"hiccups": "no"}}]),
        "day_notes[0].signs.hiccups: unknown sign",
    ),
    "a sign of a spot on a day note": (
        document(day_notes=[{"date": "2026-03-01", "signs": {"pus": "no"}}]),
        "day_notes[0].signs.pus:"
        " this sign is about a spot; a day note takes only signs about the child",
    ),
    "unknown rule": (
        document(acknowledgements=[{"date": "2026-03-01", "rule": "milia"}]),
        'acknowledgements[0].rule: unknown rule "milia"',
    ),
    # Lengths
    "a long name": (
        document(child={"name": "N" * 201, "birth_date": "2026-01-10"}),
        "child.name: 201 characters; the limit is 200",
    ),
    "a long id": (with_entry(id="e" * 201), f"{ENTRY}.id: 201 characters; the limit is 200"),
    "a long track": (
        with_spot(track="t" * 201),
        f"{SPOT}.track: 201 characters; the limit is 200",
    ),
    "long notes": (
        with_entry(notes="n" * 10_001),
        f"{ENTRY}.notes: 10001 characters; the limit is 10000",
    ),
    "notes longer than the schema allows": (
        with_entry(notes="n" * 20_001),
        f"{ENTRY}.notes: 20001 characters; the limit is 10000",
    ),
    "a long question": (
        document(questions=[{"text": "q" * 2_001}]),
        "questions[0].text: 2001 characters; the limit is 2000",
    ),
    "a long answer of the doctor": (
        document(visits=[{"date": "2026-03-01", "said": "s" * 201}]),
        "visits[0].said: 201 characters; the limit is 200",
    ),
}


@pytest.mark.parametrize(("value", "line"), WRONG.values(), ids=WRONG)
def test_a_record_that_makes_no_sense(value, line):
    assert problems(value) == [line]


FREE_TEXTS = {"notes": 10_000, "text": 2_000}
FREE_TEXTS |= dict.fromkeys(["name", "allergies", "medicines", "feeding", "skin_tone"], 200)
FREE_TEXTS |= dict.fromkeys(["history", "id", "title", "author", "track", "product"], 200)
FREE_TEXTS |= dict.fromkeys(["who", "said", "note"], 200)
FREE_TEXTS |= {"followed": 2_000} | dict.fromkeys(["called", "do", "expect"], 200)
FREE_TEXTS |= {"come_back_words": 200, "contacts": 200, "answer": 2_000, "relation": 200}
DAYS = ("date", "first_noticed_on", "until", "from", "asked_on", "answered_on")


def test_every_text_has_its_length():
    value = full()
    places = []
    for place, record in objects(value):
        for key in record.keys() & FREE_TEXTS:
            record[key] = "x" * (FREE_TEXTS[key] + 1)
            places.append(f"{place}.{key}")
    told = [line.partition(":")[0] for line in problems(value) if "the limit is" in line]
    assert len(told) == 35
    assert sorted(told) == sorted(places)


@pytest.mark.parametrize(
    ("day", "words"), [("2026-07-01", "is after today"), ("2026-01-09", "before the day of birth")]
)
def test_every_day_lies_between_birth_and_today(day, words):
    value = full()
    places = []
    for place, record in objects(value):
        for key in record.keys() & DAYS:
            record[key] = day
            places.append(f"{place}.{key}")
    told = [line.partition(":")[0] for line in problems(value) if words in line]
    assert len(told) == 11
    assert sorted(told) == sorted(places)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-02-19", []),
        ("2026-01-10", []),
        ("2026-01-09", [f"{ENTRY}.date: 2026-01-09 is before the day of birth, 2026-01-10"]),
    ],
    ids=["the day before", "at birth", "before birth"],
)
def test_an_entry_may_be_dated_before_the_day_first_noticed_and_not_before_birth(day, found):
    assert problems(with_entry(date=day)) == found


def test_photos_may_be_in_a_file_that_is_checked_and_not_in_one_that_is_imported():
    value = with_entry(photos=[{"name": "a.jpg", "size": [1, 2]}])
    assert problems(value) == []
    assert problems(value, for_import=True) == [
        f"{ENTRY}.photos: photos can only be imported from a .zip file that has their files"
    ]
    assert problems(with_entry(photos=[]), for_import=True) == []


RIGHT = {
    "whole numbers with a point": (document(version=1.0), with_entry(severity=2.0)),
    "what is expected of it": (document(expected={"flags": [1, None, "x"]}),),
    "the due date ahead or before birth": tuple(
        document(child={"name": "Noah", "birth_date": "2026-01-10", "due_date": day})
        for day in ("2025-12-20", "2027-01-01", "9999-12-31", None)
    ),
    "a follow-up ahead": (document(visits=[{"date": "2026-06-30", "follow_up_on": "2026-07-01"}]),),
    "care that goes on": tuple(
        document(concerns=[concern(care=[{"kind": "bath", "from": "2026-03-01", "to": day}])])
        for day in ("2026-03-01", "9999-12-31", None)
    ),
    "all on the day of birth, and on today": (
        document(
            concerns=[
                concern(entry(date="2026-01-10"), first_noticed_on="2026-01-10"),
                concern(entry(date="2026-06-30"), first_noticed_on="2026-06-30", id="c2"),
            ]
        ),
    ),
    "care before the concern was noticed": (
        document(concerns=[concern(care=[{"kind": "bath", "from": "2026-01-10"}])]),
    ),
    "texts as long as there is room": (
        with_entry(notes="n" * 10_000, id="i" * 200, author="é" * 200),
        document(questions=[{"text": "😀" * 2_000}]),
    ),
    "a view without a point, a point at the edge": (
        with_spot(view="back"),
        with_spot(view="face", x=0, y=1.0),
    ),
    "a milia type on every condition of milia": tuple(
        document(concerns=[concern(condition=condition, milia_type="primary")])
        for condition in ("milia", "secondary_milia", "unsure_bumps")
    ),
    "dealt with on the same day": (
        document(
            concerns=[concern(entry(id="e1"))],
            day_notes=[{"id": "n1", "date": "2026-03-01"}],
            acknowledgements=[
                {"date": "2026-03-01", "rule": "bruise", "concern": "c1", "entry": "e1"},
                {"date": "2026-03-01", "rule": "fever", "concern": None, "entry": "n1"},
            ],
        ),
    ),
    "a pair of halves": (with_entry(notes="😀"),),
    "a backslash before u0000": (with_entry(notes="\\u0000"),),
    "signs about the child on an entry": (with_entry(signs={"unwell": "yes"}),),
}


@pytest.mark.parametrize("values", RIGHT.values(), ids=RIGHT)
def test_what_is_right(values):
    assert [problems(value, for_import=True) for value in values] == [[] for _ in values]
