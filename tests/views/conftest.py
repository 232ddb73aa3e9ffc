"""A family, its baby, a concern, and who looks at them."""

from __future__ import annotations

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.factories import client_of, make_child, make_concern, make_family, make_member
from tracker.models import Child, Concern, Family


@pytest.fixture
def on_10_march(time_machine: TimeMachineFixture) -> None:
    """10 March 2026, 12:00 in London."""
    time_machine.move_to("2026-03-10T12:00Z", tick=False)


@pytest.fixture
def on_10_may(time_machine: TimeMachineFixture) -> None:
    """10 May 2026, 14:00 in London."""
    time_machine.move_to("2026-05-10T14:00+01:00", tick=False)


@pytest.fixture
def family() -> Family:
    return make_family(country="GB")


@pytest.fixture
def child(family: Family) -> Child:
    return make_child(family)


@pytest.fixture
def concern(child: Child) -> Concern:
    return make_concern(child)


@pytest.fixture
def parent(family: Family) -> Client:
    """Logged in as an owner of the family."""
    return client_of(make_member(family))


@pytest.fixture
def caregiver(family: Family) -> Client:
    return client_of(make_member(family, "caregiver"))
