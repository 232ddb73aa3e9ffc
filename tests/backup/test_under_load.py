"""Backups while several people write and remove."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.backup.backups import back_up, backup, export, lose_everything, verify
from tests.factories import drawn_jpeg, make_child, make_concern, make_family, make_member
from tracker.actions.photos import remove_photos, write_entry_with_photos
from tracker.backup import checked, restore
from tracker.backup.database import Contents
from tracker.domain import records
from tracker.models import Concern, Entry, Photo, User
from tracker.photos import CleanPhoto

WRITERS = 4
LARGE, SMALL = drawn_jpeg((80, 60)), drawn_jpeg((40, 30))


class Writer:
    """Writes entries one after another, each with a photo, and records them."""

    def __init__(self, concern: Concern, by: User) -> None:
        self.concern, self.by = concern, by
        self.written: list[UUID] = []

    def write(self) -> None:
        uuid = uuid4()
        entry = records.Entry(day=date(2026, 3, 1), status="present", notes=f"{uuid}")
        photo = CleanPhoto(LARGE, SMALL, 80, 60, None, None)
        write_entry_with_photos(
            concern=self.concern, record=entry, photos=[photo], uuid=uuid, by=self.by
        )
        self.written.append(uuid)


class Remover(Writer):
    """Removes each photo soon after it was added."""

    def write(self) -> None:
        super().write()
        remove_photos(Photo.objects.filter(entry__uuid=random.choice(self.written[-4:])))


@contextmanager
def at_work(*acts: Callable[[], None]) -> Iterator[None]:
    done, problems = threading.Event(), []

    def go_on(act: Callable[[], None]) -> None:
        try:
            while not done.is_set():
                act()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=go_on, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert problems == []


@pytest.fixture
def writers(database: None, monkeypatch: pytest.MonkeyPatch) -> list[Writer]:
    """All but the last write for one child; the last also removes photos of another."""
    monkeypatch.setattr("diary.photo_storage.sync_to_disk", lambda _path: None)
    family = make_family()
    by = make_member(family)
    child, other = make_child(family), make_child(family, name="Noah")
    return [
        *(Writer(make_concern(child), by) for _number in range(WRITERS)),
        Remover(make_concern(other), by),
    ]


def test_each_backup_is_of_one_moment(writers: list[Writer], tmp_path: Path, media: Path) -> None:
    paths = [tmp_path / f"{number}" for number in range(3)]
    with at_work(*(writer.write for writer in writers)):
        for path in paths:
            before = [list(writer.written) for writer in writers[:WRITERS]]
            made = back_up(path)
            assert made.missing == []
            assert verify(path) == made
            with checked(backup(path)) as found:
                entries, photos = ids_in(found.database)
            for writer, written in zip(writers, before, strict=False):
                mine = [uuid for uuid in writer.written if uuid in entries]
                assert mine[: len(written)] == written
                assert mine == writer.written[: len(mine)]
                theirs = Photo.objects.filter(entry__uuid__in=mine)
                assert set(theirs.values_list("uuid", flat=True)) <= photos
    assert all(writer.written for writer in writers)

    # Remove what is newer than the last backup, and export the rest.
    Photo.objects.filter(entry__concern__child__name="Iris").exclude(uuid__in=photos).delete()
    Entry.objects.filter(concern__child__name="Iris").exclude(uuid__in=entries).delete()
    wanted = export(tmp_path / "before")["Iris.zip"]
    lose_everything(media)
    restore(backup(paths[-1]))
    assert export(tmp_path / "after")["Iris.zip"] == wanted


def ids_in(database: Contents) -> tuple[set[UUID], set[UUID]]:
    """Return the ids of the entries and of the photos in a backup."""
    models = {model._meta.model_name: model for model in database.models}
    entries, photos = (
        {UUID(str(value)) for value in database.values(models[name], "uuid")}
        for name in ("entry", "photo")
    )
    return entries, photos
