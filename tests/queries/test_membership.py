"""Who may call off what, and who inherits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_child, make_family, make_member, make_user
from tracker.actions.membership import change_role
from tracker.models import Family, Member, PendingRemoval
from tracker.queries.membership import (
    AccountDeletionEffect,
    account_deletion_effects,
    events_for_owner,
    may_cancel,
    pending_removals_of,
)
from tracker.removals import request_child_deletion, request_family_deletion, request_ownership_end

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    family = make_child(make_family()).family
    for name, role in [
        ("asker", "owner"),
        ("concerned", "owner"),
        ("third", "owner"),
        ("nan", "caregiver"),
        ("gran", "viewer"),
    ]:
        make_member(family, role, user=make_user(name=name))
    return family


def who(family: Family, name: str) -> Member:
    return Member.objects.select_related("user").get(family=family, user__name=name)


def callers(family: Family) -> list[str]:
    """Who may call off the only thing that waits."""
    (removal,) = pending_removals_of(family)
    members = family.members.select_related("user").order_by("pk")
    return [member.user.name for member in members if may_cancel(removal, member)]


def put_out(family: Family) -> None:
    request_ownership_end(
        member=who(family, "concerned"),
        new_role="",
        by=who(family, "asker").user,
        now=timezone.now(),
    )


def test_who_is_put_out_does_not_decide_about_it(family: Family) -> None:
    put_out(family)
    assert callers(family) == ["asker", "third"]


def test_who_wants_to_own_no_longer_is_held_by_nobody(family: Family) -> None:
    member = who(family, "concerned")
    request_ownership_end(member=member, new_role="viewer", by=member.user, now=timezone.now())
    assert callers(family) == ["concerned"]


@pytest.mark.parametrize("kind", ["child", "family"])
def test_any_owner_keeps_what_is_to_be_deleted(family: Family, kind: str) -> None:
    by, now = who(family, "asker").user, timezone.now()
    if kind == "child":
        request_child_deletion(child=family.children.get(), by=by, now=now)
    else:
        request_family_deletion(family=family, by=by, now=now)
    assert callers(family) == ["asker", "concerned", "third"]


def test_where_the_asker_is_gone_the_others_decide(family: Family) -> None:
    put_out(family)
    who(family, "asker").user.delete()
    assert PendingRemoval.objects.get().asked_by is None
    assert callers(family) == ["third"]


def test_the_other_owners_hear_of_a_new_one_for_seven_days(family: Family) -> None:
    asker, third, now = who(family, "asker"), who(family, "third"), timezone.now()
    change_role(member=who(family, "nan"), role="owner", by=asker.user)
    change_role(member=who(family, "gran"), role="caregiver", by=asker.user)
    assert [event.about for event in events_for_owner(third, now)] == ["nan"]
    assert not events_for_owner(asker, now)
    assert events_for_owner(third, now + timedelta(days=6, hours=23))
    assert not events_for_owner(third, now + timedelta(days=7, minutes=1))


def test_what_becomes_of_each_family(family: Family) -> None:
    """Alone in one, the only owner of another, one of several owners of a third."""
    user = who(family, "asker").user
    alone = make_child(make_family(name="Alone"), name="Rose").family
    led = make_family(name="Led")
    for place in (alone, led, make_family(is_sample=True)):
        make_member(place, user=user)
    make_member(led, "viewer")
    heir = led.members.get(user=make_member(led, "caregiver"))
    assert account_deletion_effects(user) == [
        AccountDeletionEffect(family, is_deleted=False, children=(), heir=None),
        AccountDeletionEffect(alone, is_deleted=True, children=("Rose",), heir=None),
        AccountDeletionEffect(led, is_deleted=False, children=(), heir=heir),
    ]
