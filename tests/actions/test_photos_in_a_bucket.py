"""The same photos in a bucket: the bytes come through the view, and nothing else leads there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import boto3
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from moto import mock_aws
from storages.backends.s3 import S3Storage

from diary import server
from tests.factories import (
    client_of,
    drawn_jpeg,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_user,
)
from tests.project.test_settings import settings_of
from tracker.actions.photos import (
    add_photos,
    files_without_owner,
    remove_photos,
    stored_photo_files,
)
from tracker.models import Entry, Photo
from tracker.photos import CleanPhoto

pytestmark = pytest.mark.django_db
BUCKET = "milkspot-photos"
LARGE, SMALL = drawn_jpeg((80, 60)), drawn_jpeg((40, 30))


@pytest.fixture
def bucket(settings, monkeypatch: pytest.MonkeyPatch, tmp_path) -> Iterator[Any]:
    """A bucket in this process, and the storage that a host with these variables gets."""
    with mock_aws():
        keys = {"aws_access_key_id": "k", "aws_secret_access_key": "s"}
        bucket = boto3.resource("s3", "eu-west-1", **keys).Bucket(BUCKET)
        bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        storages = settings_of(
            monkeypatch,
            tmp_path / "data",
            MEDIA_S3_BUCKET=BUCKET,
            MEDIA_S3_REGION="eu-west-1",
            MEDIA_S3_ACCESS_KEY="k",
            MEDIA_S3_SECRET_KEY="s",
        )["STORAGES"]
        settings.STORAGES = {**settings.STORAGES, "default": storages["default"]}
        yield bucket


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_concern(make_child(make_family())), date(2026, 3, 1))


@pytest.fixture
def photo(bucket: Any, entry: Entry) -> Photo:
    clean = CleanPhoto(LARGE, SMALL, 80, 60, None, None)
    return add_photos(entry=entry, photos=[clean], uuid=uuid4(), by=make_user())[0]


@pytest.fixture
def waiting(settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR / "waiting-photos"


@pytest.fixture
def down(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Called before each file is written into the bucket, which fails while it has an effect."""
    save, effect = S3Storage._save, Mock(side_effect=ConnectionError)

    def fail(self: S3Storage, name: str, content: object) -> str:
        effect()
        return str(save(self, name, content))

    monkeypatch.setattr(S3Storage, "_save", fail)
    return effect


def sent(client: Client, entry: Entry) -> HttpResponse:
    where = reverse("photos", args=[entry.concern.child_id, entry.concern.uuid, entry.uuid])
    data = {"uuid": uuid4(), "photos": io.BytesIO(drawn_jpeg((90, 60)))}
    return client.post(where, data, headers={"Accept": "application/json"})


def names_in(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def names(bucket: Any) -> list[str]:
    return sorted(item.key for item in bucket.objects.all())


def address(photo: Photo, size: str) -> str:
    return reverse("photo_file", args=[photo.entry.concern.child_id, photo.uuid, size])


def test_both_files_are_in_the_bucket_and_private(bucket: Any, photo: Photo, media) -> None:
    assert names(bucket) == sorted([photo.large.name, photo.small.name])
    assert list(media.rglob("*")) == []
    stored = bucket.Object(photo.large.name)
    answer = stored.get()
    assert answer["Body"].read() == LARGE
    assert answer["ContentType"] == "image/jpeg"
    assert answer["CacheControl"] == "private, no-store"
    grants = [(grant["Grantee"]["Type"], grant["Permission"]) for grant in stored.Acl().grants]
    assert grants == [("CanonicalUser", "FULL_CONTROL")]


@pytest.mark.parametrize(("size", "content"), [("large", LARGE), ("small", SMALL)])
def test_the_bytes_come_through_the_view_and_no_address_leads_to_the_bucket(
    photo: Photo, size: str, content: bytes
) -> None:
    client = client_of(make_member(photo.entry.concern.child.family))
    response = client.get(address(photo, size))
    assert (response.status_code, response.content) == (200, content)
    assert "Location" not in response.headers
    assert BUCKET not in str(response.headers)
    part = client.get(address(photo, size), headers={"Range": "bytes=-10"})
    assert (part.status_code, part.content) == (206, content[-10:])


@pytest.mark.parametrize("asked", ["", "bytes=0-9"])
@pytest.mark.parametrize("size", ["large", "small"])
def test_a_stranger_and_a_visitor_get_nothing(photo: Photo, size: str, asked: str) -> None:
    for client in (client_of(make_member(make_family())), Client()):
        response = client.get(address(photo, size), headers={"Range": asked})
        assert response.status_code == 404


def test_a_file_that_is_gone_from_the_bucket(bucket: Any, photo: Photo) -> None:
    bucket.Object(photo.large.name).delete()
    client = client_of(make_member(photo.entry.concern.child.family))
    assert client.get(address(photo, "large")).status_code == 404


def test_a_bucket_that_does_not_answer(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(S3Storage, "_open", Mock(side_effect=ConnectionError))
    client = client_of(make_member(photo.entry.concern.child.family))
    response = client.get(address(photo, "large"))
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert response.content == b"This photo can't be shown right now. Try again in a few minutes."
    assert "ETag" not in response
    stranger = client_of(make_member(make_family()))
    assert stranger.get(address(photo, "large")).status_code == 404


def test_removing_removes_both_files(
    bucket: Any, photo: Photo, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        remove_photos(Photo.objects.all())
        assert len(names(bucket)) == 2
    assert names(bucket) == []


def test_photos_wait_until_the_bucket_answers_again(
    bucket: Any, down: Mock, waiting: Path, entry: Entry
) -> None:
    client = client_of(make_member(entry.concern.child.family))
    answer = sent(client, entry)
    assert answer.status_code == 200
    photo = Photo.objects.get()
    files = sorted([photo.large.name, photo.small.name])
    assert names_in(waiting) == files
    for size in ("large", "small"):
        assert client.get(address(photo, size)).status_code == 200
    server.try_to_send_waiting_photos()
    assert names_in(waiting) == files  # it is still down

    down.side_effect = None
    cache.clear()
    server.try_to_send_waiting_photos()
    assert (names_in(waiting), names(bucket)) == ([], files)
    for size in ("large", "small"):
        assert client.get(address(photo, size)).status_code == 200


def test_only_the_first_of_many_waits_for_an_answer(
    bucket: Any, down: Mock, waiting: Path, entry: Entry
) -> None:
    """A page has twenty photos, and each would wait for a quarter of a minute."""
    client = client_of(make_member(entry.concern.child.family))
    assert sent(client, entry).status_code == 200
    assert down.call_count == 1
    assert len(names_in(waiting)) == 2


def test_a_copy_of_a_diary_does_not_wait(down: Mock, waiting: Path) -> None:
    """It is made again, and nothing is deleted before."""
    with pytest.raises(ConnectionError):
        default_storage.save("copies/0.zip", ContentFile(b""))
    assert names_in(waiting) == []


def test_a_photo_that_waits_can_be_removed(
    bucket: Any, down: Mock, waiting: Path, entry: Entry, django_capture_on_commit_callbacks
) -> None:
    sent(client_of(make_member(entry.concern.child.family)), entry)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photos(Photo.objects.all())
    assert names_in(waiting) == names(bucket) == []


def test_what_waits_is_a_photo_of_the_storage(down: Mock, waiting: Path, entry: Entry) -> None:
    """For backups, and for the list of files that belong to no photo."""
    sent(client_of(make_member(entry.concern.child.family)), entry)
    photo = Photo.objects.get()
    assert set(stored_photo_files()) == {photo.large.name, photo.small.name}
    assert files_without_owner(before=timezone.now() + timedelta(days=1)) == []
    assert default_storage.exists(photo.large.name)


def test_a_bucket_that_is_not_there_is_one_that_does_not_answer(
    bucket: Any, waiting: Path, entry: Entry
) -> None:
    bucket.delete()
    assert sent(client_of(make_member(entry.concern.child.family)), entry).status_code == 200
    assert len(names_in(waiting)) == 2


def test_tidy_finds_and_clears_what_has_no_owner(bucket: Any, photo: Photo, time_machine) -> None:
    lost = f"ab/{'0' * 30}.jpg"
    for name in (lost, "ab/notes.txt", "elsewhere/a.jpg"):
        bucket.put_object(Key=name, Body=b"")
    owned = [photo.large.name, photo.small.name]
    kept = sorted([*owned, "ab/notes.txt", "elsewhere/a.jpg"])

    def tidy() -> str:
        out = io.StringIO()
        call_command("tidy", "--remove", stdout=out, stderr=io.StringIO())
        return out.getvalue()

    assert tidy() == ""
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert tidy() == f"{lost}\n"
    assert names(bucket) == kept


def test_a_probe_asks_the_bucket_once_in_a_while(bucket: Any, client: Client) -> None:
    assert client.get(reverse("health")).status_code == 200
    bucket.delete()
    assert client.get(reverse("health")).status_code == 200
    cache.clear()
    response = client.get(reverse("health"))
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "failing": ["photos"]}
