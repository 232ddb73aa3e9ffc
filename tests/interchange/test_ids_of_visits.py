"""Exposures and visits of a diary file: with an id of their own, or without one."""

from dataclasses import replace

import pytest

from tests.factories import make_concern, make_family
from tests.interchange.test_importing import DAY, FULL, A, counts, take
from tracker.domain.records import Diary, Exposure, Visit
from tracker.models import Entry
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

V, X = (f"{n:08}-0000-4000-8000-000000000000" for n in (71, 72))


def with_advice(visit: Visit, exposure: Exposure, come_back: tuple[str, ...] = ()) -> Diary:
    (concern,) = FULL.concerns
    (entry,) = concern.entries
    concern = replace(concern, entries=(replace(entry, come_back=come_back),))
    return replace(FULL, concerns=(concern,), visits=(visit,), exposures=(exposure,))


NEWER = with_advice(
    Visit(DAY, concerns=(A,), id=V, called="milia", come_back_if=("pus",)),
    Exposure(DAY, "food", "egg", id=X, concerns=(A,), followed="weals", after_minutes=10),
    (V,),
)


def test_new_values_of_exposures_and_visits_are_kept():
    assert whole_diary(take(NEWER).child) == NEWER


def test_without_ids_they_stay_without():
    older = with_advice(Visit(DAY), Exposure(DAY, "food"))
    assert whole_diary(take(older).child) == older


def test_a_visit_that_an_entry_names_is_written_with_its_id():
    child = take(with_advice(Visit(DAY), Exposure(DAY, "food"))).child
    row = child.visits.get()
    Entry.objects.get().come_back.add(row)
    diary = whole_diary(child)
    assert diary.visits == (Visit(DAY, id=str(row.uuid)),)
    assert diary.concerns[0].entries[0].come_back == (str(row.uuid),)


@pytest.mark.parametrize("hidden", ["deleted", "about a deleted concern"])
def test_a_visit_that_is_not_shown_is_not_named(hidden: str):
    child = take(NEWER).child
    other = make_concern(child, deleted_at="2026-03-02T00:00Z")
    if hidden == "deleted":
        child.visits.update(deleted_at="2026-03-02T00:00Z")
    else:
        child.visits.get().concerns.set([other])
    diary = whole_diary(child)
    assert diary.visits == ()
    assert diary.concerns[0].entries[0].come_back == ()


def test_what_was_deleted_here_is_restored_by_its_id():
    family = make_family()
    child = take(NEWER, family).child
    child.visits.update(deleted_at="2026-03-02T00:00Z")
    child.exposures.update(deleted_at="2026-03-02T00:00Z")
    assert counts(take(NEWER, family)) == (2, 9)
    assert whole_diary(child) == NEWER


def test_with_another_id_it_is_the_same_by_its_content():
    family = make_family()
    older = with_advice(replace(NEWER.visits[0], id=None), replace(NEWER.exposures[0], id=None))
    child = take(older, family).child
    newer = with_advice(NEWER.visits[0], NEWER.exposures[0])
    assert counts(take(newer, family)) == (0, 11)
    assert whole_diary(child) == older


def test_a_visit_changed_elsewhere_is_not_added_again():
    family = make_family()
    child = take(NEWER, family).child
    take(with_advice(replace(NEWER.visits[0], said="more"), NEWER.exposures[0], (V,)), family)
    assert whole_diary(child) == NEWER
