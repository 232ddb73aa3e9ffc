"""Response times of pages with 365 and 10,000 entries, and of the entry form and a plain page.

Prints ratios, which are comparable between machines: to the bare page, and of the long diary to
the short one in time and bytes. All pages take turns, so that a busy machine slows each alike.

.venv/bin/python bench/pages.py
"""

from __future__ import annotations

import os
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
RUNS = 25


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


def fetch(client: Client, address: str) -> tuple[float, int]:
    """Return the milliseconds of processor time of a page, and its bytes."""
    began = time.process_time()
    response = client.get(address)
    taken = 1000 * (time.process_time() - began)
    assert response.status_code == 200
    return taken, len(response.content)


def in_turns(pages: dict[str, tuple[Client, str]]) -> dict[str, tuple[float, int]]:
    """Return the least time and the bytes of each page."""
    rounds = [{name: fetch(*page) for name, page in pages.items()} for _ in range(RUNS)]
    return {name: min(taken[name] for taken in rounds) for name in pages}


def form_and_bare_page() -> dict[str, tuple[Client, str]]:
    """Return the entry form, with two previous spots, and a menu."""
    client, _pages = diary(3)
    entry = Entry.objects.latest("pk")
    for side in ("left", "right"):
        entry.spots.create(site="cheek", side=side)
    child = entry.concern.child_id
    form = reverse("entry_new", args=[child, entry.concern.uuid])
    return {"bare page": (client, reverse("more", args=[child])), "entry form": (client, form)}


def main() -> None:
    call_command("migrate", verbosity=0)
    pages = form_and_bare_page()
    for entries in (365, 10_000):
        client, addresses = diary(entries)
        pages |= {f"{name} {entries}": (client, address) for name, address in addresses.items()}
    taken = in_turns(pages)
    bare, _bytes = taken["bare page"]
    for name, (time_taken, size) in taken.items():
        line = f"{name:15} {time_taken:6.0f} ms {time_taken / bare:5.1f} times the bare page"
        if name.endswith(" 10000"):
            few, few_bytes = taken[name.replace("10000", "365")]
            line += f"  {time_taken / few:4.1f} times 365 entries, bytes {size / few_bytes:4.1f}"
        print(line)


if __name__ == "__main__":
    main()
