"""Kills the server while four people write entries with photos, and checks its data.

    .venv/bin/python bench/crash.py [TIMES]

After each kill every accepted entry must be complete with its photos, and the database must pass
its integrity check. Each round also makes a backup during the writes and verifies it. A last backup
is restored into another folder, where the diary must export to the same bytes. There a photo is cut
off, and the database is lost and damaged: each must be told, and the backup restored again. Exits
with 1 at the first problem.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from tests.crash import Household, Server  # noqa: E402

TIMES = 20


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    with tempfile.TemporaryDirectory(prefix="milkspot-crash-") as folder:
        household = Household(Path(folder) / "here")
        started = time.monotonic()
        for number in range(1, times + 1):
            backup = Path(folder) / f"{number}.tar"
            before = len(household.accepted)
            entries = entries_in_backup(household, backup)
            if problems := household.problems():
                print("\n".join(problems))
                return 1
            print(
                f"kill {number}: {len(household.accepted)} entries accepted, all complete;"
                f" a backup has {entries}",
                flush=True,
            )
            assert before <= entries
        seconds = time.monotonic() - started
        print(
            f"{times} kills in {seconds:.0f} s: {len(household.accepted)} entries accepted,"
            f" all complete; {household.files_without_owner()} files without a row"
        )
        size = restored_export_size(household, Path(folder))
        print(f"a backup restored elsewhere: the same {size / 1e6:.1f} MB are exported")
        survive_faults(Server(Path(folder) / "restored"), Path(folder))
        print("a cut photo, a lost and a damaged database: each is told; the backup is restored")
    return 0


def entries_in_backup(household: Household, backup: Path) -> int:
    """Back up during writes, kill the server, and return the number of entries in the backup."""
    command = partial(household.server.run, "manage.py", "backup", "--plain", str(backup))
    household.write_until_killed(random.randint(1, 30), random.uniform(0, 0.5), command)
    output = household.server.run("manage.py", "verify", str(backup))
    backup.unlink()
    (entries,) = re.findall(r"(\d+) entr(?:y|ies),", output)
    return int(entries)


def restored_export_size(household: Household, folder: Path) -> int:
    """Restore a backup into another folder, compare the exports, and return their size in bytes."""
    original, restored = household.server, Server(folder / "restored")
    original.run("manage.py", "backup", "--plain", str(folder / "last.tar"))
    restored.run("manage.py", "restore", str(folder / "last.tar"))
    zips = []
    for server in (original, restored):
        server.run("manage.py", "export_diary", "--child", "1", "--output", str(folder / "a.zip"))
        zips.append((folder / "a.zip").read_bytes())
    assert zips[0] == zips[1]
    return len(zips[0])


def survive_faults(server: Server, folder: Path) -> None:
    """Damage the data of a server, check that each fault is told, and restore ``last.tar``."""
    media, database = server.data_dir / "media", server.data_dir / "db.sqlite3"
    photo = next(media.glob("*/*.jpg"))
    photo.write_bytes(photo.read_bytes()[:-1000])
    server.run("manage.py", "backup", "--plain", str(folder / "cut.tar"))
    told = server.run("manage.py", "verify", str(folder / "cut.tar"), fails=True)
    assert str(photo.relative_to(media)) in told, told

    for content, sentence in ((b"", "The database is empty"), (b"x" * 9000, "is damaged")):
        for file in server.data_dir.glob("db.sqlite3*"):
            file.unlink()
        database.write_bytes(content)
        told = server.run("-m", "diary.prepare", fails=True)
        assert sentence in told, told

    database.unlink()
    media.rename(folder / "media")
    server.run("manage.py", "restore", str(folder / "last.tar"))
    server.run("-m", "diary.prepare")


if __name__ == "__main__":
    sys.exit(main())
