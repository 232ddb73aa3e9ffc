"""The page of a concern: names, duration, due reminders, care, visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.sentences import gone_and_back
from tracker.domain.spells import Spell
from tracker.domain.timeline import Timeline
from tracker.domain.vocabulary import CARE_KINDS, MILIA_TYPES, OUTCOMES, condition_of
from tracker.formats import day_text, short_day
from tracker.models import Care, Visit
from tracker.presenters.conditions import UNSURE
from tracker.presenters.flags import FlagCard, by_entry, due_next, flag_card
from tracker.presenters.guide_links import GuideLink, guide_link
from tracker.presenters.said import advice_lines
from tracker.presenters.set_aside import SetAsideCard, set_aside_cards
from tracker.rendering import label, render, title_of


@dataclass(frozen=True)
class ConcernHead:
    """``count``: the headline, "Day 23" or since when it is clear.

    ``gone``: why clear days are counted; empty where there are none in the spell.
    """

    title: str
    condition_text: str
    former_names: tuple[str, ...]
    count: str
    is_going_on: bool
    since: str
    gone: str
    recurrences: str
    guide: GuideLink


def concern_head(
    concern: records.Concern,
    former_names: Iterable[records.FormerName],
    spells: Sequence[Spell],
    today: date,
) -> ConcernHead:
    spell = spells[-1] if spells else Spell(concern.first_noticed_on)
    return ConcernHead(
        title=title_of(concern),
        condition_text=condition_text(concern),
        former_names=tuple(_former(name) for name in former_names),
        count=_count(spell, today),
        is_going_on=spell.is_going_on,
        since=_since(spell),
        gone=" ".join(map(render, gone_and_back(spell))),
        recurrences=_recurrences(spells),
        guide=guide_link(concern.condition),
    )


def condition_text(concern: records.Concern) -> str:
    name = render(condition_of(concern.condition).label)
    if concern.milia_type:
        kind = label(MILIA_TYPES, concern.milia_type)
        name = _("%(name)s (%(kind)s)") % {"name": name, "kind": kind}
    if concern.named_by == "doctor":
        return _("The doctor's name for it: %(name)s") % {"name": name}
    return parents_name(concern.condition, name)


def parents_name(condition: str, name: str) -> str:
    """Return what the parent thinks it is; only ``name`` where that says itself "not sure"."""
    if condition in UNSURE:
        return capfirst(name)
    return _("You think it's %(name)s") % {"name": name}


def _former(name: records.FormerName) -> str:
    values = {
        "day": day_text(name.until),
        "name": render(condition_of(name.condition).label),
    }
    if name.named_by == "doctor":
        return _("until %(day)s a doctor called it: %(name)s") % values
    return _("until %(day)s you called it: %(name)s") % values


def _count(spell: Spell, today: date) -> str:
    if spell.cleared_on is None:
        return _("Day %(n)s") % {"n": (today - spell.onset).days + 1}
    return _("Gone since %(day)s") % {"day": short_day(spell.cleared_on, today)}


def _since(spell: Spell) -> str:
    if spell.cleared_on is None:
        return _("since %(day)s") % {"day": day_text(spell.onset)}
    days = (spell.cleared_on - spell.onset).days
    values = {"n": days, "day": day_text(spell.onset)}
    return (
        ngettext("there for %(n)s day from %(day)s", "there for %(n)s days from %(day)s", days)
        % values
    )


def _recurrences(spells: Sequence[Spell]) -> str:
    times = len(spells) - 1
    if times < 1:
        return ""
    came = ngettext("It came back %(n)s time", "It came back %(n)s times", times) % {"n": times}
    return _("%(came)s; first noticed on %(day)s.") % {
        "came": came,
        "day": day_text(spells[0].onset),
    }


@dataclass(frozen=True)
class ConcernDue:
    """Flags of the concern or the child, what of them is paused, and the next reminder's day."""

    flags: tuple[FlagCard, ...]
    set_aside: tuple[SetAsideCard, ...]
    next: str
    next_on: date | None


def concern_due(timeline: Timeline, concern_id: str, today: date) -> ConcernDue:
    flags = (flag for flag in timeline.flags_on(today) if flag.concern in (None, concern_id))
    cards = by_entry(flag_card(flag, timeline.diary, today) for flag in flags)
    paused = tuple(
        card for card in set_aside_cards(timeline, today) if card.concern_id in (None, concern_id)
    )
    for row in timeline.upcoming_on(today):
        if row.concern == concern_id:
            return ConcernDue(cards, paused, due_next(row, today), row.due_on)
    return ConcernDue(cards, paused, "", None)


@dataclass(frozen=True)
class CareOrVisitRow:
    """A care or a visit. ``pk`` is for the link to its form.

    ``follow_up_on``: the follow-up day, if it is not past. ``lines``: what the doctor said more.
    """

    pk: int
    when: str
    what: str
    details: str
    notes: str
    lines: tuple[str, ...] = ()
    follow_up_on: date | None = None


def care_row(care: Care, today: date) -> CareOrVisitRow:
    return CareOrVisitRow(
        pk=care.pk,
        when=_period(care, today),
        what=" · ".join(_care_details(care)),
        details=label(OUTCOMES, care.outcome),
        notes=care.notes,
    )


def care_rows(rows: Iterable[Care], today: date) -> tuple[CareOrVisitRow, ...]:
    return tuple(care_row(row, today) for row in rows)


def _care_details(care: Care) -> Iterator[str]:
    yield label(CARE_KINDS, care.kind)
    if care.product:
        yield care.product
    if care.prescribed:
        yield _("prescribed")


def _period(care: Care, today: date) -> str:
    first = short_day(care.started_on, today)
    if care.ended_on is None:
        return _("since %(day)s") % {"day": first}
    if care.ended_on == care.started_on:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": short_day(care.ended_on, today)}


def visit_row(visit: Visit, today: date, ticked: Iterable[date] = ()) -> CareOrVisitRow:
    """``ticked``: the days on which its reason to come back was ticked on an entry."""
    follow_up_on = visit.follow_up_on
    return CareOrVisitRow(
        pk=visit.pk,
        when=short_day(visit.day, today),
        what=visit.who or _("a visit"),
        details=_("follow-up on %(day)s") % {"day": short_day(follow_up_on, today)}
        if follow_up_on
        else "",
        notes=visit.said,
        lines=advice_lines(visit, today, ticked),
        follow_up_on=follow_up_on if follow_up_on and follow_up_on >= today else None,
    )


def visit_rows(
    rows: Iterable[Visit], today: date, ticked: Mapping[str, Iterable[date]]
) -> tuple[CareOrVisitRow, ...]:
    """``ticked``: the days by the visit's id."""
    return tuple(visit_row(row, today, ticked.get(str(row.uuid), ())) for row in rows)
