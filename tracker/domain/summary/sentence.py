"""The summary sentence of a concern: onset, course, name and who gave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.phrases import phrase as _
from tracker.domain.phrases import plural as ngettext
from tracker.domain.records import Child, Concern
from tracker.domain.sentences import gone_and_back
from tracker.domain.spells import DayEntries, Spell
from tracker.domain.summary.ages import age
from tracker.domain.summary.values import Span
from tracker.domain.vocabulary import MILIA_TYPES, NAMERS, SEVERITIES, TRENDS, condition_of

TREND_ORDER = ("new", "better", "same", "worse")


def concern_sentence(
    concern: Concern,
    child: Child,
    spells: Sequence[Spell],
    days: Sequence[DayEntries],
    span: Span,
    as_of: date,
) -> Sentences:
    """Return the sentence of a concern; only the counted days are limited to the span."""
    return Sentences(
        (
            *_onset(child, spells, as_of),
            *gone_and_back(spells[-1]),
            *_earlier(spells),
            *_last_entry(days),
            *_tally(days, span),
            *_names(concern),
        )
    )


def past_sentence(
    concern: Concern, child: Child, spells: Sequence[Spell], as_of: date
) -> Sentences:
    """Return the sentence of a concern outside the span: onset, earlier spells and names."""
    return Sentences(
        (
            *_onset(child, spells, as_of),
            *gone_and_back(spells[-1]),
            *_earlier(spells),
            *_names(concern),
        )
    )


def short_sentence(
    concern: Concern, child: Child, spells: Sequence[Spell], as_of: date
) -> Sentences:
    """Return the two lines of a concern that is gone or outside the span: onset and name."""
    return Sentences((*_onset(child, spells, as_of), _name(concern)))


def _onset(child: Child, spells: Sequence[Spell], as_of: date) -> list[Phrase]:
    first, current = spells[0], spells[-1]
    values: dict[str, Value] = {
        "day": first.onset,
        "age": age(child.birth_date, first.onset),
    }
    if len(spells) > 1:
        noticed = _("First noticed on %(day)s at the age of %(age)s.", **values)
        return [noticed, _recurrence(current, len(spells), as_of)]
    if current.cleared_on is None:
        number = (as_of - current.onset).days + 1
        values["day_number"] = number
        return [_("First noticed on %(day)s at the age of %(age)s: day %(day_number)s.", **values)]
    return [
        ngettext(
            "First noticed on %(day)s at the age of %(age)s; gone on %(gone)s, after %(n)s day.",
            "First noticed on %(day)s at the age of %(age)s; gone on %(gone)s, after %(n)s days.",
            (current.cleared_on - current.onset).days,
            **values,
            gone=current.cleared_on,
        )
    ]


def _recurrence(current: Spell, number: int, as_of: date) -> Phrase:
    if current.cleared_on is None:
        return ngettext(
            "It has come back %(n)s time after being gone for 7 days or more, last on %(onset)s:"
            " day %(day_number)s.",
            "It has come back %(n)s times after being gone for 7 days or more, last on %(onset)s:"
            " day %(day_number)s.",
            number - 1,
            onset=current.onset,
            day_number=(as_of - current.onset).days + 1,
        )
    return ngettext(
        "It has come back %(n)s time after being gone for 7 days or more, last on %(onset)s; gone"
        " on %(gone)s.",
        "It has come back %(n)s times after being gone for 7 days or more, last on %(onset)s; gone"
        " on %(gone)s.",
        number - 1,
        onset=current.onset,
        gone=current.cleared_on,
    )


def _earlier(spells: Sequence[Spell]) -> list[Phrase]:
    """The spells before the last one, each with its length in days."""
    if len(spells) < 2:
        return []
    earlier = tuple(_spell(spell) for spell in spells[:-1])
    return [_("Earlier: %(courses)s.", courses=Sentences(earlier, separator="; "))]


def _spell(spell: Spell) -> Phrase:
    cleared_on = spell.cleared_on or spell.onset
    return ngettext(
        "%(onset)s, gone on %(gone)s (%(n)s day)",
        "%(onset)s, gone on %(gone)s (%(n)s days)",
        (cleared_on - spell.onset).days,
        onset=spell.onset,
        gone=cleared_on,
    )


def _last_entry(days: Sequence[DayEntries]) -> list[Phrase]:
    if not days:
        return [_("No entry since.")]
    entry = days[-1].last
    if not entry.is_present:
        return [_("Last entry %(day)s: gone.", day=days[-1].day)]
    parts = [_("still there")]
    if entry.trend is not None:
        parts.append(TRENDS[entry.trend])
    if entry.severity is not None:
        parts.append(SEVERITIES[entry.severity])
    joined = Sentences(tuple(parts), separator=", ")
    return [_("Last entry %(day)s: %(words)s.", day=days[-1].day, words=joined)]


def _tally(days: Sequence[DayEntries], span: Span) -> list[Phrase]:
    """The number of days of the span with entries, and on how many of them each trend."""
    in_span = [day_entries for day_entries in days if span.contains(day_entries.day)]
    if not in_span:
        return []
    trends = [day_entries.last.trend for day_entries in in_span]
    counts = [
        _("%(trend)s on %(n)s", trend=TRENDS[trend], n=trends.count(trend))
        for trend in TREND_ORDER
        if trend in trends
    ]
    clear_days = sum(not day_entries.last.is_present for day_entries in in_span)
    if clear_days:
        counts.append(_("gone on %(n)s", n=clear_days))
    number = span.days
    if not counts:
        return [
            ngettext(
                "Entries on %(looked)s of this %(n)s day.",
                "Entries on %(looked)s of these %(n)s days.",
                number,
                looked=len(in_span),
            )
        ]
    return [
        ngettext(
            "Entries on %(looked)s of this %(n)s day: %(trends)s.",
            "Entries on %(looked)s of these %(n)s days: %(trends)s.",
            number,
            looked=len(in_span),
            trends=Sentences(tuple(counts), separator=", "),
        )
    ]


def _names(concern: Concern) -> list[Phrase]:
    """The name, and the former ones."""
    return [_name(concern), *_former(concern)]


def _name(concern: Concern) -> Phrase:
    label = condition_of(concern.condition).label
    if concern.named_by != "doctor":
        return _("Parent's name for it: %(name)s.", name=label)
    if concern.milia_type is None:
        return _("Doctor's name for it, as told by the family: %(name)s.", name=label)
    kind = MILIA_TYPES.get(concern.milia_type) or Phrase(concern.milia_type)
    return _(
        "Doctor's name for it, as told by the family: %(name)s, %(kind)s.", name=label, kind=kind
    )


def _former(concern: Concern) -> list[Phrase]:
    """The former names, oldest first."""
    former = [
        _(
            "%(name)s until %(day)s (%(who)s)",
            name=condition_of(row.condition).label,
            day=row.until,
            who=NAMERS[row.named_by],
        )
        for row in concern.former_names
    ]
    return [_("Earlier names: %(names)s.", names=Sentences(tuple(former), "; "))] if former else []
