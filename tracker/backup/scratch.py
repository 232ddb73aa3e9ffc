"""A temporary folder for copies of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from django.conf import settings

SCRATCH = "backup-in-progress-"
DAY_SECONDS = 24 * 3600
MAX_BYTES_IN_MEMORY = 4 * 1024 * 1024


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a private temporary folder in DATA_DIR. Removes those of killed processes."""
    data_dir = Path(settings.DATA_DIR)
    with TemporaryDirectory(prefix=SCRATCH, dir=data_dir) as name:
        folder = Path(name)
        yesterday = folder.stat().st_mtime - DAY_SECONDS
        for other in data_dir.glob(f"{SCRATCH}*"):
            with suppress(FileNotFoundError):
                if other.stat().st_mtime < yesterday:
                    rmtree(other)
        yield folder
