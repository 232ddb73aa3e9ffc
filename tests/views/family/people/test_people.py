"""People and access: people, links, calendars, and who runs the server."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    client_of,
    confirmed,
    make_child,
    make_family,
    make_invitation,
    make_member,
    make_share,
    make_user,
)
from tests.views.pages import text_of
from tracker import removals
from tracker.actions.calendars import renew_calendar
from tracker.actions.events import note_event
from tracker.models import Child, Family, FamilyEvent, Member, PendingRemoval
from tracker.sharing import new_secrets, revoke_share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


def page(client: Client, family: Family, name: str = "people") -> str:
    response = client.get(reverse(name, args=[family.pk]))
    assert response.status_code == 200
    return text_of(response)


def test_everybody_sees_everybody(
    family: Family, ana: Member, nan: Member, gran: Member, settings
) -> None:
    settings.OPERATOR = "Ben Okafor, ben@example.org"
    text = page(client_of(gran.user), family)
    assert "Ana owner since 10 May 2026 Can see, add and edit everything. Decides" in text
    assert "Nan caregiver since 10 May 2026 Can see everything. Can add and edit" in text
    assert (
        "Gran you viewer since 10 May 2026 Can see everything, including photos. Cannot add or edit"
        " anything."
    ) in text
    assert "This diary is hosted by Ben Okafor, ben@example.org." in text
    assert "They can read everything in it" in text
    assert "Change" not in text
    assert "Invite someone" not in text
    assert "Delete" not in text
    assert "Leave this family" in text


def test_who_runs_the_server_may_not_have_said_so(family: Family, gran: Member) -> None:
    assert "The person who hosts this diary hasn't given a name." in page(
        client_of(gran.user), family
    )


def test_it_is_found_under_more(child: Child, gran: Member) -> None:
    more = client_of(gran.user).get(reverse("more", args=[child.pk])).content.decode()
    assert reverse("people", args=[child.family_id]) in more


def test_open_links_invitations_and_calendars_stand_there(
    family: Family, child: Child, ana: Member, gran: Member
) -> None:
    make_share(child, days=14, by=ana.user)
    ended = make_share(make_child(family, name="Rose"), new_secrets(), by=ana.user)
    revoke_share(share=ended, now=timezone.now(), by=ana.user)
    make_share(make_child(name="Somebody else's"), new_secrets())
    make_invitation(family, ana.user, "caregiver", for_whom="Papa")
    renew_calendar(member=gran, child=child)
    text = page(client_of(gran.user), family)
    assert "For the doctor: Iris open until 24 May 2026, 14:00, made by Ana" in text
    assert "Papa caregiver invited by Ana, open until 17 May 2026, 14:00" in text
    assert "Gran's calendar Iris, since" in text
    assert "For the doctor: Rose" not in text
    assert "Somebody else's" not in text


def test_what_waits_stands_there_and_for_owners_on_today(
    family: Family, child: Child, ana: Member, ben: Member, gran: Member
) -> None:
    removals.request_child_deletion(child=child, by=ben.user, now=timezone.now())
    waits = "Iris's diary will be deleted."
    today = reverse("today", args=[child.pk])
    line = f"{waits} This happens on 17 May 2026, 14:00, unless it's cancelled before then."
    for member, is_informed, may_cancel in [
        (ana, True, True),
        (ben, True, True),
        (gran, False, False),
    ]:
        client = client_of(member.user)
        assert (line in text_of(client.get(today))) == is_informed
        text = page(client, family)
        assert (
            f"{waits} This happens on 17 May 2026, 14:00 , unless it's cancelled before then."
            " Ben asked" in text
        )
        assert ("Cancel it" in text) == may_cancel
        assert "Download a full copy now" in text


def test_the_number_of_queries_does_not_grow(
    family: Family, child: Child, ana: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def more() -> None:
        for _ in range(3):
            member = Member.objects.get(user=make_member(family, "owner"))
            twin = make_child(family)
            renew_calendar(member=member, child=twin)
            make_share(twin, new_secrets(), by=member.user)
            make_invitation(family, member.user, token=new_secrets().token)
            removals.request_ownership_end(
                member=member, new_role="", by=ana.user, now=timezone.now()
            )

    client = client_of(ana.user)
    address = reverse("people", args=[family.pk])
    for _ in range(2):
        more()
        # 1 session  2 user  3 the member with the family  4 members  5 what waits
        # 6 invitations  7 links  8 calendars  9 children  10 children to switch between
        with django_assert_num_queries(10):
            client.get(address)


# What happened


def test_what_happened_is_told_latest_first(family: Family, ana: Member, gran: Member) -> None:
    note_event(family=family, kind=FamilyEvent.Kind.SHARE_MADE, about="Iris", by=ana.user)
    note_event(family=family, kind=FamilyEvent.Kind.PASSWORD_LINK, about="Gran", by=ana.user)
    note_event(family=make_family(), kind=FamilyEvent.Kind.LEFT, about="Stranger", by=None)
    text = page(client_of(gran.user), family, "family_history")
    later = "Ana made a link for Gran to choose a new password. 10 May 2026, 14:00"
    earlier = "Ana made a link for the doctor about Iris. 10 May 2026, 14:00"
    assert f"{later} {earlier}" in text
    assert "Stranger" not in text


def test_what_happened_comes_in_pages(
    family: Family, gran: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(51):
        kind = FamilyEvent.Kind.REMOVED
        note_event(family=family, kind=kind, about=f"Nanny {number},", by=gran.user)
    client = client_of(gran.user)
    address = reverse("family_history", args=[family.pk])
    # 1 session  2 user  3 the member with the family  4 how many  5 events  6 children
    with django_assert_num_queries(6):
        first = text_of(client.get(address))
    second = text_of(client.get(f"{address}?page=2"))
    assert ("Nanny 50," in first, "Nanny 0," in first) == (True, False)
    assert ("Nanny 50," in second, "Nanny 0," in second) == (False, True)


# What somebody may do


def change(client: Client, member: Member, role: str) -> str:
    address = reverse("member", args=[member.family_id, member.pk])
    return text_of(client.post(address, {"role": role}, follow=True))


def role_of(member: Member) -> str:
    return Member.objects.values_list("role", flat=True).get(pk=member.pk)


def test_who_is_no_owner_is_changed_at_once(owner: Client, gran: Member) -> None:
    assert "Gran is now a caregiver." in change(owner, gran, "caregiver")
    assert role_of(gran) == "caregiver"
    assert "Gran is now an owner." in change(owner, gran, "owner")
    assert role_of(gran) == "owner"


def test_who_is_removed_finds_nothing_any_more(owner: Client, child: Child, gran: Member) -> None:
    grans = client_of(gran.user)
    today = reverse("today", args=[child.pk])
    assert grans.get(today).status_code == 200
    assert "Gran is no longer in the family." in change(owner, gran, "out")
    assert grans.get(today).status_code == 404
    assert grans.get(reverse("people", args=[child.family_id])).status_code == 404
    copies = text_of(grans.get(reverse("copies")))
    assert "Iris The diary as it was on 10 May 2026, with its photos. Kept until 9 June" in copies


def test_nobody_is_put_out_without_a_copy(
    owner: Client, child: Child, gran: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr("tracker.removals.copies.default_storage.save", full)
    assert "The copy couldn't be made" in change(owner, gran, "out")
    assert role_of(gran) == "viewer"


def test_who_is_put_out_by_two_at_the_same_time_goes_once(
    owner: Client, child: Child, gran: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raise_missing(**_: object) -> None:
        raise Member.DoesNotExist

    monkeypatch.setattr("tracker.removals.remove_member_with_copies", raise_missing)
    assert "Nothing was changed. Check the roles again." in change(owner, gran, "out")


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("caregiver", "Ben will change from owner to caregiver."),
        ("viewer", "Ben will change from owner to viewer."),
        ("out", "Ben will be removed from the family."),
    ],
)
def test_what_an_owner_is_ends_after_a_wait(
    owner: Client, ben: Member, role: str, sentence: str
) -> None:
    text = change(owner, ben, role)
    assert f"{sentence} This happens on 17 May 2026, 14:00" in text
    assert role_of(ben) == "owner"
    removal = PendingRemoval.objects.get()
    assert (removal.member, removal.new_role) == (ben, "" if role == "out" else role)
    address = reverse("member", args=[ben.family_id, ben.pk])
    assert "There is already a request about this person." in text_of(owner.get(address))


def test_an_owner_steps_down_after_a_wait_and_is_no_choice_to_remove(
    owner: Client, ana: Member, ben: Member
) -> None:
    assert "Ana will change from owner to viewer" in change(owner, ana, "viewer")
    PendingRemoval.objects.all().delete()
    change(owner, ana, "out")
    assert not PendingRemoval.objects.exists()


def test_the_only_owner_is_told_so(owner: Client, ana: Member, gran: Member) -> None:
    address = reverse("member", args=[ana.family_id, ana.pk])
    assert "A family needs an owner, and you're the only one." in text_of(owner.get(address))
    assert "Make someone else an owner first." in change(owner, ana, "viewer")
    assert not PendingRemoval.objects.exists()


@pytest.mark.parametrize("role", ["", "viewer", "king"])
def test_what_is_no_change_changes_nothing(owner: Client, gran: Member, role: str) -> None:
    change(owner, gran, role)
    assert role_of(gran) == "viewer"
    assert not FamilyEvent.objects.exists()


def test_links_that_go_on_are_named_before_their_maker_goes(
    owner: Client, child: Child, ana: Member, nan: Member
) -> None:
    address = reverse("member", args=[child.family_id, nan.pk])
    make_share(child, by=ana.user)
    assert "Links this person made" not in text_of(owner.get(address))
    make_share(child, new_secrets(), by=nan.user)
    assert "Iris, open until 24 May 2026, 14:00, made by Nan" in text_of(owner.get(address))


@pytest.mark.parametrize(("role", "offered"), [("viewer", True), ("owner", False)])
def test_a_link_to_a_new_password_is_offered_where_it_may_be_made(
    owner: Client, family: Family, role: str, offered: bool
) -> None:
    member = Member.objects.get(user=make_member(family, role))
    text = text_of(owner.get(reverse("member", args=[family.pk, member.pk])))
    assert ("Forgotten password?" in text) == offered


def test_somebody_of_another_family_is_not_there(owner: Client, family: Family) -> None:
    other = Member.objects.get(user=make_member(make_family(), "viewer"))
    address = reverse("member", args=[family.pk, other.pk])
    assert owner.get(address).status_code == owner.post(address, {"role": "out"}).status_code == 404


@pytest.mark.usefixtures("by_mail")
def test_every_owner_hears_by_mail_of_a_new_one(owner: Client, ben: Member, gran: Member) -> None:
    change(owner, gran, "caregiver")
    assert mail.outbox == []
    change(owner, gran, "owner")
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert sorted(letters) == ["ana@example.org", "ben@example.org", "gran@example.org"]
    assert "There is a new owner: Gran." in letters["ben@example.org"]
    assert f"https://example.org/baby/family/{gran.family_id}/people/" in letters["ben@example.org"]


# Of several families


def test_everything_is_of_one_family(child: Child, ana: Member, gran: Member) -> None:
    """Gran reads here and owns elsewhere: what she may do depends on whose page it is."""
    elsewhere = make_child(make_family(name="Elsewhere"), name="Max")
    make_member(elsewhere.family, user=gran.user)
    papa = Member.objects.get(
        user=make_member(elsewhere.family, "viewer", user=make_user(name="Papa"))
    )
    client = confirmed(client_of(gran.user))
    switcher = client.get(reverse("today", args=[child.pk])).content.decode()
    assert reverse("today", args=[elsewhere.pk]) in switcher
    assert reverse("add", args=[child.pk]) not in switcher
    assert client.get(reverse("invitation_new", args=[child.family_id])).status_code == 403
    assert client.get(reverse("invitation_new", args=[elsewhere.family_id])).status_code == 200
    assert "Papa" not in page(client, child.family)
    theirs = page(client, elsewhere.family)
    assert ("Papa" in theirs, "Ana" in theirs) == (True, False)
    address = reverse("member", args=[child.family_id, papa.pk])
    assert client.post(address, {"role": "out"}).status_code == 403
    removals.leave_with_copies(member=gran, now=timezone.now() + timedelta(seconds=1))
    assert client.get(reverse("today", args=[child.pk])).status_code == 404
    assert client.get(reverse("today", args=[elsewhere.pk])).status_code == 200


def test_a_viewer_is_offered_nothing_to_write_on_any_page(child: Child, gran: Member) -> None:
    client = client_of(gran.user)
    add = reverse("add", args=[child.pk])
    for name in ("today", "more", "timeline"):
        assert add not in client.get(reverse(name, args=[child.pk])).content.decode()
    assert add not in client.get(reverse("account")).content.decode()
    Member.objects.filter(pk=gran.pk).update(role="caregiver")
    assert add in client.get(reverse("account")).content.decode()


# The sample


def test_nobody_is_let_into_the_sample(client: Client) -> None:
    client.post(reverse("sample_open"))
    family = Family.objects.get()
    text = page(client, family)
    assert "Guest you owner" in text
    for words in ("Invite someone", "Leave this family", "Delete", "Change"):
        assert words not in text
    child = family.children.get()
    for address in (
        reverse("invitation_new", args=[family.pk]),
        reverse("member", args=[family.pk, family.members.get().pk]),
        reverse("family_removal", args=[family.pk]),
        reverse("child_removal", args=[child.pk]),
    ):
        assert client.post(address).status_code == 403
