"""Kills the server while four people write looks with photos, and sees what is there afterwards.

    .venv/bin/python bench/crash.py [TIMES]

After each kill every look that was answered must be there, whole, with its photos, and none by
half; the database must pass its integrity check. Fails at the first thing that is not so. In each
round a backup is made while everybody writes; it must be whole. The last one, made when all is
quiet, is restored elsewhere, where the diary must export to the same bytes.
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
        began = time.monotonic()
        for number in range(1, times + 1):
            backup = Path(folder) / f"{number}.tar"
            before = len(household.answered)
            entries = in_a_backup_meanwhile(household, backup)
            if faults := household.faults():
                print("\n".join(faults))
                return 1
            print(
                f"kill {number}: {len(household.answered)} looks answered, all whole;"
                f" a backup with {entries} was made meanwhile",
                flush=True,
            )
            assert before <= entries
        took = time.monotonic() - began
        print(
            f"{times} kills in {took:.0f} s: {len(household.answered)} looks answered, none lost,"
            f" none by half; {household.files_without_owner()} files without an owner"
        )
        size = same_elsewhere(household, Path(folder))
        print(f"a backup restored elsewhere: the same {size / 1e6:.1f} MB are exported")
    return 0


def in_a_backup_meanwhile(household: Household, backup: Path) -> int:
    """How many looks are in the backup that is made before the server is killed."""
    command = partial(household.server.run, "manage.py", "backup", "--plain", str(backup))
    household.write_until_killed(random.randint(1, 30), random.uniform(0, 0.5), command)
    said = household.server.run("manage.py", "verify", str(backup))
    backup.unlink()
    (entries,) = re.findall(r"(\d+) looks?,", said)
    return int(entries)


def same_elsewhere(household: Household, folder: Path) -> int:
    """The size of the diary's zip, which is the same before and after."""
    here, there = household.server, Server(folder / "there")
    here.run("manage.py", "backup", "--plain", str(folder / "last.tar"))
    there.run("manage.py", "restore", str(folder / "last.tar"))
    zips = []
    for server in (here, there):
        server.run("manage.py", "export_diary", "--child", "1", "--output", str(folder / "a.zip"))
        zips.append((folder / "a.zip").read_bytes())
    assert zips[0] == zips[1]
    return len(zips[0])


if __name__ == "__main__":
    sys.exit(main())
