"""The log of the doctor's page: all entries of its days, by concern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.domain.summary import ConcernSummary, LogLine, Summary
from tracker.formats import time_text
from tracker.presenters.said import author_names
from tracker.presenters.summary.temperatures import reading_text
from tracker.presenters.summary.texts import entry_text, seen_text, stretches_text
from tracker.rendering import render


@dataclass(frozen=True)
class LogRow:
    """``seen``: the signs that were seen. ``author``: empty if the page has only one author."""

    days: str
    at: str
    text: str
    seen: str
    notes: str
    author: str


@dataclass(frozen=True)
class LogSection:
    title: str
    rows: tuple[LogRow, ...]


def section_title(number: int, concern: ConcernSummary) -> str:
    """Return the title of the concern's block."""
    return f"{number} · {render(concern.name)}"


def log_sections(summary: Summary, fahrenheit: bool) -> Iterator[LogSection]:
    """Yield a section for each concern that has log lines, then one for the day notes."""
    titled = [
        *(
            (section_title(number, concern), concern.log)
            for number, concern in enumerate(summary.concerns, start=1)
        ),
        *((render(past.name), past.log) for past in summary.past_concerns),
        (_("%(child)s in general") % {"child": summary.child.name}, summary.day_notes),
    ]
    for title, lines in titled:
        if lines:
            rows = tuple(_log_row(line, summary, fahrenheit) for line in lines)
            yield LogSection(title, rows)


def _log_row(line: LogLine, summary: Summary, fahrenheit: bool) -> LogRow:
    entry = line.entry
    names = author_names(summary.timeline.diary)
    celsius = entry.temperature_c
    temperature = (
        "" if celsius is None else reading_text(celsius, entry.temperature_how, fahrenheit)
    )
    return LogRow(
        days=stretches_text(line.days, summary.as_of),
        at=time_text(entry.at),
        text=" · ".join(text for text in (temperature, entry_text(entry)) if text),
        seen=seen_text(entry),
        notes=entry.notes,
        author=names.get(entry.author, entry.author) if len(summary.reporters) > 1 else "",
    )
