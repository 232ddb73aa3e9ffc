"""What a backup says about itself: the file ``manifest.json`` in it."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.backup.problems import BackupProblem, damaged

MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
PHOTOS = "photos/"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    made_at: datetime
    made_by: str
    """The version of Milkspot."""
    migrations: list[str]
    rows: dict[str, int]
    """How many each table has, by the name of its model."""
    with_photos: bool
    missing: list[str]
    """Photo files that a row names and that were lost before this backup was made."""
    files: dict[str, str]
    """The SHA-256 of each file in the backup but this one."""
    format: int = FORMAT

    def as_json(self) -> bytes:
        fields = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(fields, indent=1, ensure_ascii=False).encode()

    @property
    def photo_files(self) -> int:
        return sum(name.startswith(PHOTOS) for name in self.files)


def manifest_in(content: bytes) -> Manifest:
    """Raises BackupProblem where a newer version wrote it, or nobody."""
    try:
        fields = json.loads(content)
        if fields["format"] > FORMAT:
            raise from_a_newer_version()
        return Manifest(**fields | {"made_at": datetime.fromisoformat(fields["made_at"])})
    except (KeyError, TypeError, ValueError):
        raise damaged() from None


def from_a_newer_version() -> BackupProblem:
    text = _("This backup was made by a newer version of Milkspot. Update the program first.")
    return BackupProblem(text)


def version() -> str:
    project = Path(settings.BASE_DIR) / "pyproject.toml"
    return str(tomllib.loads(project.read_text())["project"]["version"])
