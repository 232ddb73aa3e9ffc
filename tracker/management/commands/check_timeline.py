"""Runs the timeline check on a diary file or on the database."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.domain.rules import RulesError, RuleTable
from tracker.domain.sentences import DISCLAIMER, nothing_due
from tracker.domain.timeline import Flag, Timeline
from tracker.formats import day_text
from tracker.management.diary_files import child_with, diary_in
from tracker.models import Child
from tracker.presenters.flags import due_next, flag_card
from tracker.presenters.set_aside import set_aside_cards
from tracker.queries import diary_for_check
from tracker.rendering import render, title_of
from tracker.rules_in_force import current_rules
from tracker.utils.clock import today_in

WIDTH = 88
"""Characters per line of text output."""


class Command(BaseCommand):
    help = (
        "Shows what is due from the dates in a diary, and what is due next. With --file, no"
        " database is needed."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--file", metavar="DIARY.json", help="a diary file or .zip")
        source.add_argument(
            "--child", type=int, metavar="ID", help="one child; all of them if left out"
        )
        parser.add_argument(
            "--on", metavar="YYYY-MM-DD", help="the day to check; today if left out"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        on = _day(options["on"])
        if options["file"] is not None:
            checked = [self._check_file(options["file"], on)]
        elif options["child"] is not None:
            checked = [_check_child(child_with(options["child"]), on)]
        else:
            children = Child.objects.filter(family__is_sample=False).select_related("family")
            checked = [_check_child(child, on) for child in children.order_by("pk")]
        if options["format"] == "json":
            self.stdout.write(json.dumps(_as_json(checked), indent=1))
        else:
            self.stdout.write("\n".join(_as_text(checked)))

    def _check_file(self, file: str, on: date | None) -> tuple[Timeline, date]:
        today = today_in(settings.TIME_ZONE)
        with diary_in(file, today, self) as (diary, _archive):
            return Timeline.of(diary, _rules()), on or today


def _check_child(child: Child, on: date | None) -> tuple[Timeline, date]:
    as_of = on or today_in(child.family.time_zone)
    return Timeline.of(diary_for_check(child), _rules()), as_of


def _rules() -> RuleTable:
    try:
        return current_rules()
    except RulesError as error:
        raise CommandError(str(error)) from None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # fromisoformat() accepts other forms of ISO 8601
        raise CommandError(
            _("--on %(text)s is not a date. Write it as YYYY-MM-DD.") % {"text": text}
        )
    return day


def _as_json(checked: list[tuple[Timeline, date]]) -> list[dict[str, Any]]:
    """Return the flags of all diaries, most urgent first."""
    flags = [flag for timeline, as_of in checked for flag in timeline.flags_on(as_of)]
    return [_flag(flag) for flag in sorted(flags, key=lambda flag: (-flag.level, flag.due_on))]


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "child": flag.child,
        "concern": flag.concern,
        "condition": flag.condition,
        "rule": flag.rule,
        "level": flag.level.key,
        "since": flag.since.isoformat(),
        "limit": None if flag.limit is None else str(flag.limit),
        "due_on": flag.due_on.isoformat(),
        "confirmed": flag.confirmed,
        "entry": flag.entry,
        "sentence": render(flag.sentence),
        "source": {
            "title": render(flag.source.title),
            "publisher": flag.source.publisher,
            "address": flag.source.address,
        },
    }


def _as_text(checked: list[tuple[Timeline, date]]) -> Iterator[str]:
    if not checked:
        yield _("There is no diary here yet.")
        yield ""
    for timeline, as_of in checked:
        yield from _as_text_of(timeline, as_of)
        yield ""
    yield from _wrapped(render(DISCLAIMER))


def _as_text_of(timeline: Timeline, as_of: date) -> Iterator[str]:
    yield f"{timeline.diary.child.name}, {day_text(as_of)}"
    flags = timeline.flags_on(as_of)
    paused = set_aside_cards(timeline, as_of)
    if not flags and not paused:
        yield ""
        yield from _wrapped(render(nothing_due(timeline.diary)))
    for flag in flags:
        card = flag_card(flag, timeline.diary, as_of)
        yield ""
        yield f"{card.mark} {card.concern_title}: {card.level_label}"
        yield from _wrapped(f"{card.sentence} {card.question}".strip(), "  ")
        source = (card.source_title, card.source_publisher, card.source_address)
        yield from _wrapped(", ".join(filter(None, source)), "  ")
    for row in paused:
        yield ""
        yield from _wrapped(f"{row.concern_title}: {row.due} {row.paused}")
    titles = {concern.id: title_of(concern) for concern in timeline.diary.concerns}
    upcoming = timeline.upcoming_on(as_of)
    if upcoming:
        yield ""
        yield _("Due next")
    for due in upcoming:
        yield from _wrapped(f"{titles[due.concern]}: {due_next(due, as_of)}", "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
