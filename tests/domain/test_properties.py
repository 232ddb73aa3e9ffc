"""Properties of every diary on every day."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.domain.builders import ack, after, clear, concern, day, diary, entry, note, visit
from tracker.domain.records import (
    Acknowledgement,
    Child,
    Concern,
    DayNote,
    Diary,
    Exposure,
    Visit,
)
from tracker.domain.rules import (
    CONCERN_RULES,
    RULE_KEYS,
    STANDARD_RULES,
    URGENT_RULES,
    rules_from_toml,
)
from tracker.domain.spells import Course
from tracker.domain.timeline import Timeline, check, falls_due_next
from tracker.domain.vocabulary import CONDITIONS, SIGNS

# Each diary is asked for every day, so that few are enough.
FEW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

START = date(2026, 2, 20)
LAST = 36
"""The last day, counted from START, on which anything is written."""

END = START + timedelta(LAST)
EVERY_DAY = [START + timedelta(days) for days in (*range(-1, 70), *range(88, 96), *range(118, 130))]
"""So long that the limits of what was noticed first, and the silences, end within them."""

COURSE_KEYS = [rule.key for rule in CONCERN_RULES]
CHILD_RULES = [rule.key for rule in URGENT_RULES if rule.about == "child"]
CHILD_SIGNS = [key for key, sign in SIGNS.items() if sign.about == "child"]
LIVELY = ["milia", "unsure_rash", "diaper_rash", "impetigo", "eczema", "erythema_toxicum"]
TEMPERATURES = [35.9, 36.0, 37.9, 38.0, 38.0, 38.0, 38.5, 39.0]

# Few choices for each record, so that a diary is quick to draw and to shrink.
ENTRIES = [
    *([entry(START)] * 6),
    *([entry(START, trend="worse")] * 6),
    *([entry(START, status="clear")] * 6),
    entry(START, trend="better"),
    *(entry(START, temperature_c=celsius) for celsius in TEMPERATURES),
    *(entry(START, yes=sign) for sign in SIGNS),
    entry(START, status="clear", yes="bruise worried"),
    entry(START, trend="worse", yes="nonblanching", temperature_c=38.0),
    entry(START, signs=dict.fromkeys(SIGNS, "no")),
]
NOTED = [
    note(START),
    *(note(START, temperature_c=celsius) for celsius in TEMPERATURES * 2),
    *(note(START, yes=sign) for sign in CHILD_SIGNS),
    note(START, signs=dict.fromkeys(CHILD_SIGNS, "not_checked")),
]
TIMES = st.sampled_from([None, None, time(0), time(8), time(20)])
NAMES = st.sampled_from(
    [
        (key, namer)
        for key in (*LIVELY, *LIVELY, *CONDITIONS)
        for namer in ("parent", "parent", "doctor")
    ]
)


def days_from(first):
    """More of them close by, so that windows are met on their last day."""
    near = st.integers(first, min(first + 9, LAST))
    return (near | st.integers(first, LAST)).map(lambda days: START + timedelta(days))


def entries_from(first):
    return st.builds(
        lambda entry, on, at: replace(entry, day=on, at=at),
        st.sampled_from(ENTRIES),
        days_from(first),
        TIMES,
    )


def with_ids(records, prefix):
    """Three of four have an id."""
    return tuple(
        replace(record, id=None if place % 4 == 3 else f"{prefix}{place}")
        for place, record in enumerate(records)
    )


@st.composite
def concerns(draw, place):
    condition, namer = draw(NAMES)
    first = draw(st.integers(0, LAST))
    written = draw(st.lists(entries_from(max(first - 9, 0)), max_size=7))
    return Concern(
        id=f"c{place}",
        condition=condition,
        first_noticed_on=START + timedelta(first),
        named_by=namer,
        entries=with_ids(written, f"c{place}-"),
    )


NOTES = st.lists(
    st.builds(
        lambda noted, on, at: replace(noted, day=on, at=at),
        st.sampled_from(NOTED),
        days_from(0),
        TIMES,
    ),
    max_size=5,
)


def visits(ids):
    return st.builds(
        lambda on, at, about, follow_up: Visit(
            on, at, "Dr Okafor", about, follow_up_on=follow_up and on + timedelta(follow_up)
        ),
        days_from(0),
        TIMES,
        st.sampled_from([(), *((one,) for one in ids), *((one,) for one in ids), tuple(ids)]),
        st.sampled_from([None, None, 1, 5, 15]),
    )


@st.composite
def acknowledgements(draw, ids, entries):
    of_concerns = [(rule, one) for rule in (*COURSE_KEYS, *RULE_KEYS) for one in ids]
    of_child = [(rule, None) for rule in ("follow_up", *CHILD_RULES)]
    rule, concern_id = draw(
        st.sampled_from([(r, c) for r, c in of_concerns if r not in CHILD_RULES] + of_child)
    )
    named = draw(st.sampled_from([None, *entries])) if rule not in COURSE_KEYS else None
    first = 0 if named is None else (named.day - START).days
    return Acknowledgement(draw(days_from(first)), rule, concern_id, named.id if named else None)


@st.composite
def diaries(draw):
    born = START - timedelta(draw(st.sampled_from([0, 10, 20, 40, 80, 170, 900])))
    due = draw(st.sampled_from([None, None, -10, 5, 20, 60]))
    problems = [draw(concerns(place)) for place in range(draw(st.integers(0, 2)))]
    noted = with_ids(draw(NOTES), "n")
    ids = [one.id for one in problems]
    entries = [one for problem in problems for one in problem.entries] + list(noted)
    named = [one for one in entries if one.id]
    return Diary(
        child=Child("Iris", born, None if due is None else born + timedelta(due)),
        concerns=tuple(problems),
        day_notes=noted,
        exposures=tuple(Exposure(START + timedelta(days), "vaccine") for days in (3, 20)),
        visits=tuple(draw(st.lists(visits(ids), max_size=3))),
        acknowledgements=tuple(draw(st.lists(acknowledgements(ids, named), max_size=3))),
    )


DIARIES = diaries()
ANSWERED_LATER = diary(
    concern("impetigo", START), ack(after(START, 10), "at_first_sight"), visit(END, "c1")
)
FEVERISH = diary(*(note(after(START, days), temperature_c=38.5) for days in (0, 2, 4)))
BACK_AFTER_SIX_DAYS = diary(concern("hives", START, clear(after(START, 2)), entry(after(START, 8))))


def walk(written, rules=STANDARD_RULES):
    """Every day with what holds on it and what lies ahead."""
    timeline = Timeline.of(written, rules)
    for on in EVERY_DAY:
        yield on, timeline.flags_on(on), timeline.upcoming_on(on)


def answers(written):
    return list(walk(written))


def facts(flags):
    """All but the sentence, which counts the days that went by."""
    return [replace(flag, sentence=None) for flag in flags]


def urgent(flags):
    return [flag for flag in flags if flag.is_urgent_sign]


def course(flags):
    return [flag for flag in flags if not flag.is_urgent_sign]


def cut(written, on):
    """The diary as it stood on that day."""

    def until(records):
        return tuple(record for record in records if record.day <= on)

    return replace(
        written,
        concerns=tuple(
            replace(one, entries=until(one.entries))
            for one in written.concerns
            if one.begins_on <= on
        ),
        day_notes=until(written.day_notes),
        exposures=until(written.exposures),
        visits=until(written.visits),
        acknowledgements=until(written.acknowledgements),
    )


# The past


@FEW
@given(DIARIES)
@example(ANSWERED_LATER)
def test_a_past_day_is_answered_as_if_nothing_had_been_written_since(written):
    for on, flags, ahead in walk(written):
        if on <= END:
            then = cut(written, on)
            assert check(then, on) == flags
            assert falls_due_next(then, on) == ahead


# Days without an entry


@FEW
@given(DIARIES, st.lists(st.builds(DayNote, days_from(0), at=TIMES), max_size=4))
@example(FEVERISH, [note(after(START, 1)), note(after(START, 4))])
def test_a_day_note_with_nothing_in_it_changes_nothing(written, empty):
    more = replace(written, day_notes=(*empty, *written.day_notes))
    assert answers(more) == answers(written)


@FEW
@given(DIARIES)
def test_no_gap_ends_a_spell(written):
    for one in written.concerns:
        known = Course.of(one)
        for gap in (1, 6, 7, 8, 28, 29, 92, 400):
            assert known.spells_on(END + timedelta(gap)) == known.spells_on(END)


def dated(written):
    """Every day on which something is written."""
    found = {one.first_noticed_on for one in written.concerns}
    found |= {record.day for one in written.concerns for record in one.entries}
    for records in (written.day_notes, written.visits, written.acknowledgements):
        found |= {record.day for record in records}
    return found


@FEW
@given(DIARIES)
def test_from_one_day_to_the_next_only_what_falls_due_changes(written):
    silence_ends = {ack.day + timedelta(28) for ack in written.acknowledgements}
    for (on, before, ahead), (following, now, _) in pairwise(walk(written)):
        if following in dated(written) | silence_ends or following != on + timedelta(1):
            continue
        fresh = {flag.concern: flag.rule for flag in now if flag.due_on == following}
        assert urgent(now) == urgent(before)
        assert [flag for flag in facts(course(now)) if flag.concern not in fresh] == [
            flag for flag in facts(course(before)) if flag.concern not in fresh
        ]
        of_concerns = {concern: rule for concern, rule in fresh.items() if concern}
        assert of_concerns.items() <= {one.concern: one.rule for one in ahead}.items()


@FEW
@given(DIARIES)
def test_what_falls_due_next_is_due_on_its_day_or_something_no_less_urgent(written):
    still = replace(written, acknowledgements=())
    timeline = Timeline.of(still)
    for coming in timeline.upcoming_on(END):
        on_its_day = [
            flag
            for flag in course(timeline.flags_on(coming.due_on))
            if flag.concern == coming.concern
        ]
        assert [flag.level >= coming.level for flag in on_its_day] == [True]


@FEW
@given(DIARIES)
def test_what_falls_due_next_was_announced_every_day_before(written):
    still = replace(written, acknowledgements=())
    announced = {}
    for on, flags, ahead in walk(still):
        for flag in course(flags):
            if flag.concern and flag.due_on == on and on > END:
                assert announced[flag.concern] == (flag.rule, flag.due_on)
        announced = {one.concern: (one.rule, one.due_on) for one in ahead}


# Urgent signs


@FEW
@given(DIARIES, entries_from(0), st.integers(1, 40))
def test_no_later_entry_hides_an_urgent_sign(written, late, days):
    on = END + timedelta(days)
    before = urgent(check(written, on))
    for one in written.concerns:
        more = replace(one, entries=(replace(late, day=on), *one.entries))
        changed = tuple(more if other.id == one.id else other for other in written.concerns)
        now = urgent(check(replace(written, concerns=changed), on))
        assert [flag for flag in now if flag.since < on] == before


@FEW
@given(DIARIES)
def test_without_a_visit_or_an_answer_no_urgent_sign_is_ever_closed(written):
    seen = set()
    for _, flags, _ in walk(replace(written, visits=(), acknowledgements=())):
        now = {(flag.rule, flag.concern, flag.since, flag.entry) for flag in urgent(flags)}
        assert seen <= now
        seen = now


ALONE = rules_from_toml(
    "".join(
        f"[rules.{rule.key}]\nenabled = false\n"
        for rule in URGENT_RULES
        if rule.needs_other_records
    )
)
"""Without the rules that ask what else was seen on the day of a temperature."""


@FEW
@given(DIARIES)
def test_an_urgent_sign_does_not_ask_whether_the_spot_is_there(written):
    def all_as(status):
        changed = (
            replace(one, entries=tuple(replace(entry, status=status) for entry in one.entries))
            for one in written.concerns
        )
        return [
            urgent(flags) for _, flags, _ in walk(replace(written, concerns=tuple(changed)), ALONE)
        ]

    as_written = [urgent(flags) for _, flags, _ in walk(written, ALONE)]
    assert all_as("clear") == as_written
    assert all_as("present") == as_written


@FEW
@given(DIARIES)
def test_one_urgent_flag_for_a_rule_and_its_concern(written):
    for _, flags, _ in walk(written):
        places = [(flag.rule, flag.concern) for flag in urgent(flags)]
        assert len(places) == len(set(places))


# The flags of the course


@FEW
@given(DIARIES)
def test_at_most_one_flag_of_the_course_for_a_concern(written):
    for on, flags, _ in walk(written):
        places = [flag.concern for flag in course(flags)]
        assert len(places) == len(set(places))
        for flag in course(flags):
            assert flag.since <= flag.due_on <= on
            assert flag.rule in COURSE_KEYS
            assert flag.concern is not None or flag.rule == "follow_up"


@FEW
@given(DIARIES)
def test_only_a_spell_that_goes_on_has_a_flag_or_a_day_ahead(written):
    courses = {one.id: Course.of(one) for one in written.concerns}
    for on, flags, ahead in walk(written):
        about_concerns = [flag for flag in course(flags) if flag.concern]
        for flag in (*about_concerns, *ahead):
            spell = courses[flag.concern].spells_on(on)[-1]
            assert (spell.cleared_on, spell.onset) == (None, flag.since)


@FEW
@given(DIARIES)
def test_confirmed_means_a_present_entry_since_it_was_due(written):
    noted = {
        one.id: [entry.day for entry in one.entries if entry.status == "present"]
        for one in written.concerns
    }
    for on, flags, _ in walk(written):
        for flag in flags:
            if flag.is_urgent_sign or flag.concern is None:
                assert flag.confirmed
                continue
            since = [seen for seen in noted[flag.concern] if flag.due_on <= seen <= on]
            assert flag.confirmed is bool(since)
            assert ("last noted" in str(flag.sentence)) is not flag.confirmed


@FEW
@given(DIARIES)
def test_the_most_urgent_comes_first(written):
    places = {one.id: place for place, one in enumerate(written.concerns)}
    for _, flags, _ in walk(written):
        order = [
            (
                -flag.level,
                flag.due_on,
                places.get(flag.concern, -1),
                not flag.is_urgent_sign,
                RULE_KEYS.index(flag.rule),
            )
            for flag in flags
        ]
        assert order == sorted(order)


# Spells


@FEW
@given(DIARIES)
@example(BACK_AFTER_SIX_DAYS)
def test_spells_follow_one_another_with_seven_clear_days_between(written):
    for one in written.concerns:
        known = Course.of(one)
        noted = {entry.day for entry in one.entries if entry.status == "present"}
        noted.add(one.first_noticed_on)
        first = min(one.first_noticed_on, *(entry.day for entry in one.entries), date.max)
        for on in EVERY_DAY:
            found = known.spells_on(on)
            assert (found == ()) is (on < first)
            assert [spell.onset for spell in found[:1]] == [first] * bool(found)
            for earlier, later in pairwise(found):
                assert earlier.onset <= earlier.cleared_on
                assert later.onset in noted
                assert (later.onset - earlier.cleared_on).days >= 7


@FEW
@given(DIARIES)
def test_a_return_within_seven_days_begins_no_spell(written):
    for one in written.concerns:
        known = Course.of(one)
        for spell in known.spells_on(END)[1:]:
            shortly_before = [
                day.last.status for day in known.days if 0 < (spell.onset - day.day).days < 7
            ]
            assert set(shortly_before) <= {"clear"}


# The order of writing


def shuffled(records, random):
    """In another order, but those of one day as they were."""
    by_day = {}
    for record in records:
        by_day.setdefault(record.day, []).append(record)
    days = list(by_day)
    random.shuffle(days)
    return tuple(record for on in days for record in by_day[on])


@FEW
@given(DIARIES, st.randoms(use_true_random=False))
def test_the_order_in_which_days_were_written_changes_nothing(written, random):
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
    assert answers(other) == answers(written)


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


@FEW
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
    for asked in (on, END, date.min, date.max):
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
