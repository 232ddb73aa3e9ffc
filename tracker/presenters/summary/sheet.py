"""The doctor's page as rows of words: one value for the screen, for paper and for a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.sentences import NOTHING_DUE
from tracker.domain.summary import LogLine, NextReminder, Reminder, Summary, Temperature
from tracker.domain.vocabulary import ATOPIES, EXPOSURE_KINDS, LEVEL_LABELS, SEXES
from tracker.presenters.flags import MARKS
from tracker.presenters.summary.blocks import Block, block
from tracker.presenters.summary.signs import SignRow, sign_rows
from tracker.presenters.summary.texts import (
    Fact,
    days_text,
    look_text,
    seen_text,
    stretches_text,
    temperature_text,
    time_text,
)
from tracker.presenters.words import day_text, label, say, short_day

TEMPERATURES_TOLD = 5
"""Of more than these only the highest and the latest are told, and the days of a fever."""
FEVER_C = 38.0


@dataclass(frozen=True)
class DueRow:
    """``level``: emergency, same_day, visit or ask; ``mark`` its shape."""

    level: str
    mark: str
    level_label: str
    rule: str
    about: str
    sentence: str
    source: str


@dataclass(frozen=True)
class LogRow:
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


@dataclass(frozen=True)
class Sheet:
    """Texts in the reader's language. Nothing here asks the database or the clock."""

    name: str
    born: str
    age: str
    corrected_age: str
    allergies: str
    medicines: str
    printed: str
    span: str
    reporters: str
    questions: tuple[str, ...]
    blocks: tuple[Block, ...]
    past: tuple[Fact, ...]
    left_out: str
    signs: tuple[SignRow, ...]
    around: tuple[Fact, ...]
    history: tuple[Fact, ...]
    due: tuple[DueRow, ...]
    nothing_due: str
    upcoming: tuple[str, ...]
    recorded_by: str
    log: tuple[LogSection, ...]


def sheet(summary: Summary, fahrenheit: bool = False) -> Sheet:
    """``fahrenheit``: the family measures in °F; °C then stands beside it."""
    child, today = summary.child, summary.as_of
    values = {"sex": label(SEXES, child.sex), "day": day_text(child.birth_date)}
    return Sheet(
        name=child.name,
        born=_("%(sex)s, born %(day)s") % values if child.sex else _("born %(day)s") % values,
        age=say(child.age),
        corrected_age=say(child.corrected_age),
        allergies=child.allergies or _("none written"),
        medicines=child.medicines or _("none written"),
        printed=day_text(today),
        span=_span(summary),
        reporters=", ".join(summary.reporters) or _("a parent"),
        questions=tuple(question.text for question in summary.questions),
        blocks=tuple(
            block(number, concern, summary)
            for number, concern in enumerate(summary.concerns, start=1)
        ),
        past=tuple(Fact(say(past.name), say(past.sentence)) for past in summary.past_concerns),
        left_out=_left_out(summary.left_out),
        signs=sign_rows(summary.signs, today),
        around=tuple(_around(summary, fahrenheit)),
        history=tuple(_history(summary)),
        due=tuple(_due_row(reminder) for reminder in summary.due),
        nothing_due="" if summary.due else say(NOTHING_DUE),
        upcoming=tuple(_upcoming(item) for item in summary.upcoming),
        recorded_by=say(summary.recorded_by),
        log=tuple(_log(summary, fahrenheit)),
    )


def _span(summary: Summary) -> str:
    span = summary.span
    values = {"start": day_text(span.start), "end": day_text(span.end), "n": span.days}
    text = ngettext(
        "%(start)s – %(end)s (%(n)s day)", "%(start)s – %(end)s (%(n)s days)", span.days
    )
    return text % values


def _left_out(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)s more concern of the diary was not chosen for this page.",
        "%(n)s more concerns of the diary were not chosen for this page.",
        number,
    ) % {"n": number}


def _around(summary: Summary, fahrenheit: bool) -> Iterator[Fact]:
    """What stands round the skin: temperatures, visits, vaccines, illness, exposures."""
    today = summary.as_of
    if summary.temperatures:
        yield Fact(_("Temperatures"), _temperatures(summary, fahrenheit))
    for visit in summary.visits:
        yield Fact(_("Visit %(day)s") % {"day": short_day(visit.day, today)}, _visit(visit, today))
    yield Fact(_("Vaccines"), _exposures(summary.vaccines, today) or _("none written"))
    yield Fact(_("Illness"), _exposures(summary.illnesses, today) or _("none written"))
    if summary.exposures:
        yield Fact(_("Exposures"), _exposures(summary.exposures, today))


def _temperatures(summary: Summary, fahrenheit: bool) -> str:
    taken, today = summary.temperatures, summary.as_of

    def told(some: Iterable[Temperature]) -> str:
        return ", ".join(
            f"{temperature_text(one.celsius, fahrenheit)} ({short_day(one.day, today)})"
            for one in some
        )

    if len(taken) <= TEMPERATURES_TOLD:
        return told(taken)
    highest = max(taken, key=lambda one: one.celsius)
    fevers = sorted({one.day for one in taken if one.celsius >= FEVER_C})
    values = {
        "n": len(taken),
        "highest": told([highest]),
        "latest": told(taken[-1:]),
        "limit": temperature_text(FEVER_C, fahrenheit),
        "days": days_text(fevers, today) or _("no day"),
    }
    return (
        _("%(n)s taken; highest %(highest)s; latest %(latest)s; %(limit)s or more on %(days)s")
        % values
    )


def _visit(visit: records.Visit, today: date) -> str:
    parts = [visit.who, visit.said]
    if visit.follow_up_on is not None:
        parts.append(_("to come back on %(day)s") % {"day": short_day(visit.follow_up_on, today)})
    return "; ".join(part for part in parts if part) or _("nothing more written")


def _exposures(exposures: Iterable[records.Exposure], today: date) -> str:
    """By kind and name, as dates only."""
    days: dict[str, list[date]] = defaultdict(list)
    for exposure in exposures:
        name = exposure.name if exposure.kind in ("vaccine", "illness") else ""
        kind = label(EXPOSURE_KINDS, exposure.kind)
        named = f"{kind}: {exposure.name}" if exposure.name and not name else name or kind
        days[named].append(exposure.day)
    return "; ".join(
        f"{name} ({days_text(sorted(set(given)), today)})" for name, given in days.items()
    )


def _history(summary: Summary) -> Iterator[Fact]:
    history = summary.history
    born = "; ".join(text for text in (say(history.gestation), history.birth) if text)
    atopy = ", ".join(label(ATOPIES, key) for key in history.family_atopy)
    yield Fact(_("Birth"), born or _("nothing written"))
    yield Fact(_("Feeding"), history.feeding or _("nothing written"))
    yield Fact(_("In the family"), atopy or _("nothing written"))
    if history.skin_tone:
        yield Fact(_("Skin tone"), history.skin_tone)


def _due_row(reminder: Reminder) -> DueRow:
    flag = reminder.flag
    source = [say(flag.source.title), flag.source.publisher]
    return DueRow(
        level=flag.level.key,
        mark=MARKS[flag.level],
        level_label=say(LEVEL_LABELS[flag.level]),
        rule=say(reminder.rule),
        about=say(reminder.about),
        sentence=say(flag.sentence),
        source=", ".join(text for text in source if text),
    )


def _upcoming(item: NextReminder) -> str:
    values = {
        "about": say(item.about),
        "rule": say(item.rule),
        "day": day_text(item.upcoming.due_on),
    }
    return _("%(about)s: “%(rule)s” falls due on %(day)s") % values


def _log(summary: Summary, fahrenheit: bool) -> Iterator[LogSection]:
    today = summary.as_of
    for number, concern in enumerate(summary.concerns, start=1):
        if concern.log:
            rows = tuple(_log_row(line, fahrenheit, today) for line in concern.log)
            yield LogSection(f"{number} · {say(concern.name)}", rows)
    if summary.day_notes:
        rows = tuple(_log_row(line, fahrenheit, today) for line in summary.day_notes)
        yield LogSection(_("%(child)s as a whole") % {"child": summary.child.name}, rows)


def _log_row(line: LogLine, fahrenheit: bool, today: date) -> LogRow:
    look = line.look
    return LogRow(
        days=stretches_text(line.days, today),
        at=time_text(look.at),
        text=look_text(look, fahrenheit),
        seen=seen_text(look),
        notes=look.notes,
        author=look.author,
    )
