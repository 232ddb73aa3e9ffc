"""Response times of pages with 365 and 10,000 entries, and of the entry form and a plain page.

Prints ratios, which are comparable between machines.

.venv/bin/python bench/pages.py
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="milkspot-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.factories import (  # noqa: E402
    client_of,
    make_child,
    make_concern,
    make_family,
    make_member,
)
from tracker.models import Entry  # noqa: E402

CONCERNS = 5
RUNS = 7


def diary(entries: int) -> tuple[Client, dict[str, str]]:
    """Return a client and the pages of a child with this number of entries in five concerns."""
    today = timezone.now().date()
    family = make_family(time_zone="UTC")
    first = today - timedelta(days=entries // CONCERNS + 1)
    child = make_child(family, birth_date=first)
    concerns = [make_concern(child, first_noticed_on=first) for _ in range(CONCERNS)]
    Entry.objects.bulk_create(
        Entry(
            concern=concerns[number % CONCERNS],
            day=today - timedelta(days=number // CONCERNS),
            status="clear" if number // CONCERNS % 40 > 30 else "present",
            severity=number % 4,
        )
        for number in range(entries)
    )
    pages = {name: reverse(name, args=[child.pk]) for name in ("today", "timeline", "summary")}
    pages["concern"] = reverse("concern", args=[child.pk, concerns[0].uuid])
    client = client_of(make_member(family))
    client.defaults["SERVER_NAME"] = "localhost"
    return client, pages


def milliseconds(client: Client, address: str) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        assert client.get(address).status_code == 200
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def form_and_bare_page() -> tuple[float, float]:
    """Return milliseconds of the entry form, with two previous spots, and of a menu."""
    client, _pages = diary(3)
    entry = Entry.objects.latest("pk")
    for side in ("left", "right"):
        entry.spots.create(site="cheek", side=side)
    child = entry.concern.child_id
    form = reverse("entry_new", args=[child, entry.concern.uuid])
    bare = reverse("more", args=[child])
    times = [[milliseconds(client, address) for address in (form, bare)] for _ in range(RUNS)]
    form_time, bare_time = map(statistics.median, zip(*times, strict=True))
    return form_time, bare_time


def main() -> None:
    call_command("migrate", verbosity=0)
    form, bare = form_and_bare_page()
    print(f"entry form {form:6.0f} ms  bare page {bare:3.0f} ms  ratio {form / bare:5.1f}")
    few, many = diary(365), diary(10_000)
    for name in few[1]:
        small = milliseconds(few[0], few[1][name])
        large = milliseconds(many[0], many[1][name])
        print(f"{name:10} {small:6.0f} ms  {large:6.0f} ms  ratio {large / small:5.1f}")


if __name__ == "__main__":
    main()
