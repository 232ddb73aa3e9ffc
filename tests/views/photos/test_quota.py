"""Photos beyond what a family may store are refused with a sentence; what was typed is saved."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import (
    client_of,
    drawn_jpeg,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
    make_user,
)
from tests.views.entry_posts import entry_post
from tracker.actions.photos import write_entry_with_photos
from tracker.actions.quota import QuotaExceeded, check_quota, stored_bytes
from tracker.domain import records
from tracker.models import Entry, Photo
from tracker.photos import CleanPhoto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
DAY = date(2026, 3, 10)
JPEG = drawn_jpeg((80, 60))
FULL = (
    "There isn't enough room: your family's photos use 3 MB of 3 MB."
    " Ask the person who hosts the diary for more room: Ana Lima, ana@example.org"
)


@pytest.fixture
def entry(time_machine, settings) -> Entry:
    """An entry of a family whose one photo, a deleted one, fills its quota."""
    time_machine.move_to("2026-03-10 12:00")
    entry = make_entry(make_concern(make_child(make_family(time_zone="UTC"))), DAY)
    make_photo(entry, deleted_at=entry.created_at)
    Photo.all_objects.update(stored_bytes=3_000_000)
    settings.FAMILY_QUOTA, settings.OPERATOR = 3_000_000, "Ana Lima, ana@example.org"
    return entry


@pytest.fixture
def client(entry: Entry) -> Client:
    return client_of(make_member(entry.concern.child.family))


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", JPEG, "image/jpeg")


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def of(entry: Entry, name: str, *more: object) -> str:
    return reverse(name, args=[entry.concern.child_id, entry.concern.uuid, *more])


def test_an_entry_is_saved_without_them(client: Client, entry: Entry) -> None:
    data = {**entry_post(notes="oozing since noon"), "photos": [a_file()]}
    response = client.post(of(entry, "entry_new"), data)
    assert Entry.objects.exclude(pk=entry.pk).get().notes == "oozing since noon"
    assert said(response)[-1] == f"The photos were not saved. {FULL}"
    assert not Photo.objects.exists()


def test_more_photos_of_an_entry_are_refused(client: Client, entry: Entry) -> None:
    data = {"uuid": str(uuid4()), "photos": [a_file()]}
    response = client.post(of(entry, "photos", entry.uuid), data)
    assert response.context["form"].errors["photos"] == [FULL]
    sent = {"uuid": str(uuid4()), "photos": [a_file()]}
    headers = {"Accept": "application/json"}
    answer = client.post(of(entry, "photos", entry.uuid), sent, headers=headers)
    assert (answer.status_code, answer.json()) == (422, {"error": FULL})


def test_a_photo_from_today_is_refused(client: Client, entry: Entry) -> None:
    data = {"uuid": str(uuid4()), "photos": a_file()}
    response = client.post(of(entry, "log_photo"), data)
    assert said(response) == [FULL]


def test_another_family_has_room_of_its_own(entry: Entry) -> None:
    other = make_family()
    check_quota(other.pk, 3_000_000)
    with pytest.raises(QuotaExceeded):
        check_quota(other.pk, 3_000_001)


def test_without_a_quota_nothing_is_asked(entry: Entry, settings, django_assert_num_queries):
    settings.FAMILY_QUOTA = 0
    with django_assert_num_queries(0):
        check_quota(entry.concern.child.family_id, 10**12)


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_again_is_saved_though_the_family_is_full(entry: Entry, settings) -> None:
    photo = CleanPhoto(JPEG, JPEG, 80, 60)
    settings.FAMILY_QUOTA = 3_000_000 + 2 * len(JPEG)
    concern, by, uuid = entry.concern, make_user(), uuid4()
    for _ in range(2):
        record = records.Entry(day=DAY, status="present")
        write_entry_with_photos(concern=concern, record=record, photos=[photo], uuid=uuid, by=by)
    assert stored_bytes(concern.child.family_id) == settings.FAMILY_QUOTA


@pytest.fixture
def exported(entry: Entry, tmp_path: Path) -> str:
    """The diary with its photo, as a zip; its family is Ana's."""
    Photo.all_objects.update(deleted_at=None)
    make_member(entry.concern.child.family, user=make_user("ana@example.org"))
    file = str(tmp_path / "iris.zip")
    call_command("export_diary", child=entry.concern.child_id, output=file, stdout=StringIO())
    return file


def import_for(file: str, owner: str) -> None:
    call_command("import_diary", file, owner=owner, stdout=StringIO(), stderr=StringIO())


def test_a_diary_that_does_not_fit_is_refused_before_a_file_is_stored(
    exported: str, settings, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = make_family()
    make_member(family, user=make_user("ben@example.org"))
    length = sum(file.stat().st_size for file in media.rglob("*.jpg"))
    settings.FAMILY_QUOTA = length - 1
    with monkeypatch.context() as storage:  # a file that is stored would end with its own refusal
        storage.setattr(FileSystemStorage, "_save", Mock(side_effect=OSError))
        with pytest.raises(CommandError, match=r"^There isn't enough room: your family's photos"):
            import_for(exported, "ben@example.org")
    assert not family.children.exists()
    settings.FAMILY_QUOTA = length
    import_for(exported, "ben@example.org")
    assert stored_bytes(family.pk) == length


def test_only_photos_that_the_family_lacks_need_room(exported: str, settings) -> None:
    """A full family imports its own diary again, also when its photo was deleted since."""
    import_for(exported, "ana@example.org")
    Photo.all_objects.update(deleted_at="2026-03-09T12:00Z")
    import_for(exported, "ana@example.org")
    assert Photo.objects.count() == 1
    Photo.all_objects.get().delete()
    settings.FAMILY_QUOTA = 100
    with pytest.raises(CommandError, match=r"^There isn't enough room"):
        import_for(exported, "ana@example.org")


def test_the_list_of_families_says_the_limit(entry: Entry) -> None:
    out = StringIO()
    call_command("families", stdout=out)
    assert out.getvalue().splitlines()[0] == "Each family may use 3 MB for photos."
