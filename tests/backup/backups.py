"""Helpers for the tests of backups."""

from __future__ import annotations

import json
import subprocess
import tarfile
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from tests.commands.test_photos_in_a_zip import files
from tracker.backup import Backup, Manifest, checked, write_backup
from tracker.backup.archive import new_archive
from tracker.backup.manifest import checksum_of
from tracker.models import Child

SECRET = "correct horse battery"
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
SNAPSHOT = "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def back_up(path: Path, passphrase: str | None = SECRET, **options: bool) -> Manifest:
    with path.open("wb") as file:
        return write_backup(file, made_at=NOW, passphrase=passphrase, **options)


def backup(path: Path, passphrase: str = SECRET) -> Backup:
    return Backup(path, lambda: passphrase)


def verify(path: Path, passphrase: str = SECRET) -> Manifest:
    with checked(backup(path, passphrase)) as verified:
        return verified.manifest


def database_of(path: Path, folder: Path) -> bytes:
    """Return the SQLite file in a plain backup, or its PostgreSQL dump as SQL."""
    with tarfile.open(path) as tar:
        tar.extract(SNAPSHOT, folder, filter="data")
    if SNAPSHOT == "database.sqlite3":
        return (folder / SNAPSHOT).read_bytes()
    script = ["pg_restore", "--file=-", str(folder / SNAPSHOT)]
    return subprocess.run(script, check=True, capture_output=True).stdout


def export(folder: Path) -> dict[str, bytes]:
    """Export each child's diary as a zip. Returns the contents by file name."""
    folder.mkdir(exist_ok=True)
    for child in Child.objects.all():
        call_command("export_diary", child=child.pk, output=str(folder / f"{child.name}.zip"))
    return files(folder)


def lose_everything(media: Path) -> None:
    """Delete all rows and photo files."""
    call_command("flush", interactive=False, verbosity=0)
    for path in media.rglob("*.jpg"):
        path.unlink()


def rewritten(
    path: Path, database: bytes | None = None, name: str = SNAPSHOT, **changed: object
) -> Path:
    """Return the backup with another database, or with a changed manifest."""
    with tarfile.open(path) as tar:
        archive = {info.name: tar.extractfile(info).read() for info in tar}
    manifest = json.loads(archive["manifest.json"]) | changed
    if database is not None:
        del archive[SNAPSHOT], manifest["files"][SNAPSHOT]
        archive[name] = database
        manifest["files"][name] = sha256(database).hexdigest()
    if manifest["format"] == 1:
        del manifest["removed"]
    archive["manifest.json"] = json.dumps(manifest).encode()
    archive["sha256"] = checksum_of(archive["manifest.json"])
    if manifest["format"] == 1:
        archive["sha256"] = b"of the whole archive before it"
    with path.open("wb") as file, new_archive(file, 0) as writer:
        for member, content in archive.items():
            writer.add(member, BytesIO(content))
    return path
