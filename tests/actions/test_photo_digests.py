"""The digests of photos that an older version stored."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from tests.factories import make_concern, make_entry, make_photo
from tracker.actions.upkeep.photo_digests import note_photo_digests
from tracker.models import Photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def photos() -> list[Photo]:
    entry = make_entry(make_concern(), date(2026, 3, 9))
    made = [make_photo(entry), make_photo(entry)]
    Photo.objects.update(large_sha256="", small_sha256="", stored_bytes=0)
    return made


def digests() -> list[tuple[str, str]]:
    return list(Photo.objects.order_by("pk").values_list("large_sha256", "small_sha256"))


def test_each_photo_without_a_digest_gets_one(photos: list[Photo], media: Path) -> None:
    (media / photos[0].small.name).unlink()
    note_photo_digests()
    whole = [
        sha256((media / file.name).read_bytes()).hexdigest()
        for file in (photos[1].large, photos[1].small)
    ]
    assert digests() == [("", ""), tuple(whole)]
    (media / photos[1].large.name).write_bytes(b"changed")
    note_photo_digests()
    assert digests() == [("", ""), tuple(whole)]


def test_a_length_is_noted_beside_a_digest_that_stays(photos: list[Photo], media: Path) -> None:
    photo = photos[1]
    large, small = (media / photo.large.name), (media / photo.small.name)
    Photo.objects.filter(pk=photo.pk).update(large_sha256="a" * 64, small_sha256="b" * 64)
    note_photo_digests()
    photo.refresh_from_db()
    assert (photo.large_sha256, photo.small_sha256) == ("a" * 64, "b" * 64)
    assert photo.stored_bytes == large.stat().st_size + small.stat().st_size


def test_a_storage_that_does_not_answer_is_asked_again_the_next_day(
    photos: list[Photo], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fails(_: FileSystemStorage, name: str, *__: object) -> None:
        asked.append(name)
        raise PermissionError

    monkeypatch.setattr(FileSystemStorage, "_open", fails)
    note_photo_digests()
    assert (len(asked), digests()) == (1, [("", ""), ("", "")])
