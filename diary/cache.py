"""The cache shared by all workers, and on PostgreSQL by all servers of the database."""

import math
import pickle
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

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


class LockedDatabaseCache(DatabaseCache):
    """Django's cache in a table of the database, with an atomic add() for an expired key too.

    Django's own updates the expired row, in each of two simultaneous requests.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self.table = table

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        self._delete_expired(self.make_and_validate_key(key, version=version))
        return super().add(key, value, timeout, version)

    def remove_expired(self) -> None:
        """Remove expired rows. Django's cache removes a row only when its key is read again."""
        self._delete_expired()

    def _delete_expired(self, *keys: str) -> None:
        connection = self._connection()
        quote = connection.ops.quote_name
        where = f"{quote('expires')} < %s"
        if keys:
            where += f" AND {quote('cache_key')} = %s"
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {quote(self.table)} WHERE {where}", [now, *keys])

    def _connection(self) -> BaseDatabaseWrapper:
        return connections[router.db_for_write(self.cache_model_class)]
