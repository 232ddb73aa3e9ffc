"""The search beside a page of the timeline, with 365 and 10,000 entries that all have notes.

With ``DATABASE_URL`` on PostgreSQL, else on SQLite. In one run, in turns: a search for a word of
every note and one for a word of no note take at most twice as long as the timeline. In December
2026 that was 0.7 to 0.9 times on either database.

.venv/bin/python bench/search.py
"""

from __future__ import annotations

import random
import statistics

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pages import diary, fetch  # prepares Django

from tracker.models import Entry

TURNS = 3
WORDS = ("Grandma's", "wool", "blanket", "scratched", "cheeks", "Flecken", "über", "Größe", "сыпь")


def with_notes(entries: int) -> tuple[Client, dict[str, str]]:
    client, pages = diary(entries)
    rng = random.Random(entries)
    rows = list(Entry.objects.filter(notes=""))
    for row in rows:
        row.notes = " ".join(rng.choices(WORDS, k=15)) + " night"
    Entry.objects.bulk_update(rows, ["notes"], batch_size=500)
    search = reverse("search", args=[pages["today"].strip("/").split("/")[-1]])
    found = {"a word of all": f"{search}?q=NIGHT", "a word of none": f"{search}?q=nowhere+größe"}
    return client, {"timeline": pages["timeline"], **found}


def main() -> None:
    call_command("migrate", verbosity=0)
    for entries in (365, 10_000):
        client, pages = with_notes(entries)
        times: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(TURNS):
            for name, address in pages.items():
                times[name].append(fetch(client, address)[0])
        timeline = statistics.median(times["timeline"])
        for name, values in times.items():
            median = statistics.median(values)
            print(f"{entries:6} {name:15} {median:6.0f} ms  ratio {median / timeline:4.2f}")


if __name__ == "__main__":
    main()
