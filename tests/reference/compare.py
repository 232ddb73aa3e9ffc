"""Compares the product with the second engine: ``python -m tests.reference.compare N [SEED]``."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

import django

from tracker.domain.timeline import Flag, SetAside, Timeline
from tracker.interchange import read_diary

from .engine import flags, resting
from .generator import days, diary
from .table import CONCERN_RULES, RULE_ORDER, level_rank

Record = dict[str, Any]
TODAY = date(2027, 12, 31)
"""After every day that the random diaries and the questions about them name."""
SHOWN = 20
AT_LEAST = 20


def differences(seed: str) -> tuple[list[str], set[str]]:
    """What the two engines say differently about a random diary, and the rules that hold in it."""
    document = diary(Random(seed))
    timeline = Timeline.of(read_diary(json.dumps(document).encode(), TODAY))
    found: list[str] = []
    rules: set[str] = set()
    for day in days(document):
        expected, expected_aside = flags(document, day), list(_set_aside(document, day))
        rules |= {flag["rule"] for flag in expected}
        given = [_flag(flag) for flag in timeline.flags_on(day)]
        aside = [_aside(item) for item in timeline.set_aside_on(day)]
        if given != expected:
            found.append(f"{seed}, {day}: {_without_shared(given, expected)}")
        if aside != expected_aside:
            found.append(f"{seed}, {day}: set aside {_without_shared(aside, expected_aside)}")
    return found, rules


def _without_shared(given: list[Record], expected: list[Record]) -> str:
    """Return what each side alone says; where both say the same, in another order."""
    added = [item for item in given if item not in expected]
    missing = [item for item in expected if item not in given]
    if not added and not missing:
        return f"in the order {[item['rule'] for item in given]}, not as {expected}"
    return f"too much: {added}, missing: {missing}"


def _flag(flag: Flag) -> Record:
    return {
        "rule": flag.rule,
        "level": flag.level.key,
        "concern": flag.concern,
        "condition": flag.condition,
        "since": flag.since.isoformat(),
        "due_on": flag.due_on.isoformat(),
        "limit": None if flag.limit is None else str(flag.limit),
        "confirmed": flag.confirmed,
        "entry": flag.entry,
    }


def _aside(item: SetAside) -> Record:
    return {
        "rule": item.flag.rule,
        "level": item.flag.level.key,
        "concern": item.flag.concern,
        "due_on": item.flag.due_on.isoformat(),
        "acknowledged_on": item.acknowledgement.day.isoformat(),
        "rests_until": (item.shows_again_on - timedelta(days=1)).isoformat(),
    }


def _set_aside(document: Record, day: date) -> Iterator[Record]:
    """Of the child, then of each concern, what would show but for an acknowledgement.

    That is only what no flag of the same concern outranks.
    """
    held = [*resting(document, day), *flags(document, day)]
    held = [item for item in held if item["rule"] in CONCERN_RULES]
    for concern in (None, *(concern["id"] for concern in document["concerns"])):
        of_concern = [item for item in held if item["concern"] == concern]
        shown = [item for item in of_concern if "acknowledged_on" not in item]
        first = min(of_concern, key=_order, default=None)
        if first and first not in shown and (concern or not shown):
            yield first


def _order(item: Record) -> tuple[int, int, str]:
    return level_rank(item["level"]), RULE_ORDER[item["rule"]], item["due_on"]


def main(arguments: list[str]) -> int:
    """Print some differences and the rules that hold in few diaries.

    Return 1 where the engines differ.
    """
    number = int(arguments[0])
    start = arguments[1] if len(arguments) > 1 else "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    seeds = (f"{start}-{place}" for place in range(number))
    found: list[str] = []
    held: Counter[str] = Counter()
    with ProcessPoolExecutor(initializer=django.setup) as pool:
        for differing, rules in pool.map(differences, seeds, chunksize=50):
            found += differing
            held.update(rules)
    for line in islice(found, SHOWN):
        print(line)
    rare = [rule for rule in RULE_ORDER if held[rule] < AT_LEAST]
    print(f"{number} diaries, {len(found)} differences; held in few: {', '.join(rare) or 'none'}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
