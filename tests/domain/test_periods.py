import pytest

from tests.domain.builders import ack, after, clear, concern, day, diary, entry, visit, worse
from tracker.domain.periods import flag_periods, limits
from tracker.domain.timeline import Timeline


def periods(written, start, end):
    found = flag_periods(Timeline.of(written), day(start), day(end))
    return [
        (row.flag.rule, row.flag.concern, row.first.isoformat(), row.last.isoformat())
        for row in found
    ]


def limit_days(written, on):
    timeline = Timeline.of(written)
    return [
        (row.due.rule.key, row.due.due_on.isoformat(), row.window and str(row.window))
        for course in timeline.courses
        for row in limits(timeline, course, day(on))
    ]


RASH = concern("eczema", "2026-03-01", entry("2026-03-01"), entry("2026-03-20"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            diary(concern("cradle_cap", "2026-03-01")),
            [("rash_over_4_weeks", "c1", "2026-03-30", "2026-05-31")],
            id="holds to the end of the walk",
        ),
        pytest.param(
            diary(concern("cradle_cap", "2026-03-01", clear("2026-04-10"))),
            [("rash_over_4_weeks", "c1", "2026-03-30", "2026-04-09")],
            id="ends with the spell",
        ),
        pytest.param(
            diary(concern("cradle_cap", "2026-03-01"), ack("2026-04-10", "rash_over_4_weeks")),
            [
                ("rash_over_4_weeks", "c1", "2026-03-30", "2026-04-09"),
                ("rash_over_4_weeks", "c1", "2026-05-08", "2026-05-31"),
            ],
            id="rests for 28 days when dealt with",
        ),
        pytest.param(
            diary(RASH),
            [
                ("at_first_sight", "c1", "2026-03-01", "2026-03-29"),
                ("rash_over_4_weeks", "c1", "2026-03-30", "2026-05-31"),
            ],
            id="one takes the place of another",
        ),
        pytest.param(
            diary(
                concern(
                    "cradle_cap", "2026-03-01", *(worse(after("2026-03-02", n)) for n in (0, 1, 2))
                )
            ),
            [
                ("worsening", "c1", "2026-03-03", "2026-03-29"),
                ("rash_over_4_weeks", "c1", "2026-03-30", "2026-05-31"),
            ],
            id="a later day of getting worse is the same period",
        ),
        pytest.param(
            diary(
                concern("cradle_cap", "2026-03-01", entry("2026-03-05", yes="unwell")),
                visit("2026-03-07"),
            ),
            [
                ("unwell", None, "2026-03-05", "2026-03-06"),
                ("rash_over_4_weeks", "c1", "2026-03-30", "2026-05-31"),
            ],
            id="an urgent sign about the child until it was seen",
        ),
    ],
)
def test_what_was_due_from_when_to_when(written, expected):
    assert periods(written, "2026-02-01", "2026-05-31") == expected


def test_a_walk_says_the_same_as_asking_for_each_day():
    """Many signs of one rule, some answered: the walk leaves out those that never decide."""
    written = diary(
        concern(
            "cradle_cap",
            "2026-03-01",
            *(entry(after("2026-03-01", n), yes="warmth", id=f"e{n}") for n in range(0, 40, 3)),
        ),
        concern("eczema", "2026-03-05", entry("2026-03-06", yes="pus unwell"), id="c2"),
        visit("2026-03-10", "c1"),
        ack("2026-03-12", "infection_signs", "c1", "e12"),
        ack("2026-03-20", "infection_signs", "c1"),
        visit("2026-03-25"),
    )
    timeline = Timeline.of(written)
    start, end = day("2026-03-01"), day("2026-05-01")
    found = flag_periods(timeline, start, end)
    for number in range((end - start).days + 1):
        on = after(start, number)
        walked = {(row.flag.rule, row.flag.concern) for row in found if row.first <= on <= row.last}
        assert walked == {(flag.rule, flag.concern) for flag in timeline.flags_on(on)}, on


def test_a_walk_of_one_day_shows_what_holds_on_it():
    written = diary(concern("cradle_cap", "2026-03-01"))
    assert periods(written, "2026-04-01", "2026-04-01") == [
        ("rash_over_4_weeks", "c1", "2026-04-01", "2026-04-01")
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            diary(concern("milia", "2026-03-01")),
            [("milia_over_3_months", "2026-06-02", "3 months")],
            id="ahead",
        ),
        pytest.param(
            diary(concern("unsure_rash", "2026-03-01")),
            [
                ("rash_over_4_weeks", "2026-03-30", "28 days"),
                ("expected_course", "2026-03-08", "7 days"),
            ],
            id="the limit and the shorter window",
        ),
        pytest.param(
            diary(
                concern("eczema", "2026-03-01"), visit("2026-03-10", "c1", follow_up="2026-04-01")
            ),
            [("follow_up", "2026-04-01", None)],
            id="the day named at a visit",
        ),
        pytest.param(
            diary(concern("unsure_rash", "2026-03-01", clear("2026-03-10"))),
            [("expected_course", "2026-03-08", "7 days")],
            id="of a spell that is over only what it reached",
        ),
        pytest.param(
            diary(
                concern(
                    "cradle_cap",
                    "2026-01-01",
                    clear("2026-02-15"),
                    entry("2026-03-01"),
                    clear("2026-03-05"),
                )
            ),
            [("rash_over_4_weeks", "2026-01-30", "28 days")],
            id="of each spell its own",
        ),
        pytest.param(
            diary(concern("cradle_cap", "2026-03-01", clear("2026-03-01"))), [], id="over at once"
        ),
    ],
)
def test_the_limits_of_every_spell(written, expected):
    assert limit_days(written, "2026-03-20") == expected
