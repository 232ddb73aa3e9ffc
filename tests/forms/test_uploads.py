"""What a request may bring, and what of it is held meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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
)
from tracker.actions.photos import PhotosNotStored, new_files
from tracker.forms import uploads
from tracker.models import Entry, Photo
from tracker.utils import disk

pytestmark = pytest.mark.django_db
JPEG = drawn_jpeg((80, 60))


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_concern(make_child(make_family())), date(2026, 3, 1))


@pytest.fixture
def client(entry: Entry) -> Client:
    return client_of(make_member(entry.concern.child.family))


@pytest.fixture
def temporary(settings, tmp_path: Path) -> Path:
    """Where uploads go when they are too large for the memory; here every one is."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = folder
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    return folder


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How much of uploads was written down."""
    held: list[int] = []
    original = tempfile.SpooledTemporaryFile.write

    def counted(self, data):
        held.append(len(data))
        return original(self, data)

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", counted)
    return held


def send(client: Client, entry: Entry, *contents: bytes):
    child = entry.concern.child_id
    files = [SimpleUploadedFile(f"{n}.jpg", data) for n, data in enumerate(contents)]
    return client.post(
        reverse("photos", args=[child, entry.concern.uuid, entry.uuid]),
        {"uuid": uuid4(), "photos": files},
        headers={"Accept": "application/json"},
    )


def open_files(folder: Path) -> list[str]:
    """The open files of this process that lie, or lay, in the folder."""
    links = (os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if _is(fd))
    return [link for link in links if link.startswith(str(folder))]


def _is(fd: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{fd}")


def test_an_upload_never_has_a_name_on_the_disk_and_is_gone_afterwards(
    client: Client, entry: Entry, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.forms import photos

    seen: list[tuple[list[str], int]] = []
    process_photo = photos.process_photo

    def watched(source, quarters):
        seen.append((os.listdir(temporary), len(open_files(temporary))))
        return process_photo(source, quarters)

    monkeypatch.setattr(photos, "process_photo", watched)
    assert send(client, entry, JPEG, JPEG).status_code == 200
    # The first is closed as soon as it is taken in.
    assert seen == [([], 2), ([], 1)]
    assert os.listdir(temporary) == []
    assert open_files(temporary) == []
    assert Photo.objects.count() == 2


def test_a_file_that_is_too_large_is_refused_and_never_held_whole(
    client: Client, entry: Entry, written: list[int]
) -> None:
    response = send(client, entry, JPEG + b"\0" * (40 * 2**20))
    assert response.status_code == 422
    assert response.json()["error"].startswith("0.jpg: This file is larger than 25 MB.")
    assert sum(written) <= uploads.MAX_BYTES + 2**17
    assert not Photo.objects.exists()


def test_all_files_together_are_bounded_and_each_is_told(
    client: Client, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_BYTES_AT_ONCE", 2 * len(JPEG))
    response = send(client, entry, JPEG, JPEG, JPEG)
    assert response.json() == {
        "error": "2.jpg: This is too much at once. Send it after the others."
    }
    assert not Photo.objects.exists()
    assert send(client, entry, JPEG, JPEG).status_code == 200


def test_on_a_low_disk_photos_are_refused_and_nothing_is_written(
    client: Client,
    entry: Entry,
    media: Path,
    written: list[int],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    free = [disk.MIN_FREE_BYTES - 1]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free[0]))
    response = send(client, entry, JPEG)
    assert response.json()["error"] == (
        "0.jpg: The server's disk is nearly full, so it can't take photos. Tell the person who"
        " hosts"
        " the diary."
    )
    assert (written, list(media.iterdir())) == ([], [])
    assert client.get("/healthz").json()["failing"] == ["low disk"]
    assert {record.message.partition(":")[0] for record in caplog.records} >= {"Low disk"}
    with pytest.raises(PhotosNotStored), new_files() as store:
        store(JPEG)
    free[0] += 1
    assert send(client, entry, JPEG).status_code == 200
    assert client.get("/healthz").status_code == 200


def test_an_empty_file(client: Client, entry: Entry) -> None:
    assert send(client, entry, b"").status_code == 422


def test_a_body_beyond_all_reason_is_not_read(
    client: Client, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_BYTES_READ", 1000)
    assert send(client, entry, b"\0" * 1001).status_code == 400


def test_a_visitor_s_files_are_never_kept(
    entry: Entry, written: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SimpleUploadedFile("a.jpg", JPEG)
    response = Client().post("/account/login/", {"login": "a@example.org", "password": file})
    assert response.status_code == 200
    assert send(Client(), entry, JPEG).status_code == 401
    monkeypatch.setattr(uploads, "MAX_BYTES", 1000)
    file.seek(0)
    assert Client().post("/account/login/", {"password": file}).status_code == 400
    assert written == []
