"""Ana owns a family with Ben; Nan writes and Gran reads there."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import client_of, confirmed, make_child, make_family, make_member, make_user
from tracker.models import Child, Family, Member


@pytest.fixture
def child() -> Child:
    return make_child(make_family(name="Limas"))


@pytest.fixture
def family(child: Child) -> Family:
    return child.family


def somebody(family: Family, name: str, role: str) -> Member:
    user = make_user(f"{name.lower()}@example.org", name=name)
    return Member.objects.get(user=make_member(family, role, user=user), family=family)


@pytest.fixture
def ana(family: Family) -> Member:
    return somebody(family, "Ana", "owner")


@pytest.fixture
def ben(family: Family) -> Member:
    return somebody(family, "Ben", "owner")


@pytest.fixture
def nan(family: Family) -> Member:
    return somebody(family, "Nan", "caregiver")


@pytest.fixture
def gran(family: Family) -> Member:
    return somebody(family, "Gran", "viewer")


@pytest.fixture
def owner(ana: Member) -> Client:
    """Ana's browser, in which she just said again that it is her."""
    return confirmed(client_of(ana.user))


@pytest.fixture
def stranger() -> Client:
    """Somebody with a family of their own, just as sure of themselves."""
    return confirmed(client_of(make_member(make_child(make_family()).family)))


@pytest.fixture
def by_mail(settings) -> None:
    settings.SENDS_MAIL = True
    settings.PUBLIC_URL = "https://example.org/baby"
