"""A removed photo is on no page but "Recently deleted", and there for those who write."""

from __future__ import annotations

import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import client_of, make_concern, make_entry, make_member, make_photo, make_share
from tests.views.diary.test_one_tap import send_photo
from tests.views.doctor.sharing.doctor import html_of, photo_address, set_access_cookie, stored
from tests.views.pages import text_of
from tracker.models import Change, Child, Concern, Entry, Photo, Share
from tracker.queries import whole_diary
from tracker.utils.clock import today_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

EXPORTS = ("export_csv", "export_json", "export_zip", "export_fhir")
UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A FHIR document has ids of its own each time."""


@pytest.fixture
def entry(concern: Concern) -> Entry:
    return make_entry(concern, today_in("Europe/London"), sites=("chin",))


@pytest.fixture
def kept(concern: Concern) -> Photo:
    return make_photo(make_entry(concern, date(2026, 5, 9)), caption="kept")


@pytest.fixture
def photo(entry: Entry, kept: Photo) -> Photo:
    return make_photo(entry, caption="by the window")


def of(photo: Photo, name: str, *more: str) -> str:
    return reverse(name, args=[photo.child.pk, photo.uuid, *more])


def remove(client: Client, photo: Photo):
    """Remove it now; the database would write its own time."""
    response = client.post(of(photo, "photo_delete"), follow=True)
    Photo.all_objects.filter(pk=photo.pk).update(deleted_at=timezone.now())
    return response


def exports(client: Client, child: Child) -> list[bytes]:
    pages = [client.get(reverse(name, args=[child.pk])).getvalue() for name in EXPORTS]
    return [*pages[:3], UUID.sub(b"", pages[3])]


def deleted_page(client: Client, child: Child) -> str:
    return client.get(reverse("deleted", args=[child.pk])).content.decode()


def test_it_says_for_how_long_and_takes_one_tap_to_undo(
    parent: Client, child: Child, photo: Photo
) -> None:
    page = text_of(parent.get(of(photo, "photo_edit")))
    assert "You can restore it for 7 days, under “Recently deleted”." in page
    assert "You can also delete it permanently. Then nobody can restore it." in page
    after = remove(parent, photo)
    assert "The photo is deleted. You can restore it for 7 days." in text_of(after)
    change = Change.objects.latest("pk")
    undo = reverse("undo", args=[child.pk, change.change_set])
    (address,) = re.findall(r'formaction="([^"]+)"', after.content.decode())
    assert address.startswith(undo)
    assert parent.post(address)["Location"] == after.redirect_chain[-1][0]
    assert photo in Photo.objects.all()


def test_every_export_is_the_same_after_it_came_back(
    parent: Client, child: Child, photo: Photo
) -> None:
    before = exports(parent, child)
    remove(parent, photo)
    without = exports(parent, child)
    same = [one == other for one, other in zip(without, before, strict=True)]
    assert same == [False, True, False, False]  # the JSON has no photos
    names = ZipFile(io.BytesIO(without[2])).namelist()
    assert len([name for name in names if name.endswith(".jpg")]) == 2
    parent.post(reverse("deleted_bring_back", args=[child.pk, "photo", photo.pk]))
    assert exports(parent, child) == before


def test_no_other_page_has_it(parent: Client, child: Child, concern: Concern, photo: Photo) -> None:
    frozen = [of(photo, "photo_file", size) for size in ("small", "large")]
    own_pages = [of(photo, name) for name in ("photo_edit", "photo_view", "photo_scale")]
    assert {parent.get(page).status_code for page in (*frozen, *own_pages)} == {200}
    share = make_share(child)
    doctor = set_access_cookie(Client())
    assert photo_address(share, photo) in html_of(doctor, share)
    last = reverse("last_photo", args=[child.pk, concern.uuid])
    newest = parent.get(last)["ETag"]
    remove(parent, photo)
    assert {parent.get(page).status_code for page in (*frozen, *own_pages)} == {404}
    assert doctor.get(photo_address(share, photo)).status_code == 404
    assert photo_address(share, photo) not in html_of(doctor, share)
    assert parent.get(last)["ETag"] != newest
    of_concern = [child.pk, concern.uuid]
    pages = [
        reverse("today", args=[child.pk]),
        reverse("timeline", args=[child.pk]),
        reverse("summary", args=[child.pk]),
        reverse("concern", args=of_concern),
        reverse("concern_photos", args=of_concern),
        reverse("concern_film", args=of_concern),
        reverse("concern_compare", args=of_concern),
        reverse("entry_edit", args=[*of_concern, photo.entry.uuid]),
        reverse("photos", args=[*of_concern, photo.entry.uuid]),
    ]
    for page in pages:
        html = parent.get(page, follow=True).content.decode()
        assert (page, str(photo.uuid) in html, "by the window" in html) == (page, False, False)


def test_a_frozen_link_does_not_show_it_and_shows_it_again(
    parent: Client, child: Child, photo: Photo
) -> None:
    share = make_share(child, frozen=whole_diary(child, with_photos=True))
    assert Share.objects.get().as_of
    doctor = set_access_cookie(Client())
    remove(parent, photo)
    assert photo_address(share, photo) not in html_of(doctor, share)
    parent.post(reverse("deleted_bring_back", args=[child.pk, "photo", photo.pk]))
    assert photo_address(share, photo) in html_of(doctor, share)


def test_recently_deleted_has_it_with_its_picture_for_who_writes(
    parent: Client, caregiver: Client, child: Child, photo: Photo
) -> None:
    remove(parent, photo)
    picture = of(photo, "deleted_photo")
    viewer = client_of(make_member(child.family, "viewer"))
    for client in (parent, caregiver):
        html = deleted_page(client, child)
        assert f'src="{picture}"' in html
        assert of(photo, "photo_remove") in html
        assert "You can restore it before 17 May 2026." in html
        response = client.get(picture)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
        assert response.content == stored(photo, "small")
    html = deleted_page(viewer, child)
    assert "Photo of the entry about “bumps on the chin”, 10 May 2026" in html
    assert [part in html for part in ("<img", picture, "photo_remove")] == [False] * 3
    assert viewer.get(picture).status_code == 403


def test_a_picture_of_a_private_place_is_blurred_there_too(
    parent: Client, child: Child, concern: Concern
) -> None:
    entry = make_entry(concern, today_in("Europe/London"), sites=("bottom",))
    photo = make_photo(entry)
    remove(parent, photo)
    assert "picture-private" in deleted_page(parent, child)


@pytest.mark.parametrize("ago", [7, 8])
def test_its_picture_is_there_as_long_as_it_can_be_brought_back(
    parent: Client, photo: Photo, ago: int, time_machine
) -> None:
    assert parent.get(of(photo, "deleted_photo")).status_code == 404
    remove(parent, photo)
    time_machine.move_to(f"2026-05-{10 + ago}T12:00Z", tick=False)
    assert parent.get(of(photo, "deleted_photo")).status_code == (200 if ago == 7 else 404)


@pytest.mark.parametrize("was_removed", [False, True])
def test_for_good_after_a_question(
    parent: Client, child: Child, photo: Photo, was_removed: bool
) -> None:
    leave, after = of(photo, "photo_edit"), None
    if was_removed:
        remove(parent, photo)
        leave = after = reverse("deleted", args=[child.pk])
    page = parent.get(of(photo, "photo_remove"))
    assert "Nobody can restore it." in text_of(page)
    assert f'href="{leave}"' in page.content.decode()
    assert Photo.all_objects.filter(pk=photo.pk).exists()
    response = parent.post(of(photo, "photo_remove"))
    concern = photo.entry.concern
    of_entry = reverse("photos", args=[child.pk, concern.uuid, photo.entry.uuid])
    assert response["Location"] == (after or of_entry)
    assert not Photo.all_objects.filter(pk=photo.pk).exists()
    assert parent.post(of(photo, "photo_remove")).status_code == 404


def test_a_photo_of_today_that_is_sent_again_comes_back_to_its_own_day(
    parent: Client, concern: Concern, time_machine
) -> None:
    uuid = "01234567-89ab-4def-8123-456789abcdef"
    send_photo(parent, concern, uuid)
    (photo,) = Photo.objects.all()
    remove(parent, photo)
    time_machine.move_to("2026-05-11T12:00Z", tick=False)
    send_photo(parent, concern, uuid)
    assert Photo.objects.get() == photo
    assert Entry.objects.count() == 1


def test_the_history_says_who_removed_it_and_who_brought_it_back(
    parent: Client, child: Child, photo: Photo
) -> None:
    remove(parent, photo)
    parent.post(reverse("deleted_bring_back", args=[child.pk, "photo", photo.pk]))
    text = text_of(parent.get(reverse("history", args=[child.pk])))
    line = "Photo of the entry about “bumps on the chin”, 10 May 2026"
    assert re.search(f"Restored: {line}.*Deleted: {line}", text)


def test_another_childs_removed_photo_is_nowhere_here(
    parent: Client, child: Child, photo: Photo
) -> None:
    other = make_photo(make_entry(make_concern(), photo.entry.day), deleted_at="2026-05-10T12:00Z")
    for name in ("deleted_photo", "photo_remove"):
        assert parent.get(reverse(name, args=[child.pk, other.uuid])).status_code == 404
    back = reverse("deleted_bring_back", args=[child.pk, "photo", other.pk])
    assert parent.post(back).status_code == 404
