"""What a person takes along, and how they go altogether."""

from __future__ import annotations

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    client_of,
    confirmed,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
    make_user,
)
from tests.removals.people import NOW
from tests.views.pages import text_of
from tracker import removals
from tracker.actions.account import accept_terms
from tracker.interchange import DiaryZip
from tracker.models import Child, Family, KeptCopy, Member, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]
EVERYTHING = "/account/everything/"


# Copies


@pytest.fixture
def grans(child: Child, ana: Member, gran: Member) -> Client:
    """Of somebody who left and has a copy."""
    removals.leave_with_copies(member=gran, now=timezone.now())
    return client_of(gran.user)


def file_of(copy: KeptCopy) -> str:
    return reverse("copy", args=[copy.pk])


def test_a_copy_is_listed_and_downloaded_until_it_ends(grans: Client, time_machine) -> None:
    copy = KeptCopy.objects.get()
    text = text_of(grans.get(reverse("copies")))
    assert "Iris The diary as it was on 10 May 2026, with its photos." in text
    response = grans.get(file_of(copy))
    assert response["Content-Type"] == "application/zip"
    assert 'filename="milkspot-2026-05-10.zip"' in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    DiaryZip(io.BytesIO(b"".join(response))).diary(NOW.date())

    time_machine.move_to(copy.expires_at, tick=False)
    grans.force_login(copy.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert grans.get(file_of(copy)).status_code == 404
    assert "You have no copies at the moment." in text_of(grans.get(reverse("copies")))


def test_nobody_else_opens_it(grans: Client, owner: Client, stranger: Client) -> None:
    copy = KeptCopy.objects.get()
    for client in (owner, stranger):
        assert client.get(file_of(copy)).status_code == 404
        assert client.post(reverse("copy_remove", args=[copy.pk])).status_code == 404
        assert "Iris As the" not in text_of(client.get(reverse("copies")))
    assert Client().get(file_of(copy)).status_code == 302
    assert default_storage.exists(copy.file.name)


def test_it_is_deleted_when_one_likes(grans: Client, django_capture_on_commit_callbacks) -> None:
    copy = KeptCopy.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert "Copy deleted." in text_of(
            grans.post(reverse("copy_remove", args=[copy.pk]), follow=True)
        )
    assert not KeptCopy.objects.exists()
    assert not default_storage.exists(copy.file.name)


def test_a_file_that_is_lost_is_not_there(grans: Client) -> None:
    copy = KeptCopy.objects.get()
    default_storage.delete(copy.file.name)
    assert grans.get(file_of(copy)).status_code == 404


# Everything


def test_everything_one_reads_goes_into_one_file(child: Child, gran: Member) -> None:
    """Of all families, whatever the role; not the sample's, and no stranger's."""
    other = make_child(make_family(name="Others"), name="Rose")
    make_member(other.family, user=gran.user)
    make_member(make_child(make_family(is_sample=True), name="Sample").family, user=gran.user)
    make_child(name="Stranger")
    make_photo(make_entry(make_concern(other), NOW.date()))
    client = confirmed(client_of(gran.user))
    page = client.get(reverse("everything"))
    assert [row.name for row in page.context["children"]] == ["Iris", "Rose"]
    response = client.get(reverse("everything_zip"))
    assert 'filename="milkspot-2026-05-10.zip"' in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    with ZipFile(io.BytesIO(b"".join(response))) as archive:
        assert archive.namelist() == [f"Iris-{child.pk}.zip", f"Rose-{other.pk}.zip"]
        for name in archive.namelist():
            inner = DiaryZip(io.BytesIO(archive.read(name)))
            assert inner.diary(NOW.date(), for_import=True).child.name in {"Iris", "Rose"}


def test_the_terms_that_one_agreed_to_go_with_it(child: Child, gran: Member, time_machine) -> None:
    """With the day in the family's time zone; nobody else's."""
    time_machine.move_to("2026-03-10 13:00+00:00", tick=False)
    Family.objects.update(time_zone="Pacific/Auckland")
    for user, text in ((gran.user, "Be <kind>."), (make_user(), "Be quiet.")):
        accept_terms(user=user, text=text)
    time_machine.move_to("2026-05-10 12:00+00:00", tick=False)
    accept_terms(user=gran.user, text="Be kinder.")
    client = confirmed(client_of(gran.user))
    assert "the terms of this server that you agreed to" in text_of(client.get(EVERYTHING))
    files = files_of(client)
    assert {*files} == {f"Iris-{child.pk}.zip", "terms.txt"}
    assert files["terms.txt"].decode() == (
        "You agreed to these terms on 11 March 2026:\n\nBe <kind>.\n"
        "\n\nYou agreed to these terms on 11 May 2026:\n\nBe kinder.\n"
    )


def test_the_terms_alone_are_a_file_too() -> None:
    user = make_user()
    assert reverse("everything_zip") not in client_of(user).get(EVERYTHING).content.decode()
    accept_terms(user=user, text="Be kind.")
    client = confirmed(client_of(user))
    assert reverse("everything_zip") in client.get(EVERYTHING).content.decode()
    assert {*files_of(client)} == {"terms.txt"}


def files_of(client: Client) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(b"".join(client.get(reverse("everything_zip"))))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_photos_that_cannot_be_read_are_told_of(
    owner: Client, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_photo(make_entry(make_concern(child), NOW.date()))

    def broken(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("tracker.reports.pictures.default_storage.open", broken)
    text = text_of(owner.get(reverse("everything_zip"), follow=True))
    assert "The photos can't be read at the moment" in text


# Going altogether


def test_the_page_says_what_goes_and_what_stays(
    owner: Client, family: Family, ana: Member, gran: Member
) -> None:
    alone = make_child(make_family(name="Alone"), name="Max").family
    make_member(alone, user=ana.user)
    text = text_of(owner.get(reverse("account_delete")))
    assert (
        "the family “Alone” with its photos and its history, as nobody else is in it: Max" in text
    )
    assert (
        "What stays in “Limas” The others keep the diary. What you added stays there under" in text
    )
    assert "You're the only owner. Gran will become the owner." in text


def test_it_is_done_for_who_writes_their_address(
    owner: Client, family: Family, ana: Member, gran: Member
) -> None:
    address = reverse("account_delete")
    assert "Nothing was deleted." in text_of(owner.post(address, {"typed": "gran@example.org"}))
    text = text_of(owner.post(address, {"typed": "ANA@example.org "}, follow=True))
    assert "Your account is deleted, and so is everything that only you could see." in text
    assert not User.objects.filter(pk=ana.user.pk).exists()
    assert "_auth_user_id" not in owner.session
    assert list(family.members.values_list("user__name", "role")) == [("Gran", "owner")]


def test_who_was_alone_leaves_an_empty_installation(owner: Client, family: Family) -> None:
    response = owner.post(reverse("account_delete"), {"typed": "ana@example.org"}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("start")
    assert not Family.objects.exists()


@pytest.mark.parametrize(
    ("method", "name"), [("get", "everything_zip"), ("post", "account_delete")]
)
def test_it_is_asked_again_who_is_there(ana: Member, method: str, name: str) -> None:
    response = getattr(client_of(ana.user), method)(reverse(name))
    assert response["Location"].partition("?")[0] == reverse("account_reauthenticate")
    assert User.objects.filter(pk=ana.user.pk).exists()


def test_after_the_end_a_diary_is_started_anew_with_the_same_account(
    owner: Client, family: Family, ana: Member
) -> None:
    """Who deleted the family still has an account: nothing asks for another one."""
    owner.post(reverse("family_removal", args=[family.pk]), {"typed": "Limas"})
    first_page = {
        "name": "Max",
        "birth_date": "2026-05-01",
        "condition": "nothing",
        "time_zone": "Europe/London",
    }
    assert owner.post(reverse("start"), first_page)["Location"] == reverse("start_account")
    page = text_of(owner.get(reverse("start_account")))
    assert "You're logged in as ana@example.org." in page
    assert "Password" not in page
    where = {"time_zone": "Europe/London", "country": "GB"}
    owner.post(reverse("start_account"), where)
    child = Child.objects.get()
    assert child.family.members.get().user == ana.user
    assert User.objects.count() == 1
    assert timezone.now() - child.created_at < timedelta(minutes=1)
