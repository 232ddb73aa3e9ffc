"""The first page: what is due, then a card for each open concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.privacy import is_private_place
from tracker.domain.spells import Course, DayEntries, Spell
from tracker.domain.timeline import Timeline
from tracker.domain.vocabulary import STATUSES, TRENDS, condition_of
from tracker.presenters.flags import FlagCard, due_next, flag_card
from tracker.rendering import label, place, render, short_day, title_of

ONE_DAY = timedelta(days=1)

DAYS_UNTIL_ASKED = 14
"""After this many days without an entry a card asks whether it is still there."""


@dataclass(frozen=True)
class Card:
    """An open concern. ``day_count`` starts with 1 on the day of the onset.

    ``last_entry`` is of an earlier day; ``written`` says what today's look says, and ``entry`` is
    its id. ``yesterday`` is that day, where one look is missing between others. ``is_private``: a
    photo would show a part of the body that wants more care.
    """

    id: str
    title: str
    called: str
    where: str
    day_count: int
    last_entry: str
    written: str
    entry: str
    yesterday: date | None
    due_next: str
    asks_if_there: str
    is_private: bool
    flag_mark: str
    flag_label: str


@dataclass(frozen=True)
class Over:
    """A concern whose last spell has ended. ``written`` and ``entry`` as on a card."""

    id: str
    title: str
    since: str
    written: str
    entry: str


@dataclass(frozen=True)
class Board:
    flags: tuple[FlagCard, ...]
    cards: tuple[Card, ...]
    over: tuple[Over, ...]
    can_say_all_the_same: bool


def board(
    timeline: Timeline, places: Mapping[str, Sequence[tuple[str, str]]], today: date
) -> Board:
    """Everything on Today, as of that day."""
    diary = timeline.diary
    flags = tuple(flag_card(flag, diary, today) for flag in timeline.flags_on(today))
    next_days = {row.concern: due_next(row, today) for row in timeline.upcoming_on(today)}
    cards, over = [], []
    for course in timeline.courses:
        spell = course.last_spell_on(today)
        if spell is None:
            continue
        if not spell.is_going_on:
            over.append(_over(course, spell, today))
            continue
        flag = next((row for row in flags if row.concern_id == course.concern.id), None)
        cards.append(_card(course, spell, places, next_days, flag, today))
    return Board(flags, tuple(cards), tuple(over), _is_worth_all(cards))


def _card(
    course: Course,
    spell: Spell,
    places: Mapping[str, Sequence[tuple[str, str]]],
    next_days: Mapping[str, str],
    flag: FlagCard | None,
    today: date,
) -> Card:
    concern = course.concern
    days = course.days_until(today)
    now = days[-1] if days and days[-1].day == today else None
    before = next(reversed(course.days_until(today - ONE_DAY)), None)
    spots = places.get(concern.id, ())
    sites = [site for site, _side in spots]
    return Card(
        id=concern.id,
        title=title_of(concern),
        called=_called(concern),
        where=", ".join(dict.fromkeys(place(*spot) for spot in spots)),
        day_count=(today - spell.onset).days + 1,
        last_entry=_last_entry(before, now, concern, today),
        written=_written(now),
        entry=(now.last.id or "") if now else "",
        yesterday=_missing_yesterday(spell, before, now, today),
        due_next=next_days.get(concern.id, ""),
        asks_if_there=_asks_if_there(now or before, concern, today),
        is_private=is_private_place("", sites, condition=concern.condition),
        flag_mark=flag.mark if flag else "",
        flag_label=flag.level_label if flag else "",
    )


def _called(concern: records.Concern) -> str:
    """What it is taken for, and by whom, where the title does not say it already."""
    called = render(condition_of(concern.condition).label)
    if concern.named_by == "doctor":
        return _("the doctor calls it %(name)s") % {"name": called}
    return _("you take it for: %(name)s") % {"name": called} if concern.title else ""


def _last_entry(
    before: DayEntries | None, now: DayEntries | None, concern: records.Concern, today: date
) -> str:
    if before:
        return _("%(when)s: %(said)s") % {"when": _when(before, today), "said": _said(before)}
    day = short_day(concern.first_noticed_on, today)
    if now:
        return _("First noticed %(day)s") % {"day": day}
    return _("First noticed %(day)s; nothing written since") % {"day": day}


def _when(day_entries: DayEntries, today: date) -> str:
    days = (today - day_entries.day).days
    if days == 1:
        return _("Yesterday")
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}


def _written(now: DayEntries | None) -> str:
    if now is None:
        return ""
    at = now.last.at
    if at is None:
        return _("Written today: %(said)s") % {"said": _said(now)}
    return _("Written today at %(time)s: %(said)s") % {"time": f"{at:%H:%M}", "said": _said(now)}


def _said(day_entries: DayEntries) -> str:
    return label(TRENDS, day_entries.last.trend) or label(STATUSES, day_entries.last.status)


def _missing_yesterday(
    spell: Spell, before: DayEntries | None, now: DayEntries | None, today: date
) -> date | None:
    """Yesterday, where a look at what is going on is missing beside one of the days around it."""
    yesterday = today - ONE_DAY
    if spell.onset >= yesterday:
        return None
    if before and (before.day == yesterday or not before.last.is_present):
        return None
    is_beside = now or (before and before.day == yesterday - ONE_DAY)
    return yesterday if is_beside else None


def _asks_if_there(last: DayEntries | None, concern: records.Concern, today: date) -> str:
    day = last.day if last else concern.first_noticed_on
    days = (today - day).days
    if days < DAYS_UNTIL_ASKED:
        return ""
    return _("Nothing written for %(n)s days. Is it still there?") % {"n": days}


def _is_worth_all(cards: Sequence[Card]) -> bool:
    """One button for all, where at least two cards wait for today's look."""
    return len([card for card in cards if not card.written]) > 1


def _over(course: Course, spell: Spell, today: date) -> Over:
    assert spell.cleared_on is not None
    last = course.days_until(today)[-1]
    now = last if last.day == today else None
    return Over(
        id=course.concern.id,
        title=title_of(course.concern),
        since=short_day(spell.cleared_on, today),
        written=_written(now),
        entry=(now.last.id or "") if now else "",
    )
