"""What holds for every diary, whatever was written and on whichever day one asks."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.domain.builders import after, concern, day, diary, entry, note, visit
from tracker.domain.records import (
    Acknowledgement,
    Child,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    Visit,
)
from tracker.domain.rules import CONCERN_RULES, RULE_KEYS, URGENT_RULES
from tracker.domain.spells import Course
from tracker.domain.timeline import Timeline, check, falls_due_next
from tracker.domain.vocabulary import CONDITIONS, SIGNS

START = date(2026, 2, 20)
LAST = 50
"""The last day, counted from START, on which anything is written."""

COURSE_KEYS = [rule.key for rule in CONCERN_RULES]
CHILD_RULES = [rule.key for rule in URGENT_RULES if rule.about == "child"]
CHILD_SIGNS = [key for key, sign in SIGNS.items() if sign.about == "child"]
LIVELY = ["milia", "unsure_rash", "diaper_rash", "impetigo", "eczema", "erythema_toxicum"]

TIMES = st.sampled_from([None, None, time(0), time(8), time(20)])
TEMPERATURES = st.sampled_from([None, None, None, 35.9, 36.0, 37.9, 38.0, 38.5, 39.0])
CONDITION_KEYS = st.sampled_from(LIVELY) | st.sampled_from(sorted(CONDITIONS))


def days_from(first):
    return st.integers(first, LAST).map(lambda days: START + timedelta(days))


def signs_among(keys):
    answers = st.sampled_from(["yes", "yes", "no", "not_checked"])
    return st.just({}) | st.dictionaries(st.sampled_from(keys), answers, max_size=2)


@st.composite
def entries(draw, first, ids):
    clear = draw(st.booleans())
    return Entry(
        day=draw(days_from(first)),
        status="clear" if clear else "present",
        id=draw(st.sampled_from([None, ids])),
        at=draw(TIMES),
        trend=None if clear else draw(st.sampled_from([None, "worse", "worse", "better"])),
        signs=draw(signs_among(sorted(SIGNS))),
        temperature_c=draw(TEMPERATURES),
    )


def with_ids(records, prefix):
    """Each record that shall have an id gets its own."""
    return tuple(
        replace(record, id=f"{prefix}{place}") if record.id else record
        for place, record in enumerate(records)
    )


@st.composite
def concerns(draw, place):
    first = draw(st.integers(0, LAST))
    written = draw(st.lists(entries(first, "some"), max_size=7))
    return Concern(
        id=f"c{place}",
        condition=draw(CONDITION_KEYS),
        first_noticed_on=START + timedelta(first),
        named_by=draw(st.sampled_from(["parent", "doctor"])),
        entries=with_ids(written, f"c{place}-"),
    )


@st.composite
def notes(draw):
    return DayNote(
        day=draw(days_from(0)),
        id=draw(st.sampled_from([None, "some"])),
        at=draw(TIMES),
        signs=draw(signs_among(CHILD_SIGNS)),
        temperature_c=draw(TEMPERATURES),
    )


@st.composite
def visits(draw, ids):
    on = draw(days_from(0))
    return Visit(
        day=on,
        at=draw(TIMES),
        who=draw(st.sampled_from(["", "Dr Okafor"])),
        concerns=tuple(draw(st.sets(st.sampled_from(ids)))) if ids else (),
        follow_up_on=draw(st.none() | st.integers(1, 20).map(lambda days: on + timedelta(days))),
    )


@st.composite
def acknowledgements(draw, ids, looks):
    rule = draw(st.sampled_from(COURSE_KEYS) | st.sampled_from(RULE_KEYS))
    about_child = rule in CHILD_RULES or not ids
    whose = None if about_child else draw(st.sampled_from(ids))
    if rule == "follow_up" and draw(st.booleans()):
        whose = None
    named = draw(st.sampled_from([None, *looks])) if rule not in COURSE_KEYS else None
    first = 0 if named is None else (named.day - START).days
    return Acknowledgement(draw(days_from(first)), rule, whose, named.id if named else None)


@st.composite
def diaries(draw):
    born = START - timedelta(draw(st.sampled_from([0, 10, 20, 40, 80, 170, 900])))
    due = draw(st.none() | st.integers(-10, 60).map(lambda days: born + timedelta(days)))
    problems = [draw(concerns(place)) for place in range(draw(st.integers(0, 3)))]
    noted = with_ids(draw(st.lists(notes(), max_size=5)), "n")
    ids = [one.id for one in problems]
    looks = [one for problem in problems for one in problem.entries] + list(noted)
    named = [one for one in looks if one.id]
    return Diary(
        child=Child("Iris", born, due),
        concerns=tuple(problems),
        day_notes=noted,
        exposures=tuple(Exposure(on, "vaccine") for on in draw(st.lists(days_from(0), max_size=1))),
        visits=tuple(draw(st.lists(visits(ids), max_size=3))),
        acknowledgements=tuple(draw(st.lists(acknowledgements(ids, named), max_size=3))),
    )


DAYS = st.integers(-2, 130).map(lambda days: START + timedelta(days))
DIARIES = diaries()


def facts(flags):
    """All but the sentence, which counts the days that went by."""
    return [replace(flag, sentence=None) for flag in flags]


def urgent(flags):
    return [flag for flag in flags if flag.is_urgent_sign]


def cut(written, on):
    """The diary as it stood on that day."""

    def until(records):
        return tuple(record for record in records if record.day <= on)

    return replace(
        written,
        concerns=tuple(
            replace(one, entries=until(one.entries))
            for one in written.concerns
            if one.first_noticed_on <= on
        ),
        day_notes=until(written.day_notes),
        exposures=until(written.exposures),
        visits=until(written.visits),
        acknowledgements=until(written.acknowledgements),
    )


# The past


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_a_past_day_is_answered_as_if_nothing_had_been_written_since(written, on):
    assert check(written, on) == check(cut(written, on), on)
    assert falls_due_next(written, on) == falls_due_next(cut(written, on), on)


# Days without an entry


@settings(max_examples=50)
@given(DIARIES, DAYS, days_from(0), TIMES)
def test_a_day_note_with_nothing_in_it_changes_nothing(written, on, noted_on, at):
    more = replace(written, day_notes=(*written.day_notes, DayNote(noted_on, at=at)))
    assert check(more, on) == check(written, on)
    assert falls_due_next(more, on) == falls_due_next(written, on)


@settings(max_examples=50)
@given(DIARIES, st.integers(0, 400))
def test_no_gap_ends_a_spell(written, gap):
    end = START + timedelta(LAST)
    for one in written.concerns:
        course = Course.of(one)
        assert course.spells_on(end + timedelta(gap)) == course.spells_on(end)


def dated(written):
    """Every day on which something can change by itself or by hand."""
    found = {one.first_noticed_on for one in written.concerns}
    found |= {record.day for one in written.concerns for record in one.entries}
    for records in (written.day_notes, written.visits, written.acknowledgements):
        found |= {record.day for record in records}
    return found


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_from_one_day_to_the_next_only_what_falls_due_changes(written, on):
    following = on + timedelta(1)
    silence_ends = {ack.day + timedelta(28) for ack in written.acknowledgements}
    before, now = facts(check(written, on)), facts(check(written, following))
    if following in dated(written) | silence_ends:
        return
    fresh = [flag for flag in now if flag.due_on == following]
    place_taken = {flag.concern for flag in fresh}
    kept = [flag for flag in before if flag.is_urgent_sign or flag.concern not in place_taken]
    stayed = [
        flag
        for flag in now
        if flag not in fresh and (flag.is_urgent_sign or flag.concern not in place_taken)
    ]
    assert stayed == kept
    ahead = {(one.concern, one.rule) for one in falls_due_next(written, on)}
    assert {(flag.concern, flag.rule) for flag in fresh if flag.concern} <= ahead


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_what_falls_due_next_is_due_on_its_day_or_something_no_less_urgent(written, on):
    still = replace(cut(written, on), acknowledgements=())
    for coming in falls_due_next(still, on):
        then = check(still, coming.due_on)
        shown = [
            flag for flag in then if flag.concern == coming.concern and not flag.is_urgent_sign
        ]
        assert [flag.level >= coming.level for flag in shown] == [True]


# Urgent signs


@settings(max_examples=50)
@given(DIARIES, st.data())
def test_no_later_entry_hides_an_urgent_sign(written, data):
    end = START + timedelta(LAST + 1)
    before = urgent(check(written, end))
    if not written.concerns:
        return
    late = data.draw(entries(0, "late"))
    place = data.draw(st.integers(0, len(written.concerns) - 1))
    one = written.concerns[place]
    more = replace(one, entries=(*one.entries, replace(late, day=end)))
    changed = tuple(more if one.id == more.id else one for one in written.concerns)
    now = urgent(check(replace(written, concerns=changed), end))
    assert [flag for flag in now if flag.since < end] == before


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_an_urgent_sign_does_not_ask_whether_the_spot_is_there(written, on):
    def all_as(status):
        changed = (
            replace(one, entries=tuple(replace(look, status=status) for look in one.entries))
            for one in written.concerns
        )
        return urgent(check(replace(written, concerns=tuple(changed)), on))

    assert all_as("clear") == all_as("present") == urgent(check(written, on))


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_one_urgent_flag_for_a_rule_and_its_concern(written, on):
    places = [(flag.rule, flag.concern) for flag in urgent(check(written, on))]
    assert len(places) == len(set(places))


# The flags of the course


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_at_most_one_flag_of_the_course_for_a_concern(written, on):
    course = [flag for flag in check(written, on) if not flag.is_urgent_sign]
    places = [flag.concern for flag in course]
    assert len(places) == len(set(places))
    for flag in course:
        assert flag.since <= flag.due_on <= on
        assert flag.rule in COURSE_KEYS
        if flag.concern is None:
            assert flag.rule == "follow_up"


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_only_a_spell_that_goes_on_has_a_flag_or_a_day_ahead(written, on):
    course = {one.id: Course.of(one).going_on(on) for one in written.concerns}
    found = [flag for flag in check(written, on) if not flag.is_urgent_sign and flag.concern]
    for flag in (*found, *falls_due_next(written, on)):
        assert course[flag.concern] is not None
        assert flag.since == course[flag.concern].onset


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_confirmed_means_a_present_entry_since_it_was_due(written, on):
    by_id = {one.id: one for one in written.concerns}
    for flag in check(written, on):
        if flag.is_urgent_sign or flag.concern is None:
            assert flag.confirmed
            continue
        since = [
            look
            for look in by_id[flag.concern].entries
            if look.status == "present" and flag.due_on <= look.day <= on
        ]
        assert flag.confirmed is bool(since)
        assert ("last noted" in str(flag.sentence)) is not flag.confirmed


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_the_most_urgent_comes_first(written, on):
    places = {one.id: place for place, one in enumerate(written.concerns)}
    order = [
        (-flag.level, flag.due_on, places.get(flag.concern, -1), RULE_KEYS.index(flag.rule))
        for flag in check(written, on)
    ]
    assert order == sorted(order)


# Spells


@settings(max_examples=50)
@given(DIARIES, DAYS)
def test_spells_follow_one_another_with_seven_clear_days_between(written, on):
    for one in written.concerns:
        found = Course.of(one).spells_on(on)
        assert (found == ()) is (on < one.first_noticed_on)
        if found:
            assert found[0].onset == one.first_noticed_on
        for earlier, later in pairwise(found):
            assert earlier.onset <= earlier.cleared_on
            assert (later.onset - earlier.cleared_on).days >= 7


# The order of writing


def shuffled(records, random):
    """In another order, but those of one day as they were."""
    by_day = {}
    for record in records:
        by_day.setdefault(record.day, []).append(record)
    days = list(by_day)
    random.shuffle(days)
    return tuple(record for on in days for record in by_day[on])


@settings(max_examples=50)
@given(DIARIES, DAYS, st.randoms(use_true_random=False))
def test_the_order_in_which_days_were_written_changes_nothing(written, on, random):
    other = replace(
        written,
        concerns=tuple(
            replace(one, entries=shuffled(one.entries, random)) for one in written.concerns
        ),
        day_notes=shuffled(written.day_notes, random),
        visits=shuffled(written.visits, random),
        exposures=shuffled(written.exposures, random),
        acknowledgements=shuffled(written.acknowledgements, random),
    )
    assert check(other, on) == check(written, on)
    assert falls_due_next(other, on) == falls_due_next(written, on)


# Any diary, any day

AT_THE_END = diary(
    concern("milia", date.max, entry(date.max, yes="blister", temperature_c=39.0)),
    concern("unsure_rash", "9999-12-01", id="c2"),
    note("9999-12-30", temperature_c=35.0),
    visit("9999-12-02", "c2", follow_up=date.max),
    born="9999-11-30",
    due=date.max,
)
AT_THE_BEGINNING = diary(
    concern("baby_acne", date.min, entry(date.min, yes="pus", temperature_c=39.0)), born=date.min
)


@settings(max_examples=50)
@given(DIARIES, st.dates(), st.dates(min_value=date(9999, 9, 1)), st.booleans())
@example(AT_THE_END, date.max, date.max, False)
@example(AT_THE_END, date(9999, 12, 30), date.max, True)
@example(AT_THE_BEGINNING, date.min, date.max, False)
@example(AT_THE_BEGINNING, date.max, date.max, True)
def test_every_diary_has_an_answer_for_every_day(written, on, far, born_early):
    ahead = replace(
        written,
        child=replace(written.child, due_date=far if born_early else written.child.due_date),
        visits=tuple(
            replace(one, follow_up_on=far if one.follow_up_on else None) for one in written.visits
        ),
    )
    for asked in (on, START + timedelta(LAST), date.min, date.max):
        timeline = Timeline.of(ahead)
        for flag in timeline.flags_on(asked):
            assert str(flag.sentence)
        for coming in timeline.upcoming_on(asked):
            assert coming.due_on > asked


@given(st.integers(0, 200), st.sampled_from([35.9, 38.0, 39.0]))
def test_an_unborn_due_date_far_ahead_keeps_a_baby_young(days, celsius):
    on = after(START, days)
    written = diary(note(on, temperature_c=celsius), born=START, due=day("9999-12-31"))
    (flag,) = check(written, on)
    assert flag.level.key == "emergency"
