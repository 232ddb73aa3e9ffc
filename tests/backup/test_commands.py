"""The output of the commands backup, verify and restore."""

from __future__ import annotations

import io
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from tests.actions.test_photos_in_a_bucket import BUCKET, names
from tests.backup.backups import export, lose_everything
from tracker.models import Child, Photo

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
IN_IT = [
    "Made on 20 November 2026 at 03:00 UTC by Milkspot 0.1.0.",
    "1 child, 4 entries, 4 photos.",
]


@pytest.fixture(autouse=True)
def _november(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def passphrase(settings, tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text("correct horse battery\nwhat stands below is a remark\n")
    settings.BACKUP_PASSPHRASE_FILE = file
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def run(*arguments: object) -> tuple[list[str], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


def refused(*arguments: object) -> str:
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    return str(refusal.value)


def test_there_and_back(child: Child, folder: Path, media: Path, tmp_path: Path) -> None:
    file = folder / "one.tar.age"
    before = export(tmp_path / "before")
    assert run("backup", file) == ([str(file)], "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(folder.iterdir()) == [file]
    assert run("verify", file) == ([str(file), *IN_IT, "The backup is complete."], "")
    lose_everything(media)
    back = [*IN_IT, "Everything was restored. Everyone has to log in again."]
    assert run("restore", file) == (back, "")
    assert export(tmp_path / "after") == before
    assert "only be restored into an empty place" in refused("restore", file)


def test_into_a_bucket_and_out_of_it(
    bucket: Any, child: Child, folder: Path, tmp_path: Path, settings
) -> None:
    settings.MEDIA_S3_BUCKET = BUCKET
    before, kept = export(tmp_path / "before"), names(bucket)
    run("backup", folder / "one")
    call_command("flush", interactive=False, verbosity=0)
    assert "copies in milkspot-photos already" in refused("restore", folder / "one")
    bucket.objects.all().delete()
    run("restore", folder / "one")
    assert export(tmp_path / "after") == before
    assert names(bucket) == kept


def test_not_encrypted_only_when_told_so(
    child: Child,
    folder: Path,
    settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.BACKUP_PASSPHRASE_FILE = None
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    sentence = refused("backup", folder / "one")
    assert sentence.startswith("There is no passphrase. Set BACKUP_PASSPHRASE_FILE to a file")
    assert list(folder.iterdir()) == []
    run("backup", folder / "one.tar", "--plain")
    assert run("verify", folder / "one.tar")[0][-1] == "The backup is complete."


def test_the_passphrase_is_asked_for_at_a_terminal(
    child: Child,
    folder: Path,
    settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.BACKUP_PASSPHRASE_FILE = None
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    answers = iter(["correct horse battery", "correct horse", *["correct horse battery"] * 3])
    asked = []
    monkeypatch.setattr(
        "tracker.management.backups.getpass", lambda text: asked.append(text) or next(answers)
    )
    assert refused("backup", folder / "one") == "The two passphrases are different."
    run("backup", folder / "one")
    run("verify", folder / "one")
    assert asked == ["Passphrase: ", "Passphrase again: "] * 2 + ["Passphrase: "]
    assert list(answers) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Use at least 10 characters"),
        (b"short\n", "Use at least 10 characters"),
        (b"\xff\xfe\xfd", "could not be read: it is not a text file"),
        (None, "could not be read: No such file or directory"),
    ],
    ids=["empty", "short", "no text", "missing"],
)
def test_a_passphrase_that_is_of_no_use(
    database,
    folder: Path,
    passphrase: Path,
    content: bytes | None,
    sentence: str,
) -> None:
    if content is None:
        passphrase.unlink()
    else:
        passphrase.write_bytes(content)
    assert sentence in refused("backup", folder / "one")
    assert list(folder.iterdir()) == []


def test_another_passphrase(child: Child, folder: Path, passphrase: Path) -> None:
    run("backup", folder / "one")
    passphrase.write_text("another one\n")
    assert refused("verify", folder / "one").startswith("This passphrase does not open")


def test_what_is_there_already_stays(database, folder: Path) -> None:
    (folder / "one").write_text("precious")
    assert refused("backup", folder / "one") == f"{folder / 'one'}: File exists."
    assert (folder / "one").read_text() == "precious"
    assert list(folder.iterdir()) == [folder / "one"]


@pytest.mark.parametrize("command", ["verify", "restore"])
def test_a_file_that_is_not_there(database, folder: Path, command: str) -> None:
    assert refused(command, folder / "one") == f"There is no file {folder / 'one'}."


def test_a_folder_that_is_not_there(database, folder: Path) -> None:
    gone = folder / "gone"
    assert refused("backup", "--into", gone) == f"There is no folder {gone}."
    assert refused("backup", gone / "one") == f"There is no folder {gone}."


def test_half_a_backup_never_has_the_name_of_a_whole_one(
    child: Child,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        assert [path.name[:4] for path in folder.iterdir()] == ["one."]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tracker.backup.making.checksum_of", fails)
    assert refused("backup", folder / "one") == f"{folder / 'one'}: No space left on device."
    assert list(folder.iterdir()) == []


def test_a_photo_that_was_lost_is_named(child: Child, folder: Path) -> None:
    lost = Photo.objects.first().large.name
    default_storage.delete(lost)
    told = f"1 photo file was already lost when this backup was made:\n{lost}"
    assert run("backup", folder / "one") == ([str(folder / "one")], f"{told}\n")
    assert refused("verify", folder / "one") == told


@pytest.mark.parametrize("size", ["large", "small"])
@pytest.mark.parametrize("content", [b"", b"cut off", None], ids=["empty", "cut", "one bit"])
def test_a_photo_that_was_changed_on_the_disk_is_named(
    child: Child, folder: Path, media: Path, size: str, content: bytes | None
) -> None:
    name = getattr(Photo.objects.last(), size).name
    whole = (media / name).read_bytes()
    (media / name).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if content is None else content)
    told = f"1 photo file was already cut off or changed when this backup was made:\n{name}"
    assert run("backup", folder / "one") == ([str(folder / "one")], f"{told}\n")
    assert refused("verify", folder / "one") == told


def test_a_photo_that_was_changed_in_the_bucket_is_named(
    bucket: Any, child: Child, folder: Path, settings
) -> None:
    settings.MEDIA_S3_BUCKET = BUCKET
    changed, cut = (photo.large.name for photo in Photo.objects.order_by("pk")[:2])
    whole = bucket.Object(changed).get()["Body"].read()
    bucket.put_object(Key=changed, Body=whole[:-1] + bytes([whole[-1] ^ 1]))
    bucket.put_object(Key=cut, Body=whole[:9])
    told = "2 photo files were already cut off or changed when this backup was made:\n" + "\n".join(
        sorted([changed, cut])
    )
    assert run("backup", folder / "one") == ([str(folder / "one")], f"{told}\n")
    assert refused("verify", folder / "one") == told


def test_the_database_alone(child: Child, folder: Path) -> None:
    run("backup", folder / "one", "--without-photos")
    said = run("verify", folder / "one")[0]
    assert said[2] == "1 child, 4 entries, 4 photos (photo files not included)."


def test_on_sqlite_there_is_nothing_to_copy_from_or_to(child: Child, folder: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    sentence = refused("copy_database", "--to-sqlite", folder / "one")
    assert sentence == "Set DATABASE_URL to the PostgreSQL database."
    assert list(folder.iterdir()) == []


# Daily backups


def test_every_day_with_rotation(child: Child, folder: Path) -> None:
    for days in range(1, 51):
        (folder / f"milkspot-{NOW - timedelta(days):%Y-%m-%dT%H%M%SZ}.tar.age").touch()
    others = {"before-migration-2020-01-01T000000Z.tar", "milkspot-2020-01-01.txt"}
    for name in others | {f"milkspot-2026-10-01T030000Z.tar.age.{'0' * 16}"}:
        (folder / name).touch()  # the last is a temporary file of a killed process
    out, _ = run("backup", "--into", folder, "--keep-days", "30")
    kept = sorted({path.name for path in folder.iterdir()} - others)
    assert kept == [
        f"milkspot-{NOW - timedelta(days):%Y-%m-%dT%H%M%SZ}.tar.age" for days in range(30, -1, -1)
    ]
    assert out == [str(folder / kept[-1])]
    assert run("verify", folder)[0][0] == out[0]
    assert others <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(("hours", "stays"), [(25, False), (23, True)])
def test_what_a_killed_backup_left_goes_after_a_day(
    database, folder: Path, hours: int, stays: bool
) -> None:
    made = NOW - timedelta(hours=hours)
    partial = folder / f"milkspot-{made:%Y-%m-%dT%H%M%SZ}.tar.age.{'0' * 16}"
    partial.touch()
    run("backup", "--into", folder)
    assert partial.exists() is stays


def test_the_newest_stay_however_old_they_are(database, folder: Path) -> None:
    for day in range(1, 10):
        (folder / f"milkspot-1970-01-0{day}T000000Z.tar.age").touch()
    run("backup", "--into", folder, "--keep-days", "30")
    assert sorted(path.name for path in folder.iterdir()) == [
        *(f"milkspot-1970-01-0{day}T000000Z.tar.age" for day in range(4, 10)),
        "milkspot-2026-11-20T030000Z.tar.age",
    ]


def test_when_the_backup_fails_no_older_one_goes(
    database,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for day in range(1, 10):
        (folder / f"milkspot-1970-01-0{day}T000000Z.tar.age").touch()
    monkeypatch.setattr(
        "tracker.management.commands.backup.write_backup",
        lambda *_, **__: (_ for _ in ()).throw(OSError(28, "No space left on device")),
    )
    refused("backup", "--into", folder, "--keep-days", "30")
    assert len(list(folder.iterdir())) == 9


@pytest.mark.parametrize(
    "options", [["one", "--keep-days", "3"], ["--into", ".", "--keep-days", "0"]]
)
def test_rotation_needs_a_folder_and_a_number(database, options: list[str]) -> None:
    assert refused("backup", *options).startswith("--keep-days needs a number of days above 0")


def test_a_folder_without_a_backup(database, folder: Path) -> None:
    assert refused("verify", folder) == f"There is no backup in {folder}."
