"""The memory of a backup does not depend on the size of the photos."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SIZE = 60_000_000
MOST = 250_000
"""In kilobytes; scrypt takes 130,000 of them."""

PREPARE = """
import django
django.setup()
from datetime import date
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.conf import settings
call_command("migrate", verbosity=0)
from tests.factories import make_concern, make_entry
from tracker.models import Photo
entry = make_entry(make_concern(), date(2026, 3, 1))
for number in range(2):
    photo = Photo(entry=entry, position=number, width=1, height=1)
    for size in (photo.large, photo.small):
        size.save("", ContentFile(b"a"), save=False)
    with open(photo.large.path, "r+b") as file:
        file.truncate({size})
    photo.save()
"""

# The peak of this process; getrusage() starts from that of the parent
RUN = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_memory(tmp_path: Path) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("correct horse battery\n")
    environment = os.environ | {
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "diary.settings",
        "BACKUP_PASSPHRASE_FILE": str(passphrase),
    }

    def run(source: str, place: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", source, *arguments],
            cwd=ROOT,
            env=environment | {"DATA_DIR": str(tmp_path / place)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(PREPARE.replace("{size}", str(SIZE)), "here")
    file = tmp_path / "backup"
    for place, command in [("here", "backup"), ("there", "verify"), ("there", "restore")]:
        peak = run(RUN, place, command, str(file)).splitlines()[-1]
        assert int(peak) < MOST, command
    assert file.stat().st_size > 2 * SIZE
    assert sum(path.stat().st_size for path in tmp_path.glob("there/media/*/*")) == 2 * SIZE + 2
