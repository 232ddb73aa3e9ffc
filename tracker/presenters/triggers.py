"""Rows of the page that counts what came with things recorded more than once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.triggers import DAYS_AFTER, TriggerCount
from tracker.domain.vocabulary import EXPOSURE_KINDS
from tracker.formats import day_text
from tracker.rendering import render


@dataclass(frozen=True)
class Thing:
    """Something that was recorded. ``kind`` and ``name`` are as stored."""

    kind: str
    name: str
    title: str


@dataclass(frozen=True)
class TriggerRow(Thing):
    """A thing with its counts in sentences."""

    kind_label: str
    recorded: str
    with_it: str
    without_it: str
    unwritten: str


def trigger_rows(counts: Iterable[TriggerCount]) -> list[TriggerRow]:
    """Returns a row for each thing, in the order given."""
    return [_row(count) for count in counts]


def thing_title(kind: str, name: str) -> str:
    """Returns the name of what was recorded, or that of its kind where it has none."""
    title = name or render(EXPOSURE_KINDS.get(kind, kind))
    return title[:1].upper() + title[1:]


def _row(count: TriggerCount) -> TriggerRow:
    return TriggerRow(
        kind=count.kind,
        name=count.name,
        title=thing_title(count.kind, count.name),
        kind_label=render(EXPOSURE_KINDS.get(count.kind, count.kind)) if count.name else "",
        recorded=_("Added on %(n)s days, last on %(day)s.")
        % {"n": len(count.days), "day": day_text(count.days[-1])},
        with_it=_with_it(count),
        without_it=_without_it(count),
        unwritten=_unwritten(count),
    )


def _with_it(count: TriggerCount) -> str:
    days = len(count.days)
    if count.days_unwritten == days:
        return _(
            "Nothing was saved about the skin on these days, or up to %(after)s days later."
        ) % {"after": DAYS_AFTER}
    return _(
        "On %(k)s of these %(n)s days, or up to %(after)s days later, a skin problem was new or"
        " worse."
    ) % {"k": count.days_followed, "n": days, "after": DAYS_AFTER}


def _without_it(count: TriggerCount) -> str:
    if not count.other_days:
        return _("There are no other days with anything saved about the skin.")
    return ngettext(
        "There is %(n)s other day with something saved about the skin: new or worse on %(k)s.",
        "There are %(n)s other days with something saved about the skin: new or worse on %(k)s.",
        count.other_days,
    ) % {"n": count.other_days, "k": count.other_days_worse}


def _unwritten(count: TriggerCount) -> str:
    if count.days_unwritten in (0, len(count.days)):
        return ""
    return ngettext(
        "On %(n)s of them and the days after, nothing was saved about the skin.",
        "On %(n)s of them and the days after, nothing was saved about the skin.",
        count.days_unwritten,
    ) % {"n": count.days_unwritten}
