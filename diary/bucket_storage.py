"""Storage of photos in a bucket, with a folder in which they wait while it does not answer."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from diary.photo_storage import DurableFileStorage

T = TypeVar("T")

WAITING = "waiting-photos"
"""The folder in DATA_DIR."""

MAY_WAIT = re.compile(r"[0-9a-f]{2}/")
"""Photos. The copies of diaries are made again instead."""

DOWN = "bucket-is-down"
DOWN_SECONDS = 20
"""For so long nobody else waits for a bucket that has just failed to answer."""

logger = logging.getLogger(__name__)


class BucketDown(Exception):
    """The bucket has just failed to answer."""


class BucketStorage(S3Storage):
    """A photo that the bucket does not take waits on the server, and is read from there."""

    @property
    def waiting(self) -> DurableFileStorage:
        return DurableFileStorage(settings.DATA_DIR / WAITING)

    def save(self, name: str, content: File, max_length: int | None = None) -> str:
        try:
            saved: str = self._ask(super().save, name, content, max_length)
            return saved
        except Exception:
            if not MAY_WAIT.match(name):
                raise
            logger.warning("The bucket does not answer. A photo waits on the server.")
        content.seek(0)
        return self.waiting.save(name, content, max_length)

    def send_waiting(self) -> None:
        """Moves what waits into the bucket. Stops at the first file that the bucket refuses."""
        folder = Path(self.waiting.location)
        for path in sorted(folder.glob("*/*")):
            name = path.relative_to(folder).as_posix()
            with suppress(FileNotFoundError):  # another worker has sent it, or it was removed
                with path.open("rb") as file:
                    super()._save(name, File(file))
                path.unlink()

    def exists(self, name: str) -> bool:
        return self.waiting.exists(name) or bool(super().exists(name))

    def delete(self, name: str) -> None:
        self.waiting.delete(name)
        self._ask(super().delete, name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        folders, files = super().listdir(name)
        with suppress(FileNotFoundError):
            waiting_folders, waiting_files = self.waiting.listdir(name)
            folders = sorted({*folders, *waiting_folders})
            files = sorted({*files, *waiting_files})
        return folders, files

    def get_modified_time(self, name: str) -> datetime:
        with suppress(FileNotFoundError):
            return self.waiting.get_modified_time(name)
        modified: datetime = super().get_modified_time(name)
        return modified

    def _open(self, name: str, mode: str = "rb") -> File:
        with suppress(FileNotFoundError):
            return self.waiting.open(name, mode)
        opened: File = self._ask(super()._open, name, mode)
        return opened

    def _ask(self, ask: Callable[..., T], *args: Any) -> T:
        """Raises BucketDown instead of waiting for a bucket that has just failed to answer."""
        if cache.get(DOWN):
            raise BucketDown
        try:
            return ask(*args)
        except FileNotFoundError:
            raise
        except Exception:
            cache.set(DOWN, True, DOWN_SECONDS)
            raise
