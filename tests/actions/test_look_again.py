"""The day to look again is never later than the day on which something falls due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from tests.actions.edits import KINDS, make_edited
from tests.actions.random_diaries import StoredRandomDiary
from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tracker.actions.history import undo
from tracker.actions.people import add_child
from tracker.actions.records import write_record
from tracker.actions.upkeep import look_again as look_again_module
from tracker.actions.upkeep.look_again import look_again, look_again_soon
from tracker.domain import records
from tracker.domain.look_again import child_facts
from tracker.domain.timeline import Timeline
from tracker.models import LOOK_NOW, Child, Family, LookAgain
from tracker.queries import timeline_of
from tracker.queries.look_again import children_due

pytestmark = pytest.mark.django_db

ONSET = date(2026, 3, 1)
DUE = date(2026, 3, 30)
"""Of a rash with that onset."""

TODAY = date(2026, 3, 5)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def make_rash(time_zone: str = "UTC") -> Child:
    family = make_family(time_zone=time_zone)
    concern = make_concern(make_child(family), condition="cradle_cap", first_noticed_on=ONSET)
    make_entry(concern, date(2026, 3, 4))
    return concern.child


def stored(child: Child) -> tuple[date | None, date | None]:
    row = LookAgain.objects.get(child=child)
    return row.day, row.fell_due_on


def is_listed(child: Child, now: datetime) -> bool:
    return children_due(now).filter(pk=child.pk).exists()


# What is stored


def test_the_coming_day_and_the_one_that_came() -> None:
    child = make_rash()
    for today, expected in (
        (date(2026, 3, 4), (DUE, None)),
        (date(2026, 3, 29), (DUE, None)),
        (DUE, (None, DUE)),
    ):
        look_again_soon(child.family_id)
        assert look_again(noon(today)) == 1
        assert stored(child) == expected, today


def test_a_silence_that_ends_counts() -> None:
    child = make_rash()
    child.acknowledgements.create(day=DUE, rule="rash_over_4_weeks", concern=child.concerns.get())
    look_again(noon(DUE))
    assert stored(child) == (DUE + timedelta(days=28), None)


def test_only_children_whose_day_has_come_are_read() -> None:
    due, later, gone = make_rash(), make_rash(), make_child()
    make_entry(later.concerns.get(), date(2026, 3, 20), status="clear")
    assert look_again(noon(date(2026, 3, 28))) == 3
    assert [stored(child)[0] for child in (due, later, gone)] == [DUE, None, None]
    assert look_again(noon(date(2026, 3, 28))) == 0
    assert look_again(noon(DUE)) == 1
    assert look_again(noon(DUE)) == 0


@pytest.mark.parametrize(
    ("time_zone", "hour", "is_read"),
    [
        ("Pacific/Kiritimati", datetime(2026, 3, 29, 10, tzinfo=UTC), True),
        ("Pacific/Kiritimati", datetime(2026, 3, 29, 9, 59, tzinfo=UTC), False),
        ("Etc/GMT+12", datetime(2026, 3, 30, 12, tzinfo=UTC), True),
        ("Etc/GMT+12", datetime(2026, 3, 30, 11, 59, tzinfo=UTC), False),
    ],
)
def test_the_day_comes_in_the_familys_time_zone(
    time_zone: str, hour: datetime, is_read: bool
) -> None:
    child = make_rash(time_zone)
    look_again(noon(date(2026, 3, 10)))
    assert look_again(hour) == is_read
    assert stored(child)[0] == (None if is_read else DUE)
    assert is_listed(child, hour + timedelta(hours=1))


def test_a_diary_that_cannot_be_checked_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = make_rash(), make_rash()

    def fail_for_one(child: Child, since: date) -> Timeline:
        if child == broken:
            raise ValueError
        return timeline_of(child, since)

    with monkeypatch.context() as patch:
        patch.setattr(look_again_module, "timeline_of", fail_for_one)
        look_again(noon(TODAY))
    assert [stored(child)[0] for child in (broken, sound)] == [LOOK_NOW, DUE]
    assert caplog.messages == ["A diary could not be checked."]
    assert look_again(noon(TODAY)) == 1
    assert stored(broken)[0] == DUE


# Writes


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_makes_the_day_unknown(kind: str) -> None:
    edited = make_edited(kind)
    family = Family.objects.get()
    child = family.children.first() or make_child(family)
    look_again(noon(date(2026, 6, 1)))
    before = LookAgain.objects.get(child=child)
    assert before.day != LOOK_NOW
    edited.change("second", 0, make_member(family))
    after = LookAgain.objects.get(child=child)
    assert (after.day, after.revision > before.revision) == (LOOK_NOW, True)


def test_a_new_child_is_looked_at() -> None:
    born = records.Child(name="Rose", birth_date=ONSET)
    child = add_child(family=make_family(), child=born)
    assert is_listed(child, noon(ONSET))


def test_an_undo_makes_the_day_unknown() -> None:
    child = make_rash()
    by = make_member(child.family)
    clear = records.Entry(day=date(2026, 3, 9), status="clear")
    concern = child.concerns.get()
    written = write_record(owner=concern, record=clear, uuid=concern.uuid, by=by)
    look_again(noon(date(2026, 3, 10)))
    assert stored(child)[0] is None
    assert written.change_set is not None
    undo(change_set=written.change_set, child=child, by=by)
    assert stored(child)[0] == LOOK_NOW
    look_again(noon(date(2026, 3, 10)))
    assert stored(child)[0] == DUE


def test_a_day_from_before_a_write_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    child = make_rash()

    def write_meanwhile(child: Child, since: date) -> Timeline:
        timeline = timeline_of(child, since)
        look_again_soon(child.family_id)
        return timeline

    with monkeypatch.context() as patch:
        patch.setattr(look_again_module, "timeline_of", write_meanwhile)
        look_again(noon(TODAY))
    assert stored(child)[0] == LOOK_NOW
    look_again(noon(TODAY))
    assert stored(child)[0] == DUE


@pytest.mark.parametrize("children", [1, 3])
def test_a_write_costs_one_query(
    children: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    family = make_family()
    for _ in range(children):
        make_child(family)
    with django_assert_num_queries(1):
        look_again_soon(family.pk)


# Other rules


def test_other_rules_are_applied_to_all(settings, tmp_path: Path) -> None:
    children = [make_rash(), make_rash()]
    look_again(noon(date(2026, 3, 5)))
    settings.MILKSPOT_RULES_FILE = tmp_path / "rules.toml"
    settings.MILKSPOT_RULES_FILE.write_text("[rules.rash_over_4_weeks]\ndays = 10")
    assert look_again(noon(date(2026, 3, 5))) == 2
    assert [stored(child)[0] for child in children] == [date(2026, 3, 12)] * 2
    assert look_again(noon(date(2026, 3, 5))) == 0


def test_what_was_interrupted_goes_on_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    children = [make_rash() for _ in range(3)]
    read: list[Child] = []

    def killed_at_the_second(child: Child, since: date) -> Timeline:
        read.append(child)
        if len(read) == 2:
            raise KeyboardInterrupt
        return timeline_of(child, since)

    with monkeypatch.context() as patch:
        patch.setattr(look_again_module, "timeline_of", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            look_again(noon(TODAY))
    assert look_again(noon(TODAY)) == 2
    assert [stored(child)[0] for child in children] == [DUE] * 3


def test_more_children_than_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.queries.look_again.BATCH_SIZE", 2)
    children = [make_rash() for _ in range(5)]
    assert look_again(noon(TODAY)) == 5
    assert [stored(child)[0] for child in children] == [DUE] * 5


def test_the_command_prints_how_many_it_read(capsys: pytest.CaptureFixture[str]) -> None:
    make_rash()
    call_command("look_again")
    call_command("look_again")
    assert capsys.readouterr().out == "1 diary read.\n0 diaries read.\n"


# Random diaries

SEEDS = range(12)


def keys(timeline: Timeline, day: date) -> set[object]:
    return {(flag.rule, flag.concern, flag.entry, flag.due_on) for flag in timeline.flags_on(day)}


def write_something(diary: StoredRandomDiary, day: date) -> None:
    concern = diary.random.choice(diary.concerns())
    status = diary.random.choice(("present", "clear"))
    write_record(
        owner=concern,
        record=records.Entry(day=max(day, diary.child.birth_date), status=status),
        uuid=concern.uuid,
        by=diary.parent,
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_no_flag_of_a_random_diary_comes_before_the_stored_day(seed: int) -> None:
    """From each of some days on, until the stored one, and what fell due is listed on its days."""
    diary = StoredRandomDiary.of(seed)
    child, random = diary.child, Random(seed)
    Family.objects.filter(pk=child.family_id).update(time_zone="UTC")
    for today in random.sample(diary.asked, min(4, len(diary.asked))):
        write_something(diary, today)
        assert stored(child)[0] == LOOK_NOW
        look_again(noon(today))
        timeline = timeline_of(child)
        coming, _ = stored(child)
        assert coming is None or coming > today
        known = keys(timeline, today)
        for ahead in range(1, 130):
            day = today + timedelta(days=ahead)
            if day == coming:
                break
            assert keys(timeline, day) <= known, (today, day)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_fell_due_in_a_random_diary_is_listed_on_its_days(seed: int) -> None:
    """Before and after that day's tasks, with nothing written."""
    diary = StoredRandomDiary.of(seed)
    child = diary.child
    Family.objects.filter(pk=child.family_id).update(time_zone="UTC")
    first = diary.random.choice(diary.asked)
    timeline = timeline_of(child)
    for days in range(60):
        today = first + timedelta(days=days)
        is_due = bool(child_facts(timeline, today).fallen_due)
        if days:
            assert not is_due or is_listed(child, noon(today)), today
        look_again(noon(today))
        assert not is_due or is_listed(child, noon(today)), today
