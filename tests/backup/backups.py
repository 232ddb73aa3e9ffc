"""Short words for the tests of backups."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command

from tests.commands.test_photos_in_a_zip import files
from tracker.backup import Backup, Manifest, checked, write_backup
from tracker.models import Child

SECRET = "correct horse battery"
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def back_up(path: Path, passphrase: str | None = SECRET, **options: bool) -> Manifest:
    with path.open("wb") as file:
        return write_backup(file, made_at=NOW, passphrase=passphrase, **options)


def backup(path: Path, passphrase: str = SECRET) -> Backup:
    return Backup(path, lambda: passphrase)


def verify(path: Path, passphrase: str = SECRET) -> Manifest:
    with checked(backup(path, passphrase)) as found:
        return found.manifest


def export(folder: Path) -> dict[str, bytes]:
    """Each child's diary as a zip, by the child's name."""
    folder.mkdir(exist_ok=True)
    for child in Child.objects.all():
        call_command("export_diary", child=child.pk, output=str(folder / f"{child.name}.zip"))
    return files(folder)


def lose_everything(media: Path) -> None:
    """An empty place: tables without rows, no photos."""
    call_command("flush", interactive=False, verbosity=0)
    for path in media.rglob("*.jpg"):
        path.unlink()
