"""Checks on random diaries that pages which read few entries say what the whole diary says.

Flags, due days, spells, charts and the timeline page of days before and after each limit, and the
doctor's page with photos and places. Stops at the first diary that differs, with its number.

.venv/bin/python bench/long_diaries.py [diaries, 20000] [the first, 0]
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="milkspot-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from tests.factories import make_family, make_member  # noqa: E402
from tests.queries import test_checked_entries as flags  # noqa: E402
from tests.queries import test_summary as summaries  # noqa: E402
from tests.reference import generator  # noqa: E402
from tracker.actions.importing import import_diary  # noqa: E402
from tracker.interchange import read_diary  # noqa: E402
from tracker.models import Family, User  # noqa: E402
from tracker.queries import timeline_of  # noqa: E402


def check_flags(number: int, family: Family, by: User) -> None:
    random = Random(number)
    document = generator.diary(random)
    diary = read_diary(json.dumps(document).encode(), today=generator.LAST_DAY)
    child = import_diary(diary=diary, family=family, by=by).child
    whole = timeline_of(child)
    since = random.choice(generator.days(document))
    read, today = timeline_of(child, since), since + timedelta(days=27)
    for day in flags.days_after(since):
        assert flags.due(read, day) == flags.due(whole, day), (number, since, day)
    assert flags.pictures(read, child, today) == flags.pictures(whole, None, today), number
    within = (since - timedelta(days=40), since - timedelta(days=10))
    shown = timeline_of(child, today, within)
    pages = [flags.timeline_page(timeline, within, today) for timeline in (shown, whole)]
    assert pages[0] == pages[1], (number, within, today)
    choice = summaries.a_choice(random, child, since)
    sheets = summaries.sheets(child, since, choice)
    assert sheets[0] == sheets[1], (number, since, choice)
    child.delete()


def check_summary(number: int, family: Family) -> None:
    random = Random(number)
    child = summaries.a_course(random, family)
    choice = summaries.a_choice(random, child, summaries.LAST_DAY)
    sheets = summaries.sheets(child, summaries.LAST_DAY, choice)
    assert sheets[0] == sheets[1], (number, choice)
    child.delete()


def main() -> None:
    diaries, first = (*map(int, sys.argv[1:]), *(20_000, 0)[len(sys.argv) - 1 :])
    call_command("migrate", verbosity=0)
    family = make_family()
    by = make_member(family)
    for number in range(first, first + diaries):
        check_flags(number, family, by)
        check_summary(number, family)
        if number % 100 == 99:
            print(f"{number + 1 - first:,} diaries agree", flush=True)
    print(f"all {diaries:,} diaries agree")


if __name__ == "__main__":
    main()
