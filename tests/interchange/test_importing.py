"""What a diary file adds to a family."""

from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given, settings

from tests.factories import make_child, make_family, make_member, make_user
from tests.interchange.strategies import UUIDS, diaries
from tracker.actions.importing import CannotImport, ImportResult, import_diary
from tracker.domain.canonical import canonical
from tracker.domain.records import (
    Acknowledgement,
    Care,
    Child,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    FormerName,
    Question,
    Spot,
    Visit,
    Weight,
)
from tracker.interchange import write_diary
from tracker.models import Acknowledgement as AcknowledgementRow
from tracker.models import Change, Family
from tracker.models import Child as ChildRow
from tracker.models import Concern as ConcernRow
from tracker.models import Entry as EntryRow
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

FEW = settings(max_examples=25)
DAY = date(2026, 3, 1)
A, B, C, D, E = (str(UUID(int=number, version=4)) for number in range(1, 6))


def take(diary: Diary, family: Family | None = None) -> ImportResult:
    """Imported by a caregiver of that family, or of a new one."""
    family = family or make_family()
    return import_diary(diary=diary, family=family, by=make_member(family, "caregiver"))


def counts(result: ImportResult) -> tuple[int, int]:
    return result.added, result.already_there


def noah(*concerns: Concern, **given) -> Diary:
    return Diary(Child("Noah", date(2026, 1, 10)), concerns, **given)


def chin(*entries: Entry, **given) -> Concern:
    return Concern(**{"id": A, "condition": "milia", "first_noticed_on": DAY, **given},
                   entries=entries)  # fmt: skip


def entry(id: str | None = B, day: date = DAY, **given) -> Entry:
    return Entry(day, "present", id, **given)


FULL = Diary(
    Child("Noah", date(2026, 1, 10), date(2026, 2, 1), "male", "egg", family_atopy=("eczema",)),
    (
        Concern(
            A,
            "milia",
            DAY,
            "chin",
            "doctor",
            "primary",
            (FormerName("baby_acne", "parent", DAY),),
            (
                Entry(
                    DAY,
                    "present",
                    B,
                    time(19, 30),
                    "worse",
                    2,
                    0,
                    sleep_lost=True,
                    scratched=True,
                    bleeding=True,
                    dry=True,
                    appearance=("raised", "white"),
                    spots=(Spot("chin", "middle", "face", 0.5, 0.8, 9, 1.5, "a"), Spot("nose")),
                    signs={"nonblanching": "no", "unwell": "yes"},
                    temperature_c=38.1,
                    notes="seen by Ada",
                    author="Ada",
                ),
            ),
            (Care("bath", DAY, None, "plain water", True, "same", "daily"),),
        ),
    ),
    (DayNote(DAY, C, time(6, 10), {"jaundice": "no"}, 37.2, "slept badly", "Ben"),),
    (Exposure(DAY, "food", "egg", "a spoon"),),
    (Visit(DAY, time(9), "Dr Okafor", (A,), "wait", date(2026, 4, 1)),),
    (Question("Can it stay?", DAY), Question("And then?")),
    (Acknowledgement(DAY, "unwell", None, B, "asked", "Ada"), Acknowledgement(DAY, "fever", A, C)),
)


def test_every_value_is_kept():
    result = take(FULL)
    assert counts(result) == (11, 0)
    assert whole_diary(result.child) == FULL


@FEW
@given(diaries(UUIDS, all_named=True))
def test_a_diary_of_uuids_is_exported_as_it_was_imported(diary):
    assert write_diary(whole_diary(take(diary).child)) == write_diary(diary)


@FEW
@given(diaries())
def test_export_import_into_an_empty_family_export_again_the_same_bytes(diary):
    first = whole_diary(take(diary).child)
    assert write_diary(whole_diary(take(first).child)) == write_diary(first)


@FEW
@given(diaries())
def test_importing_twice_adds_nothing(diary):
    family = make_family()
    first = take(diary, family)
    before = whole_diary(first.child)
    second = take(diary, family)
    assert counts(second) == (0, first.added)
    assert (second.child, whole_diary(second.child)) == (first.child, before)


def test_a_grown_diary_adds_what_is_new():
    family = make_family()
    child = take(FULL, family).child
    concern = FULL.concerns[0]
    grown = replace(
        FULL,
        concerns=(
            replace(concern, entries=(*concern.entries, entry(D)), care=concern.care * 2),
            Concern(E, "eczema", DAY),
        ),
        exposures=FULL.exposures * 2,
        visits=(*FULL.visits, Visit(DAY, concerns=(A, E))),
        acknowledgements=(*FULL.acknowledgements, Acknowledgement(DAY, "fever", E, D)),
    )
    assert counts(take(grown, family)) == (6, 11)
    assert whole_diary(child) == canonical(grown)


def test_what_was_changed_or_added_here_stays():
    family = make_family()
    child = take(FULL, family).child
    ConcernRow.objects.filter(child=child).update(title="chin and nose")
    child.name = "Noah K."
    child.save()
    row = ConcernRow.objects.get(child=child)
    EntryRow.objects.create(concern=row, day=DAY, status="clear")
    before = whole_diary(child)
    assert counts(take(FULL, family)) == (0, 11)
    assert whole_diary(child) == before


def test_a_diary_without_uuids_is_a_new_child_where_the_family_has_nothing_like_it():
    family = make_family()
    diary = noah(chin(entry(None), entry("e2"), id="c1"), visits=(Visit(DAY, concerns=("c1",)),))
    first = take(diary, family)
    assert counts(take(diary, family)) == (0, 4)
    other = take(replace(diary, concerns=(replace(diary.concerns[0], title="nose"),)), family)
    assert other.child != first.child
    assert ChildRow.objects.filter(family=family).count() == 2


def test_ids_that_are_no_uuids_become_new_ones_in_either_place():
    diary = noah(
        chin(entry("e1"), id="c1"), acknowledgements=(Acknowledgement(DAY, "bruise", "c1", "e1"),)
    )
    here, there = (whole_diary(take(diary).child) for _ in range(2))
    for kept in (here, there):
        (concern,) = kept.concerns
        (ack,) = kept.acknowledgements
        assert UUID(concern.id)
        assert (ack.concern, ack.entry) == (concern.id, concern.entries[0].id)
    assert here.concerns[0].id != there.concerns[0].id


def test_a_uuid_is_one_however_it_is_spelled():
    family = make_family()
    child = take(noah(chin(entry())), family).child
    shouted = noah(chin(entry(B.upper().replace("-", "")), id=A.upper()))
    assert counts(take(shouted, family)) == (0, 2)
    assert whole_diary(child) == noah(chin(entry()))


def test_one_document_can_live_in_two_families():
    here, there = take(FULL), take(FULL)
    assert here.child != there.child
    assert whole_diary(here.child) == whole_diary(there.child) == FULL


def test_what_belongs_to_two_children_is_refused():
    family = make_family()
    take(noah(chin(entry())), family)
    take(noah(chin(entry(D), id=C)), family)
    with pytest.raises(CannotImport, match="belongs to more than one child of this family"):
        take(noah(chin(entry()), chin(entry(D), id=C)), family)


def test_an_entry_is_known_whatever_its_concern_is_called():
    family = make_family()
    child = take(noah(chin(entry())), family).child
    renamed = noah(chin(entry(), entry("new"), id="c1", title="the chin"))
    assert counts(take(renamed, family)) == (1, 2)
    (concern,) = whole_diary(child).concerns
    assert (concern.id, concern.title, len(concern.entries)) == (A, "", 2)


def test_an_entry_is_never_there_twice_in_two_concerns():
    family = make_family()
    child = take(noah(chin(entry()), Concern(C, "eczema", DAY)), family).child
    moved = noah(Concern(A, "milia", DAY), Concern(C, "eczema", DAY, entries=(entry(),)))
    assert counts(take(moved, family)) == (0, 3)
    assert [len(concern.entries) for concern in whole_diary(child).concerns] == [1, 0]


@pytest.mark.parametrize(
    "gone", [ConcernRow, EntryRow], ids=["the concern was deleted", "the entry was deleted"]
)
def test_what_was_deleted_here_comes_back(gone):
    family = make_family()
    diary = noah(chin(entry(), care=(Care("bath", DAY),)))
    child = take(diary, family).child
    gone.objects.update(deleted_at=timezone.now())
    assert whole_diary(child) != diary
    assert counts(take(diary, family)) == (1, 2)
    assert whole_diary(child) == diary


def test_a_pause_that_was_ended_here_does_not_come_back():
    family = make_family()
    diary = noah(chin(entry()), acknowledgements=(Acknowledgement(DAY, "worsening", A),))
    child = take(diary, family).child
    AcknowledgementRow.objects.update(deleted_at=timezone.now())
    assert counts(take(diary, family)) == (0, 3)
    assert whole_diary(child).acknowledgements == ()


def test_an_earlier_entry_is_added_and_the_day_first_noticed_stays_as_typed():
    family = make_family()
    child = take(noah(chin(entry())), family).child
    earlier = date(2026, 2, 1)
    take(noah(chin(entry(), entry(D, earlier), first_noticed_on=earlier)), family)
    (concern,) = whole_diary(child).concerns
    assert (concern.first_noticed_on, concern.begins_on) == (DAY, earlier)
    assert not Change.objects.filter(kind="concern").exists()


def test_nothing_comes_before_the_day_of_birth():
    family = make_family()
    child = take(noah(chin(entry())), family).child
    ChildRow.objects.filter(pk=child.pk).update(birth_date=date(2026, 2, 1))
    early = noah(chin(entry()), exposures=(Exposure(date(2026, 1, 31), "heat"),))
    with pytest.raises(CannotImport, match="from before 2026-02-01, Noah's date of birth"):
        take(early, family)
    assert counts(take(noah(chin(entry())), family)) == (0, 2)


def test_who_does_not_write_in_the_family_cannot_import():
    family = make_family()
    strangers = [make_member(family, "viewer"), make_member(make_family(), "owner"), make_user()]
    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            import_diary(diary=FULL, family=family, by=stranger)
    assert not ChildRow.objects.exists()


def test_a_child_of_another_family_is_not_touched():
    neighbours = make_child(name="Noah", birth_date=date(2026, 1, 10))
    diary = noah()
    assert take(diary).child != neighbours


def test_it_is_all_or_nothing(monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("tracker.actions.importing._write_acknowledgements", fail)
    with pytest.raises(RuntimeError):
        take(FULL)
    assert not ChildRow.objects.exists()


def test_weights_are_counted_and_change_the_child_so_that_an_open_form_conflicts() -> None:
    family, diary = make_family(), noah(Concern(A, "milia", DAY))
    child = take(diary, family).child
    weighed = replace(diary, child=replace(diary.child, weights=(Weight(DAY, 4.2),)))
    assert counts(take(weighed, family)) == (1, 1)
    before = child.revision
    child.refresh_from_db()
    assert (child.revision, child.weights.get().kg) == (before + 1, 4.2)
    assert counts(take(weighed, family)) == (0, 2)
