"""The cache that all workers share."""

import math
import pickle
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

MAX_WRITING_SECONDS = 3600
"""Seconds after which nobody writes a file any more that has no name yet."""


class Files(FileBasedCache):
    """Django's cache in files, with an add() that only one can win.

    Django's looks first and writes then. The limits on log-in lock with it, and it uses up a code
    of the second step: of many tries at once, more would get through than are allowed.
    """

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self.one_at_a_time = Path(folder) / "lock"

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        self.one_at_a_time.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.one_at_a_time.open("a") as file:
            locks.lock(file, locks.LOCK_EX)
            return super().add(key, value, timeout, version)

    def remove_expired(self) -> None:
        """Django's removes a file only when it is asked for its key; nobody may ever ask again."""
        self._createdir()  # type: ignore[attr-defined]
        now = time.time()
        for path in self.one_at_a_time.parent.iterdir():
            with suppress(FileNotFoundError):  # another worker was faster
                if self._ends(path) < now:
                    path.unlink()

    def _ends(self, path: Path) -> float:
        if path == self.one_at_a_time:
            return math.inf
        if path.suffix != self.cache_suffix:  # still being written, or by a process that was killed
            return path.stat().st_mtime + MAX_WRITING_SECONDS
        with path.open("rb") as file:
            try:
                return pickle.load(file) or math.inf
            except (EOFError, pickle.UnpicklingError):  # cut off, as by a power failure
                return 0
