"""Response times from a flag to a saved visit, with 3 and 3,000 entries.

The rest of the ten seconds is for the parent's four taps: tests/browser/test_visit_journey.py.

.venv/bin/python bench/visit.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from uuid import uuid4

from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils import timezone
from pages import RUNS, diary  # prepares Django


def milliseconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - began)


def visit(client: Client, pages: dict[str, str]) -> tuple[float, float, float]:
    """Return the milliseconds of the form, of saving it, and of Today."""
    form = f"{pages['today']}visits/new/?concern={pages['concern'].split('/')[-2]}"
    data = {
        "uuid": str(uuid4()),
        "day": timezone.now().date().isoformat(),
        "concerns": pages["concern"].split("/")[-2],
        "asked": "doctor",
        "ahead": "4_weeks",
    }

    def save() -> None:
        assert client.post(form, data).status_code == 302

    return (
        milliseconds(lambda: client.get(form)),
        milliseconds(save),
        milliseconds(lambda: client.get(pages["today"])),
    )


def main() -> None:
    setup_test_environment()
    call_command("migrate", verbosity=0)
    for entries in (3, 3000):
        client, pages = diary(entries)
        visit(client, pages)  # loads all modules and templates
        runs = [visit(client, pages) for _ in range(RUNS)]
        form, save, today = (statistics.median(steps) for steps in zip(*runs, strict=True))
        print(
            f"{entries:5} entries: form {form:4.0f} ms, save {save:4.0f} ms,"
            f" Today again {today:4.0f} ms, together {form + save + today:5.0f} ms"
        )


if __name__ == "__main__":
    main()
