"""A diary in a folder of its own, and the processes that work on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class Place:
    """DATA_DIR of a host who set nothing else, on SQLite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "db.sqlite3"
        self.media = folder / "media"
        self.secret_key = folder / "secret-key"
        self._environment = os.environ | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": "",
            "DEBUG": "true",  # compresses no static files
            "DJANGO_SETTINGS_MODULE": "diary.settings",
            "PORT": "8398",
        }

    def run(self, *arguments: str) -> str:
        """What Python with these arguments prints."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepare(self) -> None:
        """As script/server does before it serves."""
        self.run("-m", "diary.prepare")

    @contextmanager
    def serve(self) -> Iterator[str]:
        """The address of a server."""
        command = [sys.executable, "-m", "tests.upgrade.server"]
        with subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                assert process.stdout
                port = process.stdout.readline().strip()
                assert port, "the server did not start"
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()
