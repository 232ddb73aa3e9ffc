"""The last places and the last photo of each concern, as Today shows them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_child, make_concern, make_entry, make_photo
from tracker.models import Child, Concern
from tracker.queries.photos import photos_of
from tracker.queries.today import LastSeen, last_seen

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 1)


@pytest.fixture
def child() -> Child:
    return make_child()


@pytest.fixture
def concern(child: Child) -> Concern:
    return make_concern(child)


def seen(concern: Concern) -> LastSeen:
    return last_seen(concern.child).get(str(concern.uuid), LastSeen())


def test_places_and_photo_may_be_of_two_entries(concern: Concern) -> None:
    first = make_photo(make_entry(concern, DAY))
    make_entry(concern, DAY + timedelta(1), sites=("chin", "nose"))
    make_entry(concern, DAY + timedelta(2))
    found = seen(concern)
    assert found.places == (("chin", ""), ("nose", ""))
    assert found.photo
    assert (found.photo.photo.uuid, found.photo.photo.entry.day) == (first.uuid, DAY)


def test_the_last_photo_is_the_last_of_the_newest_entry(concern: Concern) -> None:
    newest = make_entry(concern, DAY + timedelta(3), sites=("chin", "nose"))
    make_photo(newest)
    last = make_photo(newest)
    make_photo(make_entry(concern, DAY))
    found = seen(concern)
    assert found.photo
    assert found.photo.photo.uuid == last.uuid
    assert found.places == (("chin", ""), ("nose", ""))


def test_what_is_deleted_is_not_seen(concern: Concern) -> None:
    deleted = make_entry(concern, DAY, sites=("chin",), deleted_at=timezone.now())
    make_photo(deleted)
    make_photo(make_entry(concern, DAY), deleted_at=timezone.now())
    assert seen(concern) == LastSeen()


def test_another_childs_concern_is_not_among_them(concern: Concern) -> None:
    make_photo(make_entry(make_concern(make_child()), DAY, sites=("nose",)))
    assert last_seen(concern.child) == {}


@pytest.mark.parametrize("site", ["", "chin", "bottom"])
@pytest.mark.parametrize("of_entry", [(), ("chin",), ("groin",)])
@pytest.mark.parametrize("of_other", [(), ("chin",), ("groin",)])
@pytest.mark.parametrize("condition", ["milia", "diaper_rash"])
def test_a_photo_is_as_private_as_on_its_own_page(
    child: Child,
    site: str,
    of_entry: tuple[str, ...],
    of_other: tuple[str, ...],
    condition: str,
) -> None:
    concern = make_concern(child, condition=condition)
    make_entry(concern, DAY - timedelta(9), sites=of_other)
    make_photo(make_entry(concern, DAY, sites=of_entry), site=site)
    make_entry(concern, DAY + timedelta(2), sites=("nose",))
    found = seen(concern).photo
    assert found
    assert [row.is_private for row in photos_of(concern)] == [found.is_private]


@pytest.mark.parametrize("count", [1, 3])
def test_one_query(
    child: Child, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_photo(make_entry(make_concern(child), DAY, sites=("chin",)))
    with django_assert_num_queries(1):
        assert len(last_seen(child)) == count
