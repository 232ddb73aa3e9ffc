"""A family with two owners, and a child with a photo."""

from __future__ import annotations

import pytest

from tests.factories import make_child, make_concern, make_entry, make_family, make_photo
from tests.removals.people import NOW, member
from tracker.models import Child, Family, Member


@pytest.fixture
def family() -> Family:
    return make_family()


@pytest.fixture
def ada(family: Family) -> Member:
    return member(family, "owner")


@pytest.fixture
def ben(family: Family) -> Member:
    return member(family, "owner")


@pytest.fixture
def child(family: Family) -> Child:
    child = make_child(family=family)
    make_photo(make_entry(make_concern(child), NOW.date()))
    return child
