"""The photos of a look through its pages, without a script."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.factories import (
    client_of,
    drawn_jpeg,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tests.views.entry_posts import entry_post
from tests.views.pages import text_of
from tracker.actions.photos import MAX_PHOTOS_PER_ENTRY, describe_photo
from tracker.domain.guide.pages.photos import PHOTOS
from tracker.models import Change, Entry, Photo

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


@pytest.fixture
def entry(time_machine) -> Entry:
    time_machine.move_to("2026-03-10 12:00")
    return make_entry(make_concern(make_child(make_family(time_zone="UTC"))), DAY)


@pytest.fixture
def client(entry: Entry) -> Client:
    return client_of(make_member(entry.concern.child.family))


def page(entry: Entry) -> str:
    return reverse("photos", args=[entry.concern.child_id, entry.concern.uuid, entry.uuid])


def of(photo: Photo, name: str) -> str:
    return reverse(name, args=[photo.entry.concern.child_id, photo.uuid])


def file_of(photo: Photo) -> str:
    return reverse("photo_file", args=[photo.entry.concern.child_id, photo.uuid, "small"])


def a_file(name: str = "a.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or drawn_jpeg((80, 60)), "image/jpeg")


def send(client: Client, entry: Entry, *files: SimpleUploadedFile):
    return client.post(page(entry), {"uuid": uuid4(), "photos": files})


def messages_of(response) -> list[str]:
    """Each notice, with the words of its link."""
    return [text_of(str(message)).strip() for message in get_messages(response.wsgi_request)]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", fail)


def test_the_tips_are_those_of_the_guide(client: Client, entry: Entry) -> None:
    html = client.get(page(entry)).content.decode()
    (tips,) = re.findall(r'<details class="photo-tips">(.*?)</details>', html, re.DOTALL)
    shown = [text_of(line) for line in re.findall(r"<li>(.*?)</li>", tips)]
    assert shown[:-1] == [str(fact.text) for fact in PHOTOS.most_needed]
    assert f'href="{reverse("guide_page", args=["photos"])}"' in tips
    assert str(PHOTOS.in_short) in text_of(html)


def test_ten_at_once(client: Client, entry: Entry) -> None:
    response = send(client, entry, *(a_file() for _ in range(10)))
    assert (response.status_code, response["Location"]) == (302, page(entry))
    assert [row.position for row in Photo.objects.filter(entry=entry)] == list(range(1, 11))


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose a photo."),
        ([a_file() for _ in range(11)], "You can send up to 10 photos at once"),
        ([a_file(), a_file("b.jpg", b"no picture")], "b.jpg: "),
    ],
    ids=["none", "too many", "one is no picture"],
)
def test_a_refusal_keeps_nothing_and_says_why(
    client: Client, entry: Entry, media: Path, files, sentence: str
) -> None:
    for file in files:
        file.seek(0)
    response = send(client, entry, *files)
    (error,) = response.context["form"].errors["photos"]
    assert error.startswith(sentence)
    assert not Photo.objects.exists()
    assert list(media.rglob("*")) == []


def test_an_entry_that_is_full(client: Client, entry: Entry, media: Path) -> None:
    for _ in range(MAX_PHOTOS_PER_ENTRY):
        make_photo(entry)
    before = sorted(media.rglob("*"))
    response = send(client, entry, a_file())
    assert response.context["form"].errors["photos"] == ["An entry can have up to 20 photos."]
    assert sorted(media.rglob("*")) == before


def test_a_full_disk(client: Client, entry: Entry, media: Path, full_disk: None) -> None:
    response = send(client, entry, a_file())
    assert response.context["form"].errors["photos"] == [
        "The photos couldn't be saved just now. Try again."
    ]
    assert not Photo.objects.exists()
    assert list(media.rglob("*.jpg")) == []


def new_entry(client: Client, entry: Entry, *files: SimpleUploadedFile, **given: object):
    concern = entry.concern
    data = {**entry_post(**given), "photos": files}
    return client.post(reverse("entry_new", args=[concern.child_id, concern.uuid]), data)


def test_photos_come_with_a_new_entry(client: Client, entry: Entry) -> None:
    assert new_entry(client, entry, a_file(), a_file()).status_code == 302
    assert Photo.objects.exclude(entry=entry).count() == 2


def test_a_full_disk_does_not_cost_the_entry(client: Client, entry: Entry, full_disk: None) -> None:
    response = new_entry(client, entry, a_file(), notes="oozing since noon")
    assert response.status_code == 302
    assert Entry.objects.exclude(pk=entry.pk).get().notes == "oozing since noon"
    assert messages_of(response)[-1] == "The photos could not be saved. Add them again."


def test_a_disk_without_room_for_what_is_sent_does_not_cost_the_entry(
    client: Client, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file waits on the disk, before anything else looks at it."""
    monkeypatch.setattr(SpooledTemporaryFile, "rollover", Mock(side_effect=OSError(28, "No space")))
    large = a_file("b.jpg", drawn_jpeg((80, 60)) + bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE))
    response = new_entry(client, entry, a_file(), large, notes="oozing since noon")
    assert response.status_code == 200
    assert response.context["form"]["notes"].value() == "oozing since noon"
    assert response.context["photos_form"].errors["photos"] == [
        "b.jpg: This couldn't be saved just now. Try again."
    ]
    assert not Photo.objects.exists()


def test_a_photo_that_is_refused_keeps_all_that_was_typed(client: Client, entry: Entry) -> None:
    response = new_entry(client, entry, a_file("b.jpg", b"%!PS"), notes="oozing since noon")
    assert response.status_code == 200
    assert response.context["form"]["notes"].value() == "oozing since noon"
    assert response.context["photos_form"].errors["photos"][0].startswith("b.jpg: ")
    assert Entry.objects.get() == entry


def test_describing_moving_and_removing(
    client: Client, entry: Entry, media: Path, django_capture_on_commit_callbacks
) -> None:
    first, second = make_photo(entry), make_photo(entry)
    words = {"site": "chin", "view": "close", "caption": "by the window"}
    assert client.post(of(first, "photo_edit"), words)["Location"] == page(entry)
    assert client.post(of(first, "photo_move"), {"to": "end"})["Location"] == page(entry)
    first, second = Photo.objects.get(pk=first.pk), Photo.objects.get(pk=second.pk)
    assert (first.site, first.view, first.caption) == ("chin", "close", "by the window")
    assert (second.position, first.position) == (1, 2)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(of(first, "photo_remove"))["Location"] == page(entry)
    assert list(Photo.all_objects.all()) == [second]
    names = {str(path.relative_to(media)) for path in media.rglob("*.jpg")}
    assert names == {second.large.name, second.small.name}


def test_describing_what_somebody_removes_just_then(
    client: Client, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*, photo: Photo, **words: Any) -> None:
        Photo.objects.filter(pk=photo.pk).delete()
        describe_photo(photo=photo, **words)

    monkeypatch.setattr("tracker.views.photos.edit.describe_photo", late)
    words = {"site": "chin", "view": "close", "caption": "by the window"}
    assert client.post(of(make_photo(entry), "photo_edit"), words).status_code == 404


@pytest.mark.parametrize("words", [{"site": "moon"}, {"view": "far"}, {"caption": "c" * 201}])
def test_words_that_cannot_be_kept(client: Client, entry: Entry, words: dict[str, str]) -> None:
    photo = make_photo(entry)
    response = client.post(of(photo, "photo_edit"), words)
    assert list(response.context["form"].errors) == list(words)


def test_deleting_the_entry_hides_its_photos_until_it_comes_back(
    client: Client, entry: Entry, media: Path, django_capture_on_commit_callbacks
) -> None:
    photo = make_photo(entry)
    before = sorted(media.rglob("*.jpg"))
    pages = [of(photo, "photo_edit"), of(photo, "photo_view"), file_of(photo)]
    address = reverse("entry_delete", args=[entry.concern.child_id, entry.concern.uuid, entry.uuid])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 302
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert sorted(media.rglob("*.jpg")) == before
    client.post(reverse("undo", args=[entry.concern.child_id, Change.objects.get().change_set]))
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


def test_a_viewer_reads_and_a_stranger_does_not(entry: Entry) -> None:
    photo = make_photo(entry)
    viewer = client_of(make_member(entry.concern.child.family, "viewer"))
    stranger = client_of(make_member(make_family()))
    assert viewer.get(page(entry)).status_code == 200
    assert send(viewer, entry, a_file()).status_code == 403
    assert viewer.post(of(photo, "photo_delete")).status_code == 403
    assert stranger.get(page(entry)).status_code == 404
    assert send(stranger, entry, a_file()).status_code == 404
    assert stranger.post(of(photo, "photo_delete")).status_code == 404
    assert list(Photo.objects.all()) == [photo]


def taken_on(day: str) -> SimpleUploadedFile:
    """A photo whose camera wrote this day into it."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"{day.replace('-', ':')} 08:15:00"
    buffer = BytesIO()
    Image.new("RGB", (80, 60), "#d9a58b").save(buffer, "JPEG", exif=exif)
    return a_file(content=buffer.getvalue())


def test_a_photo_of_another_day_offers_that_day_to_its_entry(client: Client, entry: Entry) -> None:
    shown = client.post(
        page(entry), {"uuid": uuid4(), "photos": [taken_on("2026-03-07")]}, follow=True
    )
    text = "A photo was taken on 7 March 2026, but this entry is for 10 March 2026."
    assert messages_of(shown) == [f"{text} Edit the day"]
    concern = entry.concern
    address = reverse("entry_edit", args=[concern.child_id, concern.uuid, entry.uuid])
    assert f'href="{address}?day=2026-03-07"' in shown.content.decode()
    form = client.get(f"{address}?day=2026-03-07").content.decode()
    assert 'name="day" value="2026-03-07"' in form
    entry.refresh_from_db()
    assert entry.day == DAY


@pytest.mark.parametrize(
    "day",
    ["2026-03-10", "2026-03-11", "2026-01-09", "9999-12-31"],
    ids=["the look's own", "still to come", "before birth", "nonsense"],
)
def test_no_other_day_is_offered(client: Client, entry: Entry, day: str) -> None:
    assert messages_of(send(client, entry, taken_on(day))) == []


def test_the_day_is_offered_with_a_new_entry_too(client: Client, entry: Entry) -> None:
    response = new_entry(client, entry, taken_on("2026-03-07"))
    assert messages_of(response)[-1].startswith("A photo was taken on 7 March 2026,")
