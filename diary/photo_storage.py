"""Storage of photos on a disk."""

import os
from contextlib import suppress
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DurableFileStorage(FileSystemStorage):
    """Flushes each saved file to disk, so that it survives a power cut as its row does."""

    def _save(self, name: str, content: File) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(saved))
        sync_to_disk(path)
        for folder in (path.parent, path.parent.parent):
            with suppress(OSError):  # some file systems, such as a network share, cannot
                sync_to_disk(folder)
        return saved


def sync_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
