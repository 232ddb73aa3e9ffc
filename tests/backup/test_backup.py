"""The contents of a backup, and restoring it."""

from __future__ import annotations

import errno
import itertools
import json
import os
import random
import sqlite3
import tarfile
import time
from contextlib import closing, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q

from tests.backup.backups import (
    NOW,
    SECRET,
    SNAPSHOT,
    back_up,
    backup,
    database_of,
    export,
    lose_everything,
    rewritten,
    verify,
)
from tests.commands.test_photos_in_a_zip import files
from tests.factories import client_of, make_concern, make_entry, make_user
from tracker.actions.photos import remove_photos
from tracker.backup import BackupProblem, Database, restore, restoring
from tracker.backup.manifest import FORMAT
from tracker.models import Child, Entry, KeptCopy, Photo, User


def test_all_of_it_comes_back_the_same(child: Child, tmp_path: Path, media: Path) -> None:
    before, photos, rows = export(tmp_path / "before"), files(media), Database().counts()
    made = back_up(tmp_path / "one")
    assert verify(tmp_path / "one") == made
    assert (made.photo_files, made.rows["tracker.entry"], made.missing) == (8, 4, [])

    lose_everything(media)
    assert not Child.objects.exists()
    assert restore(backup(tmp_path / "one")) == made

    assert export(tmp_path / "after") == before
    assert files(media) == photos
    assert Database().counts() == rows
    assert Entry.all_objects.get(day=date(2026, 3, 9)).deleted_at.microsecond == 123456
    assert User.objects.get().check_password("a long enough password")


def test_what_is_written_afterwards_gets_a_number_of_its_own(
    child: Child, tmp_path: Path, media: Path
) -> None:
    back_up(tmp_path / "one")
    lose_everything(media)
    restore(backup(tmp_path / "one"))
    taken = set(Entry.all_objects.values_list("pk", flat=True))
    assert make_entry(make_concern(Child.objects.get()), date(2026, 3, 9)).pk not in taken


def test_a_backup_of_what_came_back_holds_the_same(
    child: Child, tmp_path: Path, media: Path
) -> None:
    first = back_up(tmp_path / "one", None)
    lose_everything(media)
    restore(backup(tmp_path / "one"))
    second = back_up(tmp_path / "two", None)
    assert second.rows == first.rows
    photos = [
        {name: digest for name, digest in made.files.items() if name.startswith("photos/")}
        for made in (first, second)
    ]
    assert photos[0] == photos[1]


def test_anybody_can_open_it_without_milkspot(child: Child, tmp_path: Path) -> None:
    made = back_up(tmp_path / "one", None)
    with tarfile.open(tmp_path / "one") as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json"))
        checksum, named = tar.extractfile("sha256").read().decode().split()
        assert checksum == sha256(tar.extractfile("manifest.json").read()).hexdigest()
    assert sorted(names) == sorted([*made.files, "manifest.json", "sha256"])
    assert named == "manifest.json"
    assert manifest["made_at"] == "2026-11-20T03:00:00+00:00"
    assert manifest["made_by"] == "0.1.0"
    assert manifest["files"] == made.files
    assert "Größer 🌡".encode() in database_of(tmp_path / "one", tmp_path)


def test_no_word_of_it_can_be_read_without_the_passphrase(child: Child, tmp_path: Path) -> None:
    back_up(tmp_path / "one")
    content = (tmp_path / "one").read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n")
    assert not any(word in content for word in (b"slept badly", b"database", b"JFIF", b"Iris"))


def test_sessions_stay_behind_without_a_trace(child: Child, tmp_path: Path) -> None:
    client_of(User.objects.get())
    key = Session.objects.get().session_key
    back_up(tmp_path / "one", None)
    assert key.encode() not in database_of(tmp_path / "one", tmp_path)


def test_what_was_deleted_for_good_stays_behind(child: Child, tmp_path: Path) -> None:
    note = "a note that nobody may ever find again"
    make_entry(make_concern(child), date(2026, 3, 1), notes=note).delete()
    back_up(tmp_path / "one", None)
    assert note.encode() not in database_of(tmp_path / "one", tmp_path)


def test_the_database_alone(child: Child, tmp_path: Path, media: Path) -> None:
    before, photos = export(tmp_path / "before"), files(media)
    made = back_up(tmp_path / "one", with_photos=False)
    assert verify(tmp_path / "one") == made
    assert list(made.files) == [SNAPSHOT]
    call_command("flush", interactive=False, verbosity=0)
    restore(backup(tmp_path / "one"))
    assert files(media) == photos
    assert export(tmp_path / "after") == before


def test_a_backup_that_the_version_before_made_comes_back(
    child: Child, tmp_path: Path, media: Path
) -> None:
    before = export(tmp_path / "before")
    back_up(tmp_path / "one", None)
    rewritten(tmp_path / "one", format=1)
    lose_everything(media)
    assert restore(backup(tmp_path / "one")).format == 1
    assert export(tmp_path / "after") == before


# During use


def test_a_photo_that_is_removed_meanwhile_is_left_out_with_its_row(
    child: Child, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = FileSystemStorage._open

    def remove_one(self: FileSystemStorage, name: str, mode: str) -> object:
        monkeypatch.setattr(FileSystemStorage, "_open", read)
        last = Photo.objects.order_by("pk").last()
        remove_photos(Photo.objects.filter(pk=last.pk))
        return read(self, name, mode)

    monkeypatch.setattr(FileSystemStorage, "_open", remove_one)
    made = back_up(tmp_path / "one")

    before, photos = export(tmp_path / "before"), files(media)
    assert (made.missing, len(made.removed)) == ([], 2)
    assert verify(tmp_path / "one") == made
    lose_everything(media)
    restore(backup(tmp_path / "one"))
    assert Photo.all_objects.count() == 3
    assert export(tmp_path / "after") == before
    assert files(media) == photos


def test_a_photo_that_is_removed_when_half_of_it_was_copied_does_not_come_back(
    child: Child, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, opened = FileSystemStorage._open, []

    def remove_last(self: FileSystemStorage, name: str, mode: str) -> object:
        opened.append(name)
        if len(opened) == 8:
            remove_photos(Photo.all_objects.filter(Q(large=name) | Q(small=name)))
        return read(self, name, mode)

    monkeypatch.setattr(FileSystemStorage, "_open", remove_last)
    made = back_up(tmp_path / "one")
    photos = files(media)
    assert made.photo_files == 7  # the other size was added before the removal
    assert len(photos) == 6
    lose_everything(media)
    restore(backup(tmp_path / "one"))
    assert files(media) == photos


def test_a_photo_that_was_lost_before_does_not_stop_the_backup(
    child: Child, tmp_path: Path, media: Path
) -> None:
    lost = Photo.objects.first().large.name
    default_storage.delete(lost)
    made = back_up(tmp_path / "one")
    assert made.missing == [lost]
    assert verify(tmp_path / "one") == made
    lose_everything(media)
    assert restore(backup(tmp_path / "one")).missing == [lost]
    assert Photo.all_objects.count() == 4


def test_a_storage_that_does_not_answer_stops_it(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileSystemStorage, "_open", Mock(side_effect=PermissionError))
    with pytest.raises(BackupProblem, match=r"could not be read from storage \(PermissionError"):
        back_up(tmp_path / "one")


def test_the_copy_of_the_database_does_not_stay(child: Child, tmp_path: Path, settings) -> None:
    old, new = (settings.DATA_DIR / f"backup-in-progress-{name}" for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir()
        (folder / "database.sqlite3").touch()
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    back_up(tmp_path / "one")
    verify(tmp_path / "one")
    assert list(settings.DATA_DIR.iterdir()) == [new]


# Refusals


@pytest.mark.parametrize("what", ["diary", "account", "photo"])
def test_a_place_that_is_not_empty_is_left_alone(
    child: Child, tmp_path: Path, media: Path, what: str
) -> None:
    back_up(tmp_path / "one")
    if what != "diary":
        lose_everything(media)
    if what == "account":
        make_user()
    if what == "photo":
        default_storage.save(f"ab/{'0' * 30}.jpg", ContentFile(b"somebody's"))
    rows, photos = Database().counts(), files(media)
    with pytest.raises(BackupProblem, match="only be restored into an empty place"):
        restore(backup(tmp_path / "one"))
    assert (Database().counts(), files(media)) == (rows, photos)


def test_a_copy_that_was_left_behind_is_not_written_over(
    child: Child, tmp_path: Path, media: Path
) -> None:
    """The database and the photos were moved, ``copies/`` was not."""
    kept = make_copy(child)
    back_up(tmp_path / "one")
    lose_everything(media)
    left = files(media)
    assert list(left) == [kept]
    with pytest.raises(BackupProblem, match="only be restored into an empty place"):
        restore(backup(tmp_path / "one"))
    assert files(media) == left
    assert not Database().holds_data()


def make_copy(child: Child) -> str:
    """Return the name of a kept copy's file."""
    copy = KeptCopy.objects.create(
        user=User.objects.get(),
        child_name=child.name,
        file=ContentFile(b"somebody's", "copy.zip"),
        made_at=NOW,
        expires_at=NOW,
    )
    return str(copy.file.name)


@pytest.mark.parametrize("passphrase", [None, SECRET], ids=["plain", "encrypted"])
def test_flipped_bits_and_missing_ends_are_found_and_nothing_is_restored(
    child: Child, tmp_path: Path, media: Path, passphrase: str | None
) -> None:
    made = back_up(tmp_path / "one", passphrase)
    whole = (tmp_path / "one").read_bytes()
    lose_everything(media)
    chance, size = random.Random(11), len(whole)
    for place in [0, size - 1, *(chance.randrange(size) for _ in range(60))]:
        wrong = bytearray(whole)
        wrong[place] ^= 1 << chance.randrange(8)
        (tmp_path / "wrong").write_bytes(wrong)
        if passphrase is None and members(tmp_path / "wrong") == members(tmp_path / "one"):
            assert verify(tmp_path / "wrong") == made  # the bit is in the padding between two files
            continue
        with pytest.raises(BackupProblem):
            verify(tmp_path / "wrong")
    for length in (0, 10, 300, size // 2, size - 1 if passphrase else size - 11_000):
        (tmp_path / "wrong").write_bytes(whole[:length])
        with pytest.raises(BackupProblem):
            restore(backup(tmp_path / "wrong"))
    assert not Database().holds_data()
    assert files(media) == {}


def members(path: Path) -> dict[str, bytes]:
    """Return the readable files of a plain backup."""
    found = {}
    with suppress(tarfile.TarError), tarfile.open(path) as tar:
        for info in tar:
            found[info.name] = tar.extractfile(info).read()
    return found


def test_wrong_passphrase(child: Child, tmp_path: Path) -> None:
    back_up(tmp_path / "one")
    with pytest.raises(BackupProblem, match="does not open this backup"):
        verify(tmp_path / "one", "wrong horse battery")


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"SQLite format 3\0" + bytes(2000), b"PK\3\4" + bytes(2000), bytes(5000)],
    ids=["empty", "json", "database", "zip", "noughts"],
)
def test_another_file_is_no_backup(database: None, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(BackupProblem, match="other is not a Milkspot backup"):
        verify(tmp_path / "other")


@pytest.mark.parametrize("fault", ["no database", "a page", "an orphan"])
def test_a_database_that_was_damaged_when_it_was_copied(
    child: Child, tmp_path: Path, fault: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    back_up(tmp_path / "one", None)
    content = database_of(tmp_path / "one", tmp_path)
    if fault == "an orphan":
        with closing(sqlite3.connect(tmp_path / SNAPSHOT)) as database, database:
            database.execute("UPDATE tracker_entry SET concern_id = 999")
        content = (tmp_path / SNAPSHOT).read_bytes()
    if fault == "no database":
        content = b"x" * 4096
    if fault == "a page":
        content = content[:8192] + bytes(4096) + content[12288:]
    with pytest.raises(BackupProblem, match="damaged"):
        verify(rewritten(tmp_path / "one", content))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"format": FORMAT + 1, "wholly": "new"}, "newer version of Milkspot"),
        ({"wholly": "new"}, "damaged"),
        ({"rows": {"tracker.child": 2}}, "damaged"),
        ({"files": {}}, "damaged"),
    ],
    ids=["newer", "unknown", "rows", "files"],
)
def test_a_manifest_that_says_something_else(
    child: Child, tmp_path: Path, changed: dict[str, object], sentence: str
) -> None:
    back_up(tmp_path / "one", None)
    with pytest.raises(BackupProblem, match=sentence):
        verify(rewritten(tmp_path / "one", **changed))


def test_a_bit_of_the_manifest_itself(child: Child, tmp_path: Path) -> None:
    back_up(tmp_path / "one", None)
    whole = (tmp_path / "one").read_bytes()
    (tmp_path / "one").write_bytes(whole.replace(b'"made_at": "2026', b'"made_at": "2027'))
    with pytest.raises(BackupProblem, match="damaged"):
        verify(tmp_path / "one")


def test_a_photo_that_is_not_in_it_is_missed(child: Child, tmp_path: Path) -> None:
    made = back_up(tmp_path / "one", None, with_photos=False)
    with pytest.raises(BackupProblem, match="8 photo files of the diary are not in"):
        verify(rewritten(tmp_path / "one", with_photos=True))
    assert made.photo_files == 0


def test_a_backup_of_a_newer_version_is_refused(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(Database, "unknown_migrations", [])
        MigrationRecorder(connection).record_applied("tracker", "9999_from_tomorrow")
        back_up(tmp_path / "one")
    try:
        with pytest.raises(BackupProblem, match="made by a newer version of Milkspot"):
            verify(tmp_path / "one")
        with pytest.raises(BackupProblem, match="A newer version of Milkspot has used"):
            back_up(tmp_path / "two")
    finally:
        MigrationRecorder(connection).record_unapplied("tracker", "9999_from_tomorrow")


@pytest.mark.parametrize("step", ["photos", "database"])
def test_when_it_fails_in_between_the_place_is_as_empty_as_before(
    child: Child, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    back_up(tmp_path / "one")
    lose_everything(media)
    if step == "photos":
        save, count = FileSystemStorage._save, itertools.count()

        def full(self: FileSystemStorage, name: str, content: object) -> str:
            if next(count) == 3:
                save(self, name, ContentFile(b"half of it"))
                raise OSError(errno.ENOSPC, "No space left on device")
            return save(self, name, content)

        monkeypatch.setattr(FileSystemStorage, "_save", full)
    else:
        monkeypatch.setattr(
            restoring, "_restore_database", Mock(side_effect=DatabaseError("it is full"))
        )
    with pytest.raises((BackupProblem, OSError), match=r"No space left|it is full"):
        restore(backup(tmp_path / "one"))
    assert files(media) == {}
    assert not Database().holds_data()


def test_what_somebody_else_writes_meanwhile_stays(
    child: Child, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failed restore leaves nothing behind."""
    back_up(tmp_path / "one")
    lose_everything(media)
    save, count, theirs = FileSystemStorage._save, itertools.count(), {}

    def second(self: FileSystemStorage, name: str, content: object) -> str:
        if next(count) == 3:
            theirs[save(self, name, ContentFile(b"somebody's"))] = b"somebody's"
        return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", second)
    with pytest.raises(BackupProblem, match="something else is writing to the same place"):
        restore(backup(tmp_path / "one"))
    assert files(media) == theirs
    assert len(theirs) == 1
    assert not Database().holds_data()
