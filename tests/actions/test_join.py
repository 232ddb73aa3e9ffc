"""Two concerns that are the same one are joined, and the join is undone."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.actions.random_diaries import TODAY, StoredRandomDiary, export
from tests.factories import make_child, make_concern, make_entry, make_member
from tracker.actions.deleted import remove_deleted
from tracker.actions.history import CannotUndo, undo
from tracker.actions.importing import import_diary
from tracker.actions.mending.join import join_concerns
from tracker.actions.mending.rows import MendingResult, WouldSilence
from tracker.actions.records import delete_record, restore_record
from tracker.actions.revisions import snapshot
from tracker.domain import records
from tracker.models import (
    Acknowledgement,
    Care,
    Change,
    Child,
    Concern,
    Entry,
    Exposure,
    Spot,
    User,
    Visit,
)
from tracker.models.record import RESTORE_PERIOD
from tracker.queries import timeline_of, whole_diary
from tracker.queries.history import deleted_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
NOW = date(2026, 4, 20)


@pytest.fixture
def child() -> Child:
    return make_child()


@pytest.fixture
def parent(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def rash(child: Child) -> Concern:
    return make_concern(
        child, condition="cradle_cap", title="scales", first_noticed_on=date(2026, 3, 10)
    )


@pytest.fixture
def bumps(child: Child) -> Concern:
    return make_concern(child, condition="milia", title="pearls", first_noticed_on=DAY)


def join(source: Concern, target: Concern, by: User, today: date = NOW) -> MendingResult:
    return join_concerns(source=source, target=target, today=today, by=by)


def the_concern(child: Child) -> records.Concern:
    (concern,) = whole_diary(child).concerns
    return concern


@pytest.mark.parametrize("seed", range(20))
def test_the_check_is_that_of_a_diary_written_so_from_the_start(seed: int) -> None:
    made = StoredRandomDiary.of(seed)
    target = made.random.choice(made.concerns())
    from_the_start = made.check()
    source = made.part(target)
    before, parted = made.export(), made.check()
    try:
        result = join(source, target, made.parent, TODAY)
    except WouldSilence:
        assert (made.export(), made.check()) == (before, parted)
        return
    if not Acknowledgement.all_objects.filter(deleted_at__isnull=False).exists():
        assert made.check() == from_the_start
    assert result.change_set is not None
    undo(change_set=result.change_set, child=made.child, by=made.parent)
    assert (made.export(), made.check()) == (before, parted)


def test_most_random_diaries_are_joined() -> None:
    """Otherwise the test above would say little."""
    joined = 0
    for seed in range(20):
        made = StoredRandomDiary.of(seed)
        target = made.random.choice(made.concerns())
        source = made.part(target)
        try:
            join(source, target, made.parent, TODAY)
        except WouldSilence:
            continue
        joined += not Acknowledgement.all_objects.filter(deleted_at__isnull=False).exists()
    assert joined >= 14


def test_everything_comes_together_and_names_are_kept(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    make_entry(bumps, DAY, at=time(8), uuid="11111111-1111-4111-8111-111111111111")
    make_entry(rash, DAY, at=time(9), trend="worse", uuid="22222222-2222-4222-8222-222222222222")
    Care.objects.create(concern=rash, kind="bath", started_on=date(2026, 3, 12))
    visit = Visit.objects.create(child=child, day=date(2026, 3, 13))
    visit.concerns.set([rash, bumps])
    exposure = Exposure.objects.create(child=child, day=DAY, kind="food")
    exposure.concerns.set([rash])
    rash.former_names.create(condition="eczema", named_by="doctor", until=date(2026, 3, 11))
    join(rash, bumps, parent)
    diary = whole_diary(child)
    (concern,) = diary.concerns
    assert (concern.id, concern.title, concern.condition) == (str(bumps.uuid), "pearls", "milia")
    assert concern.first_noticed_on == DAY
    assert [(entry.at, entry.trend) for entry in concern.entries] == [
        (time(8), None),
        (time(9), "worse"),
    ]
    assert [care.kind for care in concern.care] == ["bath"]
    assert diary.visits[0].concerns == (concern.id,)
    assert diary.exposures[0].concerns == (concern.id,)
    assert concern.former_names == (
        records.FormerName("eczema", "doctor", date(2026, 3, 11)),
        records.FormerName("cradle_cap", "parent", NOW),
    )


def test_the_earlier_day_first_noticed_is_kept(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    join(bumps, rash, parent)
    concern = the_concern(child)
    assert (concern.title, concern.first_noticed_on) == ("scales", DAY)


def test_the_later_day_first_noticed_stays_a_sighting(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    """Milk spots were gone before the rash was noticed, of which nothing else was written."""
    make_entry(bumps, date(2026, 3, 2), "clear")
    before = export(child)
    result = join(bumps, rash, parent)
    assert result.noticed_again
    entries = [(entry.day, entry.status) for entry in the_concern(child).entries]
    assert entries == [(date(2026, 3, 2), "clear"), (date(2026, 3, 10), "present")]
    flags = timeline_of(child).flags_on(NOW)
    assert [flag.rule for flag in flags] == ["rash_over_4_weeks"]
    assert result.change_set is not None
    undo(change_set=result.change_set, child=child, by=parent)
    assert export(child) == before


def test_deleted_entries_come_along(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    entry = make_entry(rash, DAY, deleted_at=timezone.now())
    join(rash, bumps, parent)
    restore_record(row=Entry.all_objects.get(pk=entry.pk), by=parent)
    assert [row.day for row in the_concern(child).entries] == [DAY]


def test_spots_of_the_two_are_not_taken_for_the_same(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    made_by_form = "0123456789ab"
    for concern in (rash, bumps):
        entry = make_entry(concern, DAY)
        for track in ("a", made_by_form, ""):
            Spot.objects.create(entry=entry, site="chin", track=track)
    before = export(child)
    result = join(rash, bumps, parent)
    spots = [spot.track for entry in the_concern(child).entries for spot in entry.spots]
    assert sorted(track or "" for track in spots) == [
        "", "", made_by_form, made_by_form, "a", f"a {rash.uuid.hex[:12]}",
    ]  # fmt: skip
    assert result.change_set is not None
    undo(change_set=result.change_set, child=child, by=parent)
    assert export(child) == before


def test_a_spot_that_was_followed_stays_the_same_one(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    """Only the other concern's spots are others."""
    for day in (DAY, NOW):
        for track in ("a", "b"):
            Spot.objects.create(entry=make_entry(rash, day), site="chin", track=track)
    Spot.objects.create(entry=make_entry(bumps, DAY), site="chin", track="b")
    join(rash, bumps, parent)
    spots = [spot.track for entry in the_concern(child).entries for spot in entry.spots]
    other = f"b {rash.uuid.hex[:12]}"
    assert sorted(track or "" for track in spots) == ["a", "a", "b", other, other]


def test_many_entries_are_changed_and_undone_together(
    child: Child,
    rash: Concern,
    bumps: Concern,
    parent: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In batches: none is left out, and the history tells of each."""
    monkeypatch.setattr("tracker.actions.history.BATCH_SIZE", 2)
    visit = Visit.objects.create(child=child, day=DAY)
    for _number in range(5):
        entry = make_entry(rash, DAY, signs=("pus",), sites=("chin",))
        entry.come_back.add(visit)
    before, revision = export(child), entry.revision
    with CaptureQueriesContext(connection) as few:
        result = join(rash, bumps, parent)
    assert {row.revision for row in bumps.entries.all()} == {revision + 1}
    moves = Change.objects.filter(change_set=result.change_set, kind="entry")
    assert [(move.is_move, move.record_id) for move in moves] == [
        (True, row.pk) for row in bumps.entries.order_by("pk")
    ]
    assert [move.after for move in moves] == [snapshot(row) for row in Entry.objects.order_by("pk")]
    assert result.change_set is not None
    undo(change_set=result.change_set, child=child, by=parent)
    assert export(child) == before

    monkeypatch.undo()
    Entry.objects.bulk_create(Entry(concern=rash, day=DAY, status="present") for _ in range(100))
    with CaptureQueriesContext(connection) as many:
        join(rash, bumps, parent)
    assert len(many) <= len(few)


def pause(child: Child, concern: Concern, day: date, rule: str) -> Acknowledgement:
    ack: Acknowledgement = Acknowledgement.objects.create(
        child=child, concern=concern, day=day, rule=rule
    )
    return ack


def test_a_pause_in_effect_ends_and_a_past_one_is_kept(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    own = pause(child, rash, NOW, "rash_over_4_weeks")
    other = pause(child, bumps, NOW - timedelta(days=27), "milia_over_3_months")
    past = pause(child, rash, NOW - timedelta(days=28), "worsening")
    before = export(child)
    result = join(bumps, rash, parent)
    assert set(result.ended_pauses) == {own, other}
    assert list(Acknowledgement.objects.filter(child=child)) == [past]
    assert [flag.rule for flag in timeline_of(child).flags_on(NOW)] == ["rash_over_4_weeks"]
    assert result.change_set is not None
    undo(change_set=result.change_set, child=child, by=parent)
    assert export(child) == before


def test_an_answer_without_an_entry_does_not_answer_the_other(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    make_entry(rash, DAY, signs=("pus",))
    make_entry(bumps, DAY, signs=("pus",))
    pause(child, bumps, date(2026, 3, 5), "infection_signs")
    (flag,) = [f for f in timeline_of(child).flags_on(NOW) if f.is_urgent_sign]
    assert flag.concern == str(rash.uuid)
    join(bumps, rash, parent)
    assert [f.rule for f in timeline_of(child).flags_on(NOW) if f.is_urgent_sign] == [flag.rule]
    assert not Acknowledgement.objects.filter(child=child).exists()


def test_an_answer_of_an_entry_stays_its_answer(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    entry = make_entry(bumps, DAY, signs=("pus",))
    make_entry(rash, DAY, signs=("pus",))
    ack = pause(child, bumps, date(2026, 3, 5), "infection_signs")
    Acknowledgement.objects.filter(pk=ack.pk).update(entry=entry)
    join(bumps, rash, parent)
    (kept,) = whole_diary(child).acknowledgements
    assert (kept.concern, kept.entry) == (str(rash.uuid), str(entry.uuid))
    (open_now,) = [f for f in timeline_of(child).flags_on(NOW) if f.is_urgent_sign]
    assert open_now.entry != str(entry.uuid)


@pytest.mark.parametrize("signs", [(), ("pus",)], ids=["reminder", "urgent"])
def test_a_visit_about_the_other_one_only_is_no_answer(
    child: Child, rash: Concern, bumps: Concern, parent: User, signs: tuple[str, ...]
) -> None:
    make_entry(rash, date(2026, 3, 11), signs=signs)
    visit = Visit.objects.create(child=child, day=date(2026, 4, 15))
    visit.concerns.set([bumps])
    before = export(child)
    with pytest.raises(WouldSilence) as refused:
        join(bumps, rash, parent)
    silenced = refused.value.silenced
    rule = "infection_signs" if signs else "rash_over_4_weeks"
    assert (silenced.rule, silenced.concern) == (rule, str(rash.uuid))
    assert silenced.visit is not None
    assert silenced.noted_for is not None
    assert (silenced.visit.day, silenced.noted_for.id) == (visit.day, str(bumps.uuid))
    assert export(child) == before

    visit.concerns.add(rash)
    join(bumps, rash, parent)
    assert timeline_of(child).flags_on(NOW) == ()


def test_an_urgent_sign_that_the_other_name_explains_is_answered_first(
    child: Child, parent: User
) -> None:
    """Blisters belong to chickenpox that a doctor named, and not to a rash."""
    rash = make_concern(child, condition="other_rash", first_noticed_on=DAY)
    make_entry(rash, DAY, signs=("blister",))
    named = make_concern(child, condition="chickenpox", named_by="doctor", first_noticed_on=DAY)
    today = DAY + timedelta(days=1)
    assert [f.is_urgent_sign for f in timeline_of(child).flags_on(today)].count(True) == 1
    with pytest.raises(WouldSilence) as refused:
        join(rash, named, parent, today)
    assert refused.value.silenced.visit is None


def test_a_joined_one_is_not_among_the_deleted_and_outlives_them(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    make_entry(rash, DAY)
    result = join(rash, bumps, parent)
    now = timezone.now()
    assert deleted_of(child, now) == []
    assert restore_record(row=Concern.all_objects.get(pk=rash.pk), by=parent) == []
    after = export(child)
    assert remove_deleted(now=now + RESTORE_PERIOD + timedelta(days=1)) == 0
    assert export(child) == after
    assert Concern.all_objects.get(pk=rash.pk).joined_into == bumps
    assert result.change_set is not None


def test_it_goes_with_the_one_that_it_was_joined_with(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    join(rash, bumps, parent)
    Concern.objects.filter(pk=bumps.pk).update(deleted_at=timezone.now())
    remove_deleted(now=timezone.now() + RESTORE_PERIOD + timedelta(days=1))
    assert not Concern.all_objects.filter(child=child).exists()
    assert not Change.objects.filter(child=child).exists()


def test_undo_after_thirty_days_is_refused(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    pause(child, rash, NOW, "rash_over_4_weeks")
    result = join(rash, bumps, parent)
    now = timezone.now() + timedelta(minutes=1)
    remove_deleted(now=now + RESTORE_PERIOD)
    after = export(child)
    assert result.change_set is not None
    with pytest.raises(CannotUndo):
        undo(change_set=result.change_set, child=child, by=parent, since=now)
    assert export(child) == after


def test_undo_is_refused_once_an_entry_of_it_was_changed(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    entry = make_entry(rash, DAY)
    result = join(rash, bumps, parent)
    delete_record(row=Entry.objects.get(pk=entry.pk), by=parent)
    assert result.change_set is not None
    with pytest.raises(CannotUndo):
        undo(change_set=result.change_set, child=child, by=parent)


def test_joined_twice_leads_to_the_last(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    join(rash, bumps, parent)
    third = make_concern(child, condition="other_rash", first_noticed_on=DAY)
    before = export(child)
    result = join(bumps, third, parent)
    assert Concern.all_objects.get(pk=rash.pk).joined_into == third
    assert result.change_set is not None
    undo(change_set=result.change_set, child=child, by=parent)
    assert Concern.all_objects.get(pk=rash.pk).joined_into == bumps
    assert export(child) == before


def test_a_file_from_before_the_join_adds_nothing(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    empty = make_concern(child, condition="eczema", first_noticed_on=NOW)
    make_entry(rash, DAY)
    make_entry(bumps, DAY)
    visit = Visit.objects.create(child=child, day=DAY)
    visit.concerns.set([rash, bumps])
    pause(child, rash, NOW, "rash_over_4_weeks")
    written = whole_diary(child)
    join(rash, bumps, parent)
    join(empty, bumps, parent)
    after = export(child)
    assert import_diary(diary=written, family=child.family, by=parent).added == 0
    assert export(child) == after


def test_a_file_from_before_the_join_silences_nothing(
    child: Child, rash: Concern, bumps: Concern, parent: User
) -> None:
    for concern in (rash, bumps):
        make_entry(concern, DAY, signs=("pus",))
    pause(child, bumps, NOW, "milia_over_3_months")
    pause(child, bumps, date(2026, 3, 5), "infection_signs")
    written = whole_diary(child)
    for source, target in ((bumps, rash), (rash, bumps)):
        result = join(source, target, parent)
        flags = timeline_of(child).flags_on(NOW)
        assert import_diary(diary=written, family=child.family, by=parent).added == 0
        assert timeline_of(child).flags_on(NOW) == flags
        assert result.change_set is not None
        undo(change_set=result.change_set, child=child, by=parent)
    join(rash, bumps, parent)
    flags = timeline_of(child).flags_on(NOW)
    remove_deleted(now=timezone.now() + RESTORE_PERIOD + timedelta(days=1))
    assert import_diary(diary=written, family=child.family, by=parent).added == 0
    assert timeline_of(child).flags_on(NOW) == flags
