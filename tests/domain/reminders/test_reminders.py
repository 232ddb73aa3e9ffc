"""Reminders: what is due for a member, by what they chose, the diaries and the clock."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.reminders import (
    DAILY,
    TWICE_A_WEEK,
    WEEKLY,
    ChildFacts,
    FallenDue,
    GoingOn,
    is_quiet,
    next_moment,
    reminders_due,
    rhythm_of,
)
from tracker.domain.vocabulary import CONDITIONS

ZONES = [
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Africa/Casablanca",
]
YEARS = {"Pacific/Apia": 2011, "America/Sao_Paulo": 2018}
"""A day without a 30 December, and a clock that changes at midnight."""

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 3, 10)


@dataclass(frozen=True)
class Chosen:
    evening: bool = True
    due: bool = True
    follow_up: bool = True
    still_there: bool = True
    evening_at: time = time(19)
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    wrote: bool = True


def before(days: int) -> date:
    return TODAY - timedelta(days)


def at(clock: str, day: date = TODAY, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


def sent(clock: str, *children: ChildFacts, chosen: Chosen = Chosen(), day: date = TODAY):
    return [each.key for each in reminders_due(chosen, children, LONDON, at(clock, day))]


def child(*noted: int, rhythm=DAILY, written: int | None = None, **facts) -> ChildFacts:
    """A child with a concern for each number of days since it was noted."""
    going_on = tuple(GoingOn(rhythm, before(days)) for days in noted)
    last = min(noted, default=0) if written is None else written
    return ChildFacts(going_on, before(last), **facts)


def fallen(days: int, rule: str = "rash_over_4_weeks") -> FallenDue:
    return FallenDue(rule, "c1", before(days))


# In the evening


def test_the_nudge_comes_at_the_chosen_hour_until_quiet_hours() -> None:
    facts = child(1)
    assert sent("18:59", facts) == []
    assert sent("19:00", facts) == ["evening 2026-03-10"]
    assert sent("20:59", facts) == ["evening 2026-03-10"]
    assert sent("21:00", facts) == []


def test_no_nudge_where_todays_entry_is_written_or_nothing_goes_on() -> None:
    assert sent("19:00", child(0)) == []
    assert sent("19:00", child(written=1)) == []
    assert sent("19:00", ChildFacts()) == []


def test_one_nudge_for_all_children_and_concerns() -> None:
    assert sent("19:00", child(1, 1), child(0, 2)) == ["evening 2026-03-10"]


@pytest.mark.parametrize(
    ("rhythm", "missing_after"),
    [
        (DAILY, [*range(1, 14)]),
        (TWICE_A_WEEK, [4, 7, 11]),
        (WEEKLY, [7]),
    ],
)
def test_the_nudge_comes_in_the_rhythm_of_the_concern(rhythm, missing_after) -> None:
    nudge = ["evening 2026-03-10"]
    found = [days for days in range(30) if sent("19:00", child(days, rhythm=rhythm)) == nudge]
    assert found == missing_after


def test_nudges_go_on_while_the_diary_is_written_for_another_concern() -> None:
    assert sent("19:00", child(14, rhythm=WEEKLY, written=13)) == ["evening 2026-03-10"]
    chosen = Chosen(still_there=False)
    assert sent("19:00", child(14, rhythm=WEEKLY, written=14), chosen=chosen) == []


@pytest.mark.parametrize(
    ("conditions", "rhythm"),
    [
        ("milia secondary_milia salmon_patch haemangioma", WEEKLY),
        ("cradle_cap baby_acne epstein_pearls", TWICE_A_WEEK),
        ("eczema unsure_bumps unsure_rash diaper_rash chickenpox other", DAILY),
    ],
)
def test_rhythms(conditions, rhythm) -> None:
    assert {rhythm_of(CONDITIONS[key]) for key in conditions.split()} == {rhythm}


def test_no_nudge_at_an_hour_that_is_quiet() -> None:
    assert sent("23:00", child(1), chosen=Chosen(evening_at=time(22))) == []
    assert sent("08:00", child(1), chosen=Chosen(evening_at=time(22))) == []


def test_without_quiet_hours_the_nudge_holds_until_midnight() -> None:
    chosen = Chosen(quiet_from=time(0), quiet_until=time(0))
    assert sent("23:59", child(1), chosen=chosen) == ["evening 2026-03-10"]


# In the morning


def test_a_follow_up_is_told_the_day_before_and_on_the_day() -> None:
    facts = child(0, follow_ups=frozenset({date(2026, 3, 11)}))
    assert sent("09:00", facts, day=date(2026, 3, 9)) == []
    assert sent("09:00", facts) == ["follow_up_tomorrow 2026-03-11"]
    assert sent("09:00", facts, day=date(2026, 3, 11)) == ["follow_up_today 2026-03-11"]


def test_what_fell_due_is_told_in_the_morning_and_for_a_week_after_an_outage() -> None:
    assert sent("08:59", child(0, fallen_due=(fallen(0),))) == []
    assert sent("09:00", child(0, fallen_due=(fallen(0),))) == ["due 2026-03-10"]
    assert sent("09:00", child(0, fallen_due=(fallen(6),))) == ["due 2026-03-04"]
    assert sent("09:00", child(0, fallen_due=(fallen(7),))) == []


def test_a_follow_up_that_fell_due_is_not_told_twice() -> None:
    facts = child(0, fallen_due=(fallen(0, "follow_up"),))
    assert sent("09:00", facts) == []
    assert sent("09:00", facts, chosen=Chosen(follow_up=False)) == ["due 2026-03-10"]


def test_still_there_is_asked_after_14_silent_days_once() -> None:
    assert [days for days in range(40) if sent("09:00", child(days))] == [*range(14, 29)]
    assert sent("09:00", child(14)) == ["still_there 2026-02-24"]
    next_day = reminders_due(Chosen(), [child(14)], LONDON, at("09:00", before(-1)))
    assert [each.key for each in next_day] == ["still_there 2026-02-24"]


def test_still_there_is_not_asked_where_another_child_is_written_about_or_all_is_gone() -> None:
    assert sent("09:00", child(14), child(3)) == []
    assert sent("09:00", child(written=14)) == []


def test_one_reminder_in_the_morning_the_most_pressing_first() -> None:
    both = child(14, follow_ups=frozenset({before(-1)}), fallen_due=(fallen(0),))
    assert sent("09:00", both) == ["follow_up_tomorrow 2026-03-11"]
    assert sent("09:00", replace(both, follow_ups=frozenset())) == ["due 2026-03-10"]


def test_the_morning_begins_when_quiet_hours_end() -> None:
    facts = child(0, fallen_due=(fallen(0),))
    late = Chosen(quiet_until=time(10, 30))
    assert sent("10:29", facts, chosen=late) == []
    assert sent("10:30", facts, chosen=late) == ["due 2026-03-10"]


def test_nothing_that_was_not_chosen() -> None:
    nothing = Chosen(evening=False, due=False, follow_up=False, still_there=False)
    facts = child(14, follow_ups=frozenset({TODAY}), fallen_due=(fallen(0),))
    assert sent("09:00", facts, child(1), chosen=nothing) == []
    assert sent("19:00", facts, child(1), chosen=nothing) == []


def test_each_is_stopped_by_its_switch() -> None:
    tomorrow = child(1, follow_ups=frozenset({before(-1)}))
    (found,) = reminders_due(Chosen(), [tomorrow], LONDON, at("09:00"))
    assert (found.what, found.switch) == ("follow_up_tomorrow", "follow_up")


# When somebody wrote


def told(clock: str, wrote_at: str, day: date = TODAY, chosen: Chosen = Chosen()):
    found = reminders_due(chosen, [], LONDON, at(clock, day), at(wrote_at))
    return [each.key for each in found]


def test_what_somebody_wrote_is_told_at_once_for_a_day_and_once_a_day() -> None:
    assert told("13:59", "14:00") == []
    assert told("14:00", "14:00") == told("18:00", "17:00") == ["wrote 2026-03-10"]
    assert told("13:59", "14:00", before(-1)) == ["wrote 2026-03-10"]
    assert told("14:00", "14:00", before(-1)) == []


def test_what_somebody_wrote_in_quiet_hours_is_told_after_them() -> None:
    assert told("21:30", "21:30") == told("07:59", "21:30", before(-1)) == []
    assert told("08:00", "21:30", before(-1)) == ["wrote 2026-03-10"]


def test_who_did_not_choose_it_is_not_told_that_somebody_wrote() -> None:
    assert told("14:00", "14:00", chosen=Chosen(wrote=False)) == []
    assert reminders_due(Chosen(), [], LONDON, at("14:00")) == ()


# A year in zones whose clocks change in their own way

TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))


@st.composite
def choices(draw):
    switches = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    return Chosen(*switches, *draw(st.lists(TIMES, min_size=3, max_size=3)))


def facts_on(today: date, written: date, noted: frozenset[date]) -> ChildFacts:
    due = tuple(
        FallenDue("rash_over_4_weeks", "c1", day)
        for day in noted
        if timedelta() <= today - day < timedelta(7)
    )
    return ChildFacts((GoingOn(DAILY, written),), written, noted, due)


def a_year(zone: ZoneInfo, year: int, chosen: Chosen, *, written, noted, is_off):
    """Return every reminder with the time at which it was sent, as one server would."""
    now, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    made: dict[str, datetime] = {}
    while now < end:
        today = now.astimezone(zone).date()
        if not is_off(today):
            last = max(day for day in written if day <= today)
            for each in reminders_due(chosen, [facts_on(today, last, noted)], zone, now):
                made.setdefault(each.key, now)
        following = next_moment(chosen, zone, now)
        assert now < following <= now + timedelta(days=2)
        now = following
    return made


@pytest.mark.parametrize("zone_name", ZONES)
@settings(max_examples=8, deadline=None)
@given(
    chosen=choices(),
    days_written=st.sets(st.integers(0, 364), max_size=60),
    noted=st.sets(st.integers(0, 364), max_size=6),
    off=st.integers(0, 350),
)
def test_a_year_of_reminders(zone_name, chosen, days_written, noted, off) -> None:
    zone, year = ZoneInfo(zone_name), YEARS.get(zone_name, 2026)
    first = date(year, 1, 1)
    written = {first - timedelta(2), *(first + timedelta(days) for days in days_written)}
    outage = {first + timedelta(off + days) for days in range(7)}
    made = a_year(
        zone,
        year,
        chosen,
        written=written,
        noted=frozenset(first + timedelta(days) for days in noted),
        is_off=outage.__contains__,
    )
    days_of: dict[str, list[date]] = {}
    for key, now in made.items():
        assert not is_quiet(chosen, zone, now)
        days_of.setdefault(key.split()[0], []).append(now.astimezone(zone).date())
    nudges = Counter(days_of.get("evening", []) + days_of.get("still_there", []))
    assert max(nudges.values(), default=1) == 1
    assert not nudges.keys() & outage
    assert not set(days_of.get("evening", [])) & written
    mornings = Counter(day for what, days in days_of.items() if what != "evening" for day in days)
    assert max(mornings.values(), default=1) == 1


@pytest.mark.parametrize("zone_name", ZONES)
def test_every_day_of_a_year_has_its_nudge(zone_name) -> None:
    zone, year = ZoneInfo(zone_name), YEARS.get(zone_name, 2026)
    days = {date(year, 1, 2) + timedelta(days) for days in range(363)}
    days -= {date(2011, 12, 30)} if zone_name == "Pacific/Apia" else set()
    every_other = {day for day in days if day.toordinal() % 2}
    made = a_year(
        zone,
        year,
        Chosen(),
        written=every_other | {date(year - 1, 12, 25)},
        noted=frozenset(),
        is_off=lambda _day: False,
    )
    nudged = {now.astimezone(zone).date() for key, now in made.items() if key.startswith("evening")}
    assert nudged & days == days - every_other


def test_after_a_weeks_outage_there_is_one_reminder() -> None:
    facts = child(6, fallen_due=(fallen(6), fallen(3), fallen(1)))
    assert sent("09:05", facts) == ["due 2026-03-09"]
    assert sent("19:05", facts, chosen=Chosen(due=False)) == ["evening 2026-03-10"]
