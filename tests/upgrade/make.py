"""Writes what tests/upgrade/test_upgrade.py brings over: a database as this version leaves it, with
its photos and exports. Before a version that changes much:

.venv/bin/python -m tests.upgrade.make "$(git rev-parse --short HEAD)"
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.upgrade.browser import Browser
from tests.upgrade.exports import exports_of
from tests.upgrade.place import ROOT, Place
from tests.upgrade.story import CHILDREN, Story

VERSIONS = ROOT / "tests" / "data" / "versions"


def main(version: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place, folder = Place(Path(scratch, "place")), Path(scratch, version)
        folder.mkdir()
        place.prepare()
        with place.serve() as server:
            known = Story(server).tell()
            write_exports(folder, Browser(server, known["moment"], known["session"]))
        (folder / "known.json").write_text(json.dumps(known, indent=1) + "\n")
        (folder / "database.sql").write_text(dump(place.database))
        shutil.copy(place.secret_key, folder)
        shutil.copytree(place.media, folder / "media")
        shutil.make_archive(str(VERSIONS / version), "zip", folder)


def write_exports(folder: Path, browser: Browser) -> None:
    for child in CHILDREN:
        exports = folder / folder_name(child)
        exports.mkdir()
        for name, written in exports_of(browser, child).items():
            (exports / name).write_bytes(written)


def folder_name(child: str) -> str:
    """Of the exports of a child, for its address."""
    return child.strip("/").replace("/", "-")


def dump(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
