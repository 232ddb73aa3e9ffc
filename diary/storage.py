"""Where the photos lie when they lie on a disk."""

import os
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class SafeFiles(FileSystemStorage):
    """What was saved is still there after a power cut, as the database's rows are."""

    def _save(self, name: str, content: File) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(saved))
        for written in (path, path.parent, path.parent.parent):
            flush(written)
        return saved


def flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
