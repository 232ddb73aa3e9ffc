"""An invitation lets one person in, once, for the role it names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_family, make_member, make_user
from tracker.actions.invitations import (
    AlreadyMember,
    InvitationEnded,
    accept_as_new,
    accept_invitation,
    invite,
    revoke_invitation,
)
from tracker.actions.people import NewAccount
from tracker.models import Family, FamilyEvent, Invitation, Member, User
from tracker.queries.invitations import open_invitations
from tracker.utils.tokens import new_token

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
END = NOW + timedelta(days=7)
SECOND = timedelta(seconds=1)


@pytest.fixture
def family() -> Family:
    return make_family()


@pytest.fixture
def owner(family: Family) -> User:
    return make_member(family, "owner")


@pytest.fixture
def invited(family: Family, owner: User) -> tuple[Invitation, str]:
    token, _hash = new_token()
    made = invite(family=family, role="caregiver", for_whom="Gran", token=token, by=owner, now=NOW)
    return made, token


def test_whoever_has_the_token_is_in_with_the_role(
    family: Family, owner: User, invited: tuple[Invitation, str]
) -> None:
    gran = make_user()
    member = accept_invitation(token=invited[1], user=gran, now=END - SECOND)
    assert (member.family, member.user, member.role) == (family, gran, "caregiver")
    events = FamilyEvent.objects.filter(family=family).order_by("pk")
    assert list(events.values_list("kind", "role", "about", "by")) == [
        ("invited", "caregiver", "Gran", owner.pk),
        ("joined", "caregiver", gran.shown_name, gran.pk),
    ]


def test_an_account_is_made_for_it(invited: tuple[Invitation, str]) -> None:
    account = NewAccount("Gran@Example.org", "a long one", "Gran")
    member = accept_as_new(token=invited[1], account=account, now=NOW)
    user = member.user
    assert (user.email, user.check_password("a long one")) == ("gran@example.org", True)
    assert (user.name, member.role) == ("Gran", "caregiver")


def test_it_is_used_once(invited: tuple[Invitation, str]) -> None:
    accept_invitation(token=invited[1], user=make_user(), now=NOW)
    with pytest.raises(InvitationEnded):
        accept_invitation(token=invited[1], user=make_user("second@example.org"), now=NOW)
    with pytest.raises(InvitationEnded):
        accept_as_new(token=invited[1], account=NewAccount("x@example.org", "x", "X"), now=NOW)
    assert Member.objects.count() == 2


def test_it_ends_to_the_second(family: Family, invited: tuple[Invitation, str]) -> None:
    assert [*open_invitations(family, END - SECOND)] == [invited[0]]
    assert [*open_invitations(family, END)] == []
    with pytest.raises(InvitationEnded):
        accept_invitation(token=invited[1], user=make_user(), now=END)


def test_it_can_be_taken_back(family: Family, owner: User, invited: tuple[Invitation, str]) -> None:
    revoke_invitation(invitation=invited[0], by=owner, now=NOW)
    with pytest.raises(InvitationEnded):
        accept_invitation(token=invited[1], user=make_user(), now=NOW)
    assert [*open_invitations(family, NOW)] == []


def test_a_made_up_token_opens_nothing(invited: tuple[Invitation, str]) -> None:
    with pytest.raises(InvitationEnded):
        accept_invitation(token=invited[0].token_hash, user=make_user(), now=NOW)


def test_who_is_in_already_leaves_it_for_somebody_else(
    owner: User, invited: tuple[Invitation, str]
) -> None:
    with pytest.raises(AlreadyMember):
        accept_invitation(token=invited[1], user=owner, now=NOW)
    assert Member.objects.get(user=owner).role == "owner"
    accept_invitation(token=invited[1], user=make_user(), now=NOW)


def test_only_the_hash_is_kept(invited: tuple[Invitation, str]) -> None:
    invitation, token = invited
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())


def test_who_looked_just_before_it_was_used_is_too_late(
    invited: tuple[Invitation, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation, token = invited
    accept_invitation(token=token, user=make_user(), now=NOW)
    monkeypatch.setattr("tracker.actions.invitations.open_invitation", lambda *_: invitation)
    with pytest.raises(InvitationEnded):
        accept_invitation(token=token, user=make_user(), now=NOW)
    assert Member.objects.count() == 2


@pytest.mark.parametrize("role", ["caregiver", "viewer", ""])
def test_it_ends_with_its_makers_ownership(
    owner: User, invited: tuple[Invitation, str], role: str
) -> None:
    """Who is put out does not come back by a link made before."""
    own = Member.objects.filter(user=owner)
    if role:
        own.update(role=role)
    else:
        own.delete()
    with pytest.raises(InvitationEnded):
        accept_invitation(token=invited[1], user=make_user(), now=NOW)


def test_made_twice_with_one_token_it_is_there_once(family: Family, owner: User) -> None:
    token, _hash = new_token()
    for role in ("viewer", "owner"):
        made = invite(family=family, role=role, for_whom="Gran", token=token, by=owner, now=NOW)
    assert made.role == "viewer"
    event = FamilyEvent.objects.get()
    assert (event.kind, event.role) == ("invited", "viewer")
