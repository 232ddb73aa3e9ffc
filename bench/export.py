"""Measures the exports of a diary with 10,000 entries, and of one with 100,000.

.venv/bin/python bench/export.py

Prints the size of each file, the time to its first and its last byte, the peak growth of the
process, and how many times the processor time of a raw cursor that writes the same rows as CSV or
JSON it takes, the least of RUNS in turns. Each export runs in a process of its own. Exits with 1 if
ten times the entries make one grow by more than AT_MOST megabytes more.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "diary.settings"

import django

FILES = ("export_csv", "export_triggers_csv", "export_json", "export_fhir", "export_zip")
RAW = """
SELECT c.title, c.condition, c.named_by, e.*, s.site, s.side, s.count, s.size_mm, g.key, g.answer,
    (SELECT count(*) FROM tracker_photo p WHERE p.entry_id = e.id AND p.deleted_at IS NULL)
FROM tracker_concern c
JOIN tracker_entry e ON e.concern_id = c.id
LEFT JOIN tracker_spot s ON s.entry_id = e.id
LEFT JOIN tracker_sign g ON g.entry_id = e.id
WHERE c.child_id = %s AND e.deleted_at IS NULL
ORDER BY c.id, e.day, e.at
"""
LENGTHS = (10, 10_000, 100_000)
AT_MOST = 8
RUNS = 3
FIRST = date(2020, 1, 1)


def build() -> dict[int, int]:
    """Return children's ids by number of entries; four entries a day in five concerns, and
    a possible trigger on the days of the first thousand.
    """
    from django.core.management import call_command

    from tests.factories import make_child, make_concern, make_family, make_member, make_user
    from tracker.models import Entry, Exposure, Sign, Spot

    call_command("migrate", verbosity=0)
    family = make_family()
    make_member(family, user=make_user("bench@example.org"))
    children = {}
    for length in LENGTHS:
        child = make_child(family, birth_date=FIRST)
        concerns = [make_concern(child, first_noticed_on=FIRST) for _ in range(5)]
        entries = Entry.objects.bulk_create(
            (
                Entry(
                    concern=concerns[number % 5],
                    day=FIRST + timedelta(days=number // 20),
                    status="clear" if number // 20 % 40 > 30 else "present",
                    severity=number % 4,
                    appearance=["raised", "white"],
                    notes="slept badly, scratched a little after the bath",
                    author_name="Ada",
                )
                for number in range(length)
            ),
            batch_size=1_000,
        )
        spots = (Spot(entry=entry, site="chin", side="middle", count=12) for entry in entries)
        Spot.objects.bulk_create(spots, batch_size=1_000)
        signs = (Sign(entry=entry, key="nonblanching", answer="no") for entry in entries)
        Sign.objects.bulk_create(signs, batch_size=1_000)
        exposures = (
            Exposure(
                child=child,
                day=entry.day,
                kind="food",
                name="strawberries",
                followed="red patches round the mouth, gone by the evening",
                after_minutes=90,
            )
            for entry in entries[:1_000]
        )
        Exposure.objects.bulk_create(exposures, batch_size=1_000)
        children[length] = child.pk
    return children


def kilobytes(name: str) -> int:
    """Return memory of this process on Linux: VmRSS is the current size, VmHWM the peak."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith(name)).split()[1])


def raw_rows(child: int) -> Iterator[tuple[list[str], tuple[object, ...]]]:
    """Yield each row of the cursor with the names of its columns."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(RAW, [child])
        names = [column[0] for column in cursor.description]
        while rows := cursor.fetchmany(2_000):
            yield from ((names, row) for row in rows)


def write_raw(child: int, *, as_json: bool) -> None:
    """Write the rows, as a script of ten lines would."""
    out = StringIO(newline="")
    table = csv.writer(out)
    for names, row in raw_rows(child):
        if as_json:
            out.write(json.dumps(dict(zip(names, row, strict=False)), default=str))
        else:
            table.writerow(row)
        if out.tell() > 65_536:
            out.getvalue().encode()
            out.seek(0)
            out.truncate()


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time, which other work on the machine hardly changes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(name: str, small: int, child: int) -> dict[str, float]:
    """Export a small diary, to load all modules, then measure the export of ``child``."""
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from tests.factories import client_of
    from tracker.models import User

    setup_test_environment()
    client = client_of(User.objects.get(email="bench@example.org"))
    for _part in client.get(reverse(name, args=[small])).streaming_content:
        pass
    address = reverse(name, args=[child])
    before = kilobytes("VmRSS")
    began = time.perf_counter()
    parts = iter(client.get(address).streaming_content)
    size = len(next(parts))
    first = time.perf_counter() - began
    size += sum(map(len, parts))
    seconds = time.perf_counter() - began
    grown = max(0, kilobytes("VmHWM") - before) / 1_000
    both = [
        (
            processor_seconds(lambda: deque(client.get(address).streaming_content, maxlen=0)),
            processor_seconds(lambda: write_raw(child, as_json=name != "export_csv")),
        )
        for _ in range(RUNS)
    ]
    ours, raw = map(min, zip(*both, strict=True))
    times = ours / raw
    return {"size": size / 1e6, "first": first, "last": seconds, "grown": grown, "raw": times}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="milkspot-bench-") as folder:
        Path(folder, "static").mkdir()  # required by whitenoise
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": "", "DEBUG": "", "PUBLIC_URL": ""}
        django.setup()
        children = build()
        grew = []
        for name in FILES:
            grown = []
            for length in LENGTHS[1:]:
                ask = [sys.executable, __file__, name, str(children[10]), str(children[length])]
                result = json.loads(subprocess.check_output(ask))
                grown.append(result["grown"])
                print(
                    f"{name:19} {length:7,} entries {result['size']:6.1f} MB"
                    f"  first byte {result['first']:6.2f} s  last {result['last']:6.1f} s"
                    f"  grew by {result['grown']:5.1f} MB"
                    f"  {result['raw']:5.1f} times a raw cursor",
                    flush=True,
                )
            grew.append(grown[1] - grown[0])
    return max(grew) > AT_MOST


if __name__ == "__main__":
    if len(sys.argv) > 1:
        django.setup()
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
        sys.exit()
    sys.exit(main())
