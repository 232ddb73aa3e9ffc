"""The cache that all workers share."""

from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks


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
