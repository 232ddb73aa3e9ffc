"""What a backup says about itself: the file ``manifest.json`` in it, and that file's checksum."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from tracker.backup.problems import damaged, from_a_newer_version

MANIFEST = "manifest.json"
CHECKSUM = "sha256"
PHOTOS = "photos/"
FORMAT = 2
"""In format 1 the file ``sha256`` held the checksum of the whole archive before it."""


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
    """The SHA-256 of each file in the backup but this one and its checksum."""
    removed: list[str] = field(default_factory=list)
    """Photo files that were removed while it was made. What names them is not restored."""
    format: int = FORMAT

    def as_json(self) -> bytes:
        fields = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(fields, indent=1, ensure_ascii=False).encode()

    @property
    def photo_files(self) -> int:
        return sum(name.startswith(PHOTOS) for name in self.files)


def checksum_of(manifest: bytes) -> bytes:
    """As the tool ``sha256sum`` writes and checks it."""
    return f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def read_manifest(content: bytes, checksum: bytes) -> Manifest:
    """Raises BackupProblem where a newer version wrote it, or it is not what was written."""
    try:
        fields = json.loads(content)
        if fields["format"] != 1 and checksum != checksum_of(content):
            raise damaged()
        if fields["format"] > FORMAT:
            raise from_a_newer_version()
        return Manifest(**fields | {"made_at": datetime.fromisoformat(fields["made_at"])})
    except (KeyError, TypeError, ValueError):
        raise damaged() from None


def version() -> str:
    project = Path(settings.BASE_DIR) / "pyproject.toml"
    return str(tomllib.loads(project.read_text())["project"]["version"])
