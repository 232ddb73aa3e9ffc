"""The manifest of a backup, ``manifest.json``, and its checksum."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from tracker.backup.problems import damaged, from_a_newer_version

MANIFEST = "manifest.json"
CHECKSUM = "sha256"
PHOTOS = "photos/"
FORMAT = 3
"""In format 1 the file ``sha256`` had the checksum of all of the archive before it. Format 2 did
not have ``changed``.
"""


@dataclass(frozen=True)
class Manifest:
    made_at: datetime
    made_by: str
    """The version of Milkspot."""
    migrations: list[str]
    rows: dict[str, int]
    """The number of rows by model label."""
    with_photos: bool
    missing: list[str]
    """Photo files that a row references and the storage did not have."""
    files: dict[str, str]
    """The SHA-256 of each file in the backup, except the manifest and its checksum."""
    removed: list[str] = field(default_factory=list)
    """Photo files removed during the backup. Rows that reference them are not restored."""
    changed: list[str] = field(default_factory=list)
    """Photo files that are not as they were stored: their SHA-256 is not that in their row."""
    format: int = FORMAT

    def as_json(self) -> bytes:
        fields = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(fields, indent=1, ensure_ascii=False).encode()

    @property
    def photo_files(self) -> int:
        return sum(name.startswith(PHOTOS) for name in self.files)

    def files_unlike(self, digests: Mapping[str, str]) -> list[str]:
        """Return the photo files whose SHA-256 differs from that in ``digests``, by name."""
        return sorted(
            name
            for name, digest in digests.items()
            if self.files.get(f"{PHOTOS}{name}", digest) != digest
        )


def checksum_of(manifest: bytes) -> bytes:
    """Return the checksum in the format of the tool ``sha256sum``."""
    return f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def read_manifest(content: bytes, checksum: bytes) -> Manifest:
    """Raises BackupProblem if a newer version wrote the manifest, or it was altered."""
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
    """Return the version of Milkspot in pyproject.toml."""
    project = Path(settings.BASE_DIR) / "pyproject.toml"
    return str(tomllib.loads(project.read_text())["project"]["version"])
