"""The summary of a diary for a doctor."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.domain.builders import clear, concern, day, diary, entry, note, vaccine, visit, worse
from tracker.domain.phrases import english_day
from tracker.domain.records import Care, Exposure, FormerName, Question, Spot
from tracker.domain.rules import STANDARD_RULES
from tracker.domain.summary import (
    SIGN_NAMES,
    Choice,
    LogLine,
    SignAnswer,
    Span,
    Summary,
    TickCount,
    default_span,
    full_span,
    last_days,
    since_last_visit,
    summarise,
)
from tracker.domain.vocabulary import ASKED_SIGNS, SIGNS

ON = "2026-05-20"
MAY = Span(date(2026, 5, 1), date(2026, 5, 20))


def summary_of(written, on=ON, span=MAY, **chosen) -> Summary:
    return summarise(written, day(on), Choice(span, **chosen), STANDARD_RULES)


def days(*texts: str) -> tuple[date, ...]:
    return tuple(day(text) for text in texts)


# One sentence a concern


def sentence(*entries, **given) -> str:
    first = given.pop("first", "2026-05-01")
    bumps = concern(given.pop("condition", "milia"), first, *entries, **given)
    return str(summary_of(diary(bumps, born="2026-03-01")).concerns[0].sentence)


def test_a_concern_that_goes_on_says_onset_age_days_course_and_name():
    assert sentence(
        entry("2026-05-01", trend="new"),
        entry("2026-05-04", trend="same"),
        worse("2026-05-10", severity=2),
        title="dots on the chin",
    ) == (
        "First noticed on 1 May 2026 at the age of 8 weeks 5 days: day 20. Last entry 10"
        " May 2026: still there, worse, bad. Entries on 3 of these 20 days: new on 1,"
        " the same on 1, worse on 1. Parent's name for it: milk spots."
    )


def test_a_concern_nobody_wrote_about_says_so():
    assert sentence() == (
        "First noticed on 1 May 2026 at the age of 8 weeks 5 days: day 20. No entry"
        " since. Parent's name for it: milk spots."
    )


def test_a_concern_that_is_gone_says_since_when_and_after_how_long():
    assert sentence(entry("2026-05-01"), clear("2026-05-11")).startswith(
        "First noticed on 1 May 2026 at the age of 8 weeks 5 days; gone on 11 May 2026,"
        " after 10 days. Last entry 11 May 2026: gone. Entries on 2 of these 20 days: gone on 1."
    )


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (entry("2026-05-18"), "last on 18 May 2026: day 3."),
        (clear("2026-05-19"), "last on 18 May 2026; gone on 19 May 2026."),
    ],
    ids=["going on", "gone"],
)
def test_recurrences_are_told_with_the_courses_before(last, end):
    text = sentence(clear("2026-04-20"), entry("2026-05-18"), last, first="2026-04-01")
    assert f"It has come back 1 time after being gone for 7 days or more, {end}" in text
    assert "Earlier: 1 April 2026, gone on 20 April 2026 (19 days)." in text


def test_a_return_within_seven_days_is_no_recurrence():
    text = sentence(entry("2026-05-01"), clear("2026-05-04"), entry("2026-05-10"))
    assert (
        "day 20. It was gone for 6 days. It came back within 7 days, so the count goes on."
        " Last entry" in text
    )
    assert "come back" not in text


def test_an_entry_before_the_day_first_noticed_is_the_onset():
    text = sentence(entry("2026-04-29"))
    assert text.startswith("First noticed on 29 April 2026 at the age of 8 weeks 3 days: day 22.")


def test_a_doctors_name_says_so_with_the_kind_and_what_it_was_called_before():
    text = sentence(
        condition="milia",
        named_by="doctor",
        milia_type="primary",
        former_names=(
            FormerName("unsure_bumps", "parent", date(2026, 5, 3)),
            FormerName("baby_acne", "doctor", date(2026, 5, 9)),
        ),
    )
    assert text.endswith(
        "Doctor's name for it, as told by the family: milk spots, primary. Earlier names:"
        " small white bumps, not sure which until 3 May 2026 (parent); baby acne until 9"
        " May 2026 (doctor)."
    )


# What the span chooses


SPOTTED = concern(
    "eczema",
    "2026-02-01",
    entry("2026-02-01", author="Ada", spots=(Spot("cheek", "left"),), severity=3),
    entry("2026-04-30", author="Ben", yes="pus", notes="before"),
    entry("2026-05-01", "07:00", author="Cy", trend="same"),
    entry("2026-05-20", "08:00", author="Cy", trend="better", severity=1),
    entry("2026-05-21", author="Dan", trend="worse"),
)


def test_the_span_includes_both_its_ends_and_nothing_after_the_day_asked_for():
    summary = summary_of(diary(SPOTTED), span=Span(date(2026, 5, 1), date(2026, 6, 30)))
    (row,) = summary.concerns
    assert [point.day for point in row.course] == list(days("2026-05-01", "2026-05-20"))
    assert [line.days for line in row.log] == [days("2026-05-20"), days("2026-05-01")]
    assert summary.reporters == ("Cy",)
    assert row.signs.seen == ()


def test_onset_and_first_entry_come_from_the_whole_diary():
    (row,) = summary_of(diary(SPOTTED)).concerns
    assert str(row.sentence).startswith("First noticed on 1 February 2026")
    assert [spell.onset for spell in row.spells] == list(days("2026-02-01"))
    assert [(entry.kinds, entry.entry.day) for entry in row.key_entries] == [
        (("first", "strongest_before"), date(2026, 2, 1)),
        (("strongest", "latest"), date(2026, 5, 20)),
    ]


def test_an_entry_without_a_place_takes_that_of_the_last_entry_before_it():
    (row,) = summary_of(diary(SPOTTED)).concerns
    latest = row.key_entries[-1]
    assert latest.spots == (Spot("cheek", "left"),)
    assert latest.spots_on == date(2026, 2, 1)


def test_a_place_written_later_is_not_told_of_an_earlier_entry():
    later = concern(
        "eczema", "2026-05-01", entry("2026-05-01"), entry("2026-05-02", spots=(Spot("chin"),))
    )
    first, latest = summary_of(diary(later)).concerns[0].key_entries
    assert (first.spots, first.spots_on) == ((), None)
    assert latest.spots == (Spot("chin"),)


def test_visits_exposures_and_notes_of_the_span_are_told():
    written = diary(
        SPOTTED,
        visit("2026-04-30"),
        visit("2026-05-02", "c1"),
        visit("2026-05-03"),
        vaccine("2026-04-30"),
        vaccine("2026-05-02"),
        Exposure(date(2026, 5, 3), "soap", "new soap"),
        Exposure(date(2026, 5, 4), "illness", "cold"),
        note("2026-05-05", notes="slept badly"),
        note("2026-04-05"),
    )
    summary = summary_of(written)
    assert [row.day for row in summary.visits] == list(days("2026-05-02", "2026-05-03"))
    assert [row.day for row in summary.vaccines] == list(days("2026-05-02"))
    assert [row.kind for row in summary.illnesses] == ["illness"]
    assert [row.kind for row in summary.exposures] == ["soap"]
    assert [line.days for line in summary.day_notes] == [days("2026-05-05")]


def test_care_is_told_whole_but_not_before_it_began():
    tried = concern(
        "eczema",
        "2026-02-01",
        care=(Care("bath", date(2026, 2, 2)), Care("steroid", date(2026, 5, 21))),
    )
    assert [care.kind for care in summary_of(diary(tried)).concerns[0].care] == ["bath"]


# Which concerns


OVER = concern("heat_rash", "2026-03-01", entry("2026-03-01"), clear("2026-03-04"), id="over")


def test_a_concern_that_was_gone_before_the_span_is_told_in_one_sentence():
    summary = summary_of(diary(SPOTTED, OVER))
    assert [row.id for row in summary.concerns] == ["c1"]
    (past,) = summary.past_concerns
    assert str(past.name) == "heat rash"
    assert str(past.sentence) == (
        "First noticed on 1 March 2026 at the age of 6 years 2 months; gone on 4 March"
        " 2026, after 3 days. Parent's name for it: heat rash."
    )


@pytest.mark.parametrize(
    ("start", "shown"),
    [("2026-03-04", ["over"]), ("2026-03-05", [])],
    ids=["gone on the first day", "gone the day before"],
)
def test_a_concern_that_ends_in_the_span_is_shown(start, shown):
    summary = summary_of(diary(OVER), span=Span(day(start), day(ON)))
    assert [row.id for row in summary.concerns] == shown


def test_only_chosen_concerns_are_told_and_the_others_counted():
    visits = (visit("2026-05-02", "c1"), visit("2026-05-03", "c2"), visit("2026-05-04"))
    other = concern("hives", "2026-05-01", id="c2", title="secret")
    summary = summary_of(diary(SPOTTED, other, *visits), concerns=("c1",))
    assert [row.id for row in summary.concerns] == ["c1"]
    assert summary.left_out == 1
    assert [row.day for row in summary.visits] == list(days("2026-05-02", "2026-05-04"))


def test_reminders_are_those_of_the_chosen_concerns():
    old = concern("hives", "2026-05-01", id="c2")
    new = concern("hives", "2026-05-19", id="c3")
    written = diary(SPOTTED, old, new)
    only = summary_of(written, concerns=("c1",))
    assert ({row.flag.concern for row in only.due}, only.upcoming) == ({"c1"}, ())
    every = summary_of(written)
    assert {row.flag.concern for row in every.due} == {"c1", "c2"}
    assert [row.upcoming.concern for row in every.upcoming] == ["c2", "c3"]


def test_an_urgent_sign_and_what_is_about_the_child_are_told_whatever_was_chosen():
    other = concern(
        "hives",
        "2026-05-01",
        entry("2026-05-02", yes="nonblanching unwell", temperature_c=39.5),
        id="c2",
    )
    summary = summary_of(diary(SPOTTED, other), concerns=("c1",))
    assert [(row.flag.rule, str(row.about)) for row in summary.due][:2] == [
        ("unwell", "Iris"),
        ("nonblanching", "hives"),
    ]
    assert [answer.key for answer in summary.signs.seen] == ["unwell"]
    assert [taken.celsius for taken in summary.temperatures] == [39.5]


# Signs


def answers(**signs: str) -> dict[str, str]:
    return signs


def test_every_sign_is_seen_not_seen_or_not_checked():
    looked = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", signs=answers(pus="no", warmth="no", floppy="no")),
        entry("2026-05-02", "07:00", signs=answers(pus="yes", warmth="not_checked")),
        entry("2026-05-02", "09:00", signs=answers(pus="no")),
        entry("2026-05-03"),
        entry("2026-05-05", signs=answers(pus="yes")),
    )
    summary = summary_of(diary(looked, note("2026-05-04", signs=answers(jaundice="no"))))
    signs = summary.concerns[0].signs
    assert signs.days == 4
    assert [(row.key, row.seen_on, row.not_seen_on) for row in signs.seen] == [
        ("pus", days("2026-05-02", "2026-05-05"), days("2026-05-01"))
    ]
    assert [(row.key, row.days_with_entries) for row in signs.not_seen] == [("warmth", 1)]
    every = {row.key for row in (*signs.seen, *signs.not_seen, *signs.not_checked)}
    assert every == {key for key in ASKED_SIGNS if SIGNS[key].about == "spot"}
    assert summary.signs.days == 5
    assert [row.key for row in summary.signs.not_seen] == ["floppy", "jaundice"]
    assert [row.key for row in summary.signs.not_checked] == [
        key
        for key in ASKED_SIGNS
        if SIGNS[key].about == "child" and key not in ("floppy", "jaundice")
    ]


def test_a_sign_that_is_asked_no_more_is_named_only_where_it_was_answered():
    looked = concern("eczema", "2026-05-01", entry("2026-05-01", signs=answers(pus="no")))
    signs = summary_of(diary(looked)).signs
    named = {row.key for row in (*signs.seen, *signs.not_seen, *signs.not_checked)}
    assert named == {
        key for key, sign in SIGNS.items() if sign.about == "child" and key != "unwell"
    }


def test_a_no_of_version_1_is_stronger_than_nothing_and_weaker_than_not_seen():
    looked = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", "07:00", signs=answers(pus="no", warmth="no", unwell="no")),
        entry("2026-05-01", "09:00", signs=answers(pus="no")),
        entry("2026-05-02", signs=answers(warmth="no", nonblanching="no", unwell="no")),
    )
    summary = summary_of(diary(looked))
    signs = summary.concerns[0].signs
    assert signs.not_seen == (SignAnswer("pus", (), days("2026-05-01")),)
    assert signs.in_one_list == (SignAnswer("warmth", (), (), days("2026-05-01", "2026-05-02")),)
    assert "nonblanching" in [row.key for row in signs.not_checked]
    assert [row.key for row in summary.signs.in_one_list] == ["unwell"]


def test_one_tap_leaves_every_sign_unchecked():
    tapped = concern("eczema", "2026-05-01", entry("2026-05-01"), entry("2026-05-02"))
    signs = summary_of(diary(tapped)).concerns[0].signs
    assert (signs.seen, signs.not_seen, len(signs.not_checked)) == ((), (), 14)


def test_every_sign_has_its_few_words():
    assert list(SIGN_NAMES) == list(SIGNS)


# Course, ticks and temperatures


def test_a_day_of_the_course_is_what_its_last_entry_says_with_what_it_leaves_open():
    spots = (Spot("chin", count=3, size_mm=1.5), Spot("nose", count=2), Spot("nose"))
    rash = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", "07:00", severity=3, itch=2, sleep_lost=True, spots=spots),
        entry("2026-05-01", "19:00", severity=1, trend="better"),
        clear("2026-05-02"),
    )
    first, second = summary_of(diary(rash)).concerns[0].course
    assert (first.severity, first.itch, first.trend, first.sleep_lost) == (1, 2, "better", True)
    assert (first.places, first.count, first.size_mm) == (2, 5, 1.5)
    assert (second.is_present, second.severity, second.places, second.count) == (
        False,
        None,
        None,
        None,
    )


def test_ticks_are_counted_by_days_most_often_first():
    rash = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", "07:00", appearance=("flat", "scaly")),
        entry("2026-05-01", "08:00", appearance=("scaly",), scratched=True),
        entry("2026-05-03", appearance=("scaly",), bleeding=True),
    )
    row = summary_of(diary(rash)).concerns[0]
    assert [(tick.key, tick.days) for tick in row.appearances] == [("scaly", 2), ("flat", 1)]
    assert row.also_seen == (TickCount("scratched", 1, 1), TickCount("bleeding", 1, 1))


def test_a_question_counts_on_days_with_an_answer_and_yes_wins_within_a_day():
    rash = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", "07:00", sleep_lost=True, dry=False),
        entry("2026-05-01", "08:00", sleep_lost=False),
        entry("2026-05-02", sleep_lost=False),
        entry("2026-05-03"),
    )
    row = summary_of(diary(rash)).concerns[0]
    assert row.also_seen == (TickCount("dry", 0, 1), TickCount("sleep_lost", 1, 2))
    assert [point.sleep_lost for point in row.course] == [True, False, None]


def test_temperatures_are_told_in_order_from_wherever_they_were_written():
    rash = concern("eczema", "2026-05-01", entry("2026-05-03", "09:00", temperature_c=38.1))
    written = diary(rash, note("2026-05-03", "08:00", temperature_c=37.0), note("2026-05-02"))
    assert [(row.celsius, row.at) for row in summary_of(written).temperatures] == [
        (37.0, time(8)),
        (38.1, time(9)),
    ]


# The log


def log_of(*entries, **given) -> tuple[LogLine, ...]:
    return summary_of(diary(concern("eczema", "2026-04-01", *entries)), **given).concerns[0].log


def test_the_log_is_newest_first_and_gathers_days_that_say_the_same():
    lines = log_of(
        entry("2026-05-01", trend="same"),
        entry("2026-05-02", "07:00", trend="same"),
        entry("2026-05-04", trend="same"),
        worse("2026-05-05"),
        entry("2026-05-06", trend="same"),
    )
    assert [(line.days, line.entry.trend, line.entry.at) for line in lines] == [
        (days("2026-05-06"), "same", None),
        (days("2026-05-05"), "worse", None),
        (days("2026-05-01", "2026-05-02", "2026-05-04"), "same", None),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry("2026-05-01", notes="a"), entry("2026-05-02", notes="a")),
        (entry("2026-05-01", temperature_c=37.0), entry("2026-05-02", temperature_c=37.0)),
        (entry("2026-05-01", yes="pus"), entry("2026-05-02", yes="pus")),
        (entry("2026-05-01", "07:00"), entry("2026-05-01", "08:00")),
        (entry("2026-05-01", author="Ada"), entry("2026-05-02", author="Ben")),
        (entry("2026-05-01", severity=1), entry("2026-05-02")),
    ],
    ids=["notes", "temperature", "a sign", "one day twice", "another author", "strength"],
)
def test_what_tells_more_keeps_a_line_of_its_own(first, second):
    assert [len(line.days) for line in log_of(first, second)] == [1, 1]


def test_a_line_holds_days_of_one_month():
    span = Span(date(2026, 4, 1), date(2026, 5, 20))
    lines = log_of(entry("2026-04-30"), entry("2026-05-01"), span=span)
    assert [line.days for line in lines] == [days("2026-05-01"), days("2026-04-30")]


def test_no_note_is_in_a_summary_without_notes():
    rash = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", notes="private"),
        care=(Care("bath", date(2026, 5, 1), notes="private"),),
    )
    exposure = Exposure(date(2026, 5, 1), "soap", "soap", "private")
    written = diary(rash, note("2026-05-02", notes="private"), exposure)
    assert "private" not in repr(summary_of(written, with_notes=False))
    assert repr(summary_of(written)).count("private") > 3


# Reminders


def test_reminders_are_those_of_the_timeline_check_with_the_names_of_their_rules():
    old = concern("milia", "2026-02-01", entry("2026-05-10"), title="bumps")
    new = concern("eczema", "2026-05-10", entry("2026-05-10"), id="c2")
    summary = summary_of(diary(old, new))
    assert [(str(row.rule), str(row.about), row.flag.confirmed) for row in summary.due] == [
        ("Milk spots for more than 3 months", "bumps", True),
        ("Worth showing as soon as you see it", "eczema", True),
    ]
    assert [(str(row.rule), english_day(row.upcoming.due_on)) for row in summary.upcoming] == [
        ("A rash for more than 4 weeks", "8 June 2026")
    ]


def test_the_past_is_told_as_it_was_known_then():
    written = diary(SPOTTED, visit("2026-05-02", "c1"))
    past = summary_of(written, on="2026-04-01", span=Span(date(2026, 2, 1), date(2026, 4, 1)))
    (row,) = past.concerns
    assert [entry.entry.day for entry in row.key_entries] == list(days("2026-02-01"))
    assert past.visits == ()
    before = summary_of(written, on="2026-01-31", span=Span(date(2026, 1, 1), date(2026, 1, 31)))
    assert (before.concerns, before.past_concerns, before.left_out) == ((), (), 0)


# The child


def test_the_child_and_who_wrote_are_told():
    rash = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", author="Ada"),
        entry("2026-05-02", author="Ben"),
        entry("2026-05-03", author="Ben"),
        entry("2026-05-04"),
    )
    written = diary(rash, born="2026-01-10", due="2026-03-01")
    summary = summary_of(replace(written, questions=(Question("Can it stay?"),)))
    assert str(summary.child.age) == "4 months 1 week"
    assert str(summary.child.corrected_age) == "11 weeks 3 days"
    assert summary.reporters == ("Ben", "Ada")
    assert [question.text for question in summary.questions] == ["Can it stay?"]
    assert str(summary.recorded_by) == "Written by the family. A diary, not a diagnosis."


# Spans


def test_the_usual_span_begins_a_week_before_the_oldest_onset_that_goes_on():
    written = diary(OVER, concern("eczema", "2026-05-01", id="c2"), born="2026-01-10")
    assert default_span(written, day(ON)) == Span(date(2026, 4, 24), day(ON))


@pytest.mark.parametrize(
    ("onset", "start"),
    [("2026-01-28", "2026-01-21"), ("2026-01-27", "2026-01-21")],
    ids=["113 days", "114 days"],
)
def test_the_usual_span_is_120_days_at_most(onset, start):
    span = default_span(diary(concern("eczema", onset)), day(ON))
    assert span == Span(day(start), day(ON))
    assert span.days == 120


def test_the_usual_span_is_30_days_where_nothing_is_open_and_never_before_birth():
    assert default_span(diary(OVER), day(ON)).days == 30
    assert default_span(diary(born="2026-05-10"), day(ON)).start == date(2026, 5, 10)
    assert last_days(diary(born="2026-05-10"), day(ON), 7).days == 7


def test_since_the_last_visit_looks_at_those_until_the_day():
    written = diary(visit("2026-05-02"), visit("2026-04-02"), visit("2026-05-21"))
    assert since_last_visit(written, day(ON)) == Span(date(2026, 5, 2), day(ON))
    assert since_last_visit(diary(), day(ON)) is None


def test_everything_begins_with_the_first_thing_written():
    assert full_span(diary(OVER, note("2026-02-20")), day(ON)).start == date(2026, 2, 20)
    assert full_span(diary(), day(ON)).start == day(ON)


def test_a_long_diary_makes_one_line_a_month_of_bare_taps():
    taps = [entry(date(2026, 1, 1) + timedelta(days=n), trend="same") for n in range(90)]
    rash = concern("eczema", "2026-01-01", *taps)
    summary = summary_of(diary(rash), span=Span(date(2026, 1, 1), day(ON)))
    assert [len(line.days) for line in summary.concerns[0].log] == [31, 28, 31]
