"""The reading grade of every page with the sample diary, the hardest first.

The bound is grade 5, and grade 4 for what is read in an emergency. Names of illnesses, medicines,
services and publishers are left out of the count, and so are dates and the sample family's own
titles: no wording of ours changes them, and a page would have other grades in May and December.

.venv/bin/python bench/words.py           # every page
.venv/bin/python bench/words.py today     # the sentences of this page, the hardest first
"""

from __future__ import annotations

import re
import sys

import pages as prepared  # noqa: F401 - prepares Django
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from django.utils import timezone

from tests.browser.screens import addresses, fill
from tests.factories import client_of, make_family, make_member
from tests.reading import NAMES, Text, blocks_of, text_of
from tracker.actions.importing import import_diary
from tracker.domain.guide import PAGES, TIP_PAGES
from tracker.domain.rules import URGENT_RULES
from tracker.domain.sample import sample_diary
from tracker.domain.vocabulary import Level
from tracker.rendering import render

BOUND = 5
URGENT_BOUND = 4
URGENT_PAGES = {"worried"}


def visitors() -> tuple[tuple[Client, ...], dict[str, str]]:
    """Return a parent and a stranger, and by name the addresses of the diary and of the guide."""
    family = make_family(time_zone="UTC", country="GB")
    parent = make_member(family)
    child = import_diary(diary=sample_diary(timezone.now().date()), family=family, by=parent).child
    fill(child)
    guide = {f"guide: {key}": reverse("guide_page", args=[key]) for key in (*PAGES, *TIP_PAGES)}
    return (client_of(parent), Client()), addresses(child) | guide


def pages() -> dict[str, Text]:
    clients, paths = visitors()
    found = {}
    for name, path in paths.items():
        for client in clients:
            answer = client.get(path)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                found[name] = text_of(blocks_of(answer.content.decode()), NAMES)
                break
    return found


def urgent_cards() -> dict[str, Text]:
    """Return what the card of each urgent rule says."""
    return {
        f"card of {rule.key}": text_of([re.sub(r"%\(\w+\)s", "Iris", render(rule.says))], NAMES)
        for rule in URGENT_RULES
        if rule.level >= Level.SAME_DAY
    }


def main(only: str | None) -> None:
    setup_test_environment()
    call_command("migrate", verbosity=0)
    texts = {**pages(), **urgent_cards()}
    if only:
        for sentence in sorted(texts[only].sentences, key=lambda one: -Text((one,)).grade):
            print(f"{Text((sentence,)).grade:5.1f}  {sentence}")
        return
    urgent = {name for name in texts if name in URGENT_PAGES or name.startswith("card of ")}
    for name, text in sorted(texts.items(), key=lambda row: -row[1].grade):
        bound = URGENT_BOUND if name in urgent else BOUND
        mark = "over" if text.grade > bound else ""
        print(f"{text.grade:5.1f}  {bound}  {mark:4}  {len(text.words):5} words  {name}")


if __name__ == "__main__":
    main(next(iter(sys.argv[1:]), None))
