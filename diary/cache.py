"""The cache shared by all workers."""

import math
import pickle
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

MAX_WRITE_SECONDS = 3600
"""Age after which a temporary file is one that a killed process left behind."""


class LockedFileCache(FileBasedCache):
    """Django's file cache with an atomic add().

    Django's own checks and writes without a lock. allauth counts log-in attempts and invalidates
    codes of the second step with add(): simultaneous requests would exceed the limits.
    """

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self.lock_path = Path(folder) / "lock"

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        self.lock_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.lock_path.open("a") as file:
            locks.lock(file, locks.LOCK_EX)
            return super().add(key, value, timeout, version)

    def remove_expired(self) -> None:
        """Remove expired files. Django's cache removes a file only when its key is read again."""
        self._createdir()  # type: ignore[attr-defined]
        now = time.time()
        for path in self.lock_path.parent.iterdir():
            with suppress(FileNotFoundError):  # another worker removed it
                if self._expires_at(path) < now:
                    path.unlink()

    def _expires_at(self, path: Path) -> float:
        if path == self.lock_path:
            return math.inf
        if path.suffix != self.cache_suffix:  # a temporary file
            return path.stat().st_mtime + MAX_WRITE_SECONDS
        with path.open("rb") as file:
            try:
                return pickle.load(file) or math.inf
            except (EOFError, pickle.UnpicklingError):  # truncated, for example by a power failure
                return 0
