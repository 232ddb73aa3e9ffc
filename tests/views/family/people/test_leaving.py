"""Leaving, and deleting what cannot be brought back."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import client_of, confirmed, make_concern, make_entry, make_member, make_photo
from tests.views.pages import text_of
from tracker import removals
from tracker.interchange import DiaryZip
from tracker.models import Child, Family, FamilyEvent, KeptCopy, Member, PendingRemoval

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


def sent(client: Client, address: str, **data: str) -> str:
    return text_of(client.post(address, data, follow=True))


def leave_page(family: Family) -> str:
    return reverse("family_leave", args=[family.pk])


def child_page(child: Child) -> str:
    return reverse("child_removal", args=[child.pk])


def family_page(family: Family) -> str:
    return reverse("family_removal", args=[family.pk])


# Leaving


@pytest.mark.parametrize("role", ["viewer", "caregiver", "owner"])
def test_anybody_leaves_at_once_with_a_copy(
    family: Family, child: Child, ana: Member, gran: Member, role: str
) -> None:
    Member.objects.filter(pk=gran.pk).update(role=role)
    client = confirmed(client_of(gran.user))
    assert "You leave straight away. Nobody has to agree." in text_of(
        client.get(leave_page(family))
    )
    text = sent(client, leave_page(family))
    assert "You've left the family “Limas”." in text
    assert "Iris The diary as it was on 10 May 2026, with its photos. Kept until 9 June" in text
    assert client.get(reverse("today", args=[child.pk])).status_code == 404
    assert not Member.objects.filter(pk=gran.pk).exists()


def test_the_only_owner_reads_who_follows(
    owner: Client, family: Family, nan: Member, gran: Member
) -> None:
    assert "Nan will become the owner." in text_of(owner.get(leave_page(family)))
    sent(owner, leave_page(family))
    nan.refresh_from_db()
    assert nan.owns


def test_who_is_alone_does_not_leave(owner: Client, family: Family, ana: Member) -> None:
    assert "You're the only one here" in text_of(owner.get(leave_page(family)))
    assert "You're the only one here" in sent(owner, leave_page(family))
    assert Member.objects.filter(pk=ana.pk).exists()


def test_without_a_copy_nobody_leaves(
    owner: Client, family: Family, child: Child, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr("tracker.removals.copies.default_storage.save", full)
    assert "The copy couldn't be made" in sent(owner, leave_page(family))
    assert family.members.count() == 2
    assert not KeptCopy.objects.exists()


# Deleting, with others


def test_a_diary_waits_for_seven_days_and_its_name(
    owner: Client, child: Child, ben: Member
) -> None:
    assert "Type “Iris”. Nothing was deleted." in sent(owner, child_page(child), typed="Max")
    assert not PendingRemoval.objects.exists()
    text = sent(owner, child_page(child), typed=" iris ")
    assert "Iris's diary will be deleted. This happens on 17 May 2026, 14:00" in text
    assert Child.objects.exists()
    assert "This has already been requested and is waiting." in text_of(
        owner.get(child_page(child))
    )
    assert "Keep a copy" not in text_of(owner.get(family_page(child.family)))


def test_a_family_waits_for_seven_days_and_its_name(
    owner: Client, family: Family, gran: Member
) -> None:
    text = sent(owner, family_page(family), typed="Limas")
    assert "The family “Limas” and all its diaries will be deleted." in text
    assert "This has already been requested and is waiting." in text_of(
        owner.get(family_page(family))
    )
    removals.membership_tasks(timezone.now() + timedelta(days=7))
    assert not Family.objects.exists()
    page = text_of(owner.get("/"))
    assert "You're not in a family here." in page


@pytest.mark.usefixtures("by_mail")
def test_every_owner_hears_of_it_by_mail(
    owner: Client, child: Child, ben: Member, gran: Member
) -> None:
    sent(owner, child_page(child), typed="Iris")
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ana@example.org", "ben@example.org"]
    assert "It will happen on 17 May 2026, 14:00" in mail.outbox[0].body


# Deleting, alone


def test_who_is_alone_deletes_a_diary_at_once_and_may_keep_a_copy(
    owner: Client, child: Child
) -> None:
    make_photo(make_entry(make_concern(child), date(2026, 3, 1)))
    assert "deleted straight away" in text_of(owner.get(child_page(child)))
    assert "Nothing was deleted." in sent(owner, child_page(child), typed="", with_copy="on")
    text = sent(owner, child_page(child), typed="Iris", with_copy="on")
    assert "“Iris” is deleted." in text
    assert not Child.objects.exists()
    copy = KeptCopy.objects.get()
    file = b"".join(owner.get(reverse("copy", args=[copy.pk])))
    archive = DiaryZip(io.BytesIO(file))
    assert len(list(archive.pictures(archive.diary(timezone.now().date(), for_import=True)))) == 1


def test_who_is_alone_deletes_the_family_at_once_with_or_without(
    owner: Client, family: Family
) -> None:
    text = sent(owner, family_page(family), typed="Limas")
    assert "“Limas” is deleted." in text
    assert "You're not in a family here." in text
    assert not Family.objects.exists()
    assert not KeptCopy.objects.exists()


def test_somebody_who_came_in_meanwhile_is_told_first(
    owner: Client, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page was asked while Ana was alone; now she is not."""
    monkeypatch.setattr("tracker.views.family.removals.is_alone", lambda _: True)
    make_member(child.family, "viewer")
    sent(owner, child_page(child), typed="Iris", with_copy="on")
    assert Child.objects.exists()
    assert not KeptCopy.objects.exists()


@pytest.mark.parametrize("page", [child_page, lambda child: family_page(child.family)])
@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_who_is_no_owner_deletes_nothing(child: Child, ana: Member, role: str, page) -> None:
    client = confirmed(client_of(make_member(child.family, role)))
    assert client.post(page(child), {"typed": "Iris"}).status_code == 403
    assert not PendingRemoval.objects.exists()


# Called off


def waiting(child: Child, by: Member) -> str:
    removal = removals.request_child_deletion(child=child, by=by.user, now=timezone.now())
    return reverse("removal_cancel", args=[child.family_id, removal.pk])


def test_another_owner_calls_it_off(owner: Client, child: Child, ben: Member) -> None:
    address = waiting(child, by=ben)
    assert "Cancelled." in sent(owner, address)
    assert not PendingRemoval.objects.exists()
    assert [event.kind for event in FamilyEvent.objects.all()] == ["cancelled", "asked_child"]
    assert "That request is no longer waiting." in sent(owner, address)


def test_who_is_put_out_does_not_call_it_off(owner: Client, ana: Member, ben: Member) -> None:
    removal = removals.request_ownership_end(
        member=ana, new_role="", by=ben.user, now=timezone.now()
    )
    address = reverse("removal_cancel", args=[ana.family_id, removal.pk])
    assert owner.post(address).status_code == 403
    assert PendingRemoval.objects.exists()


def test_who_is_no_owner_calls_nothing_off(child: Child, ana: Member, gran: Member) -> None:
    assert client_of(gran.user).post(waiting(child, by=ana)).status_code == 403
    assert PendingRemoval.objects.exists()


def test_what_waits_in_another_family_is_not_there(
    stranger: Client, child: Child, ana: Member
) -> None:
    address = waiting(child, by=ana)
    assert stranger.post(address).status_code == 404
    theirs = Family.objects.exclude(pk=child.family_id).get()
    pk = PendingRemoval.objects.get().pk
    stranger.post(reverse("removal_cancel", args=[theirs.pk, pk]))
    assert PendingRemoval.objects.exists()
