"""The first page: what is due, then a card for each open concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.spells import Course, Look, Spell
from tracker.domain.timeline import Timeline
from tracker.domain.vocabulary import STATUSES, TRENDS, condition_of
from tracker.presenters.flags import FlagCard, due_next, flag_card
from tracker.words import label, place, say, short_day, title_of

DAYS_UNTIL_ASKED = 14
"""After this many days without an entry a card asks whether it is still there."""


@dataclass(frozen=True)
class Card:
    """An open concern. ``day_count`` starts with 1 on the day of the onset."""

    id: str
    title: str
    called: str
    where: str
    day_count: int
    last_look: str
    due_next: str
    asks_if_there: str
    is_written_today: bool
    flag_mark: str
    flag_label: str


@dataclass(frozen=True)
class Over:
    """A concern whose last spell has ended."""

    id: str
    title: str
    since: str


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
        spell = course.current_on(today)
        if spell is None:
            continue
        if not spell.is_going_on:
            over.append(_over(course.concern, spell, today))
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
    last = next(reversed(course.looks_until(today)), None)
    return Card(
        id=concern.id,
        title=title_of(concern),
        called=_called(concern),
        where=", ".join(dict.fromkeys(place(*spot) for spot in places.get(concern.id, ()))),
        day_count=(today - spell.onset).days + 1,
        last_look=_last_look(last, concern, today),
        due_next=next_days.get(concern.id, ""),
        asks_if_there=_asks_if_there(last, concern, today),
        is_written_today=last is not None and last.day == today,
        flag_mark=flag.mark if flag else "",
        flag_label=flag.level_label if flag else "",
    )


def _called(concern: records.Concern) -> str:
    """What it is taken for, and by whom, where the title does not say it already."""
    called = say(condition_of(concern.condition).label)
    if concern.named_by == "doctor":
        return _("the doctor calls it %(name)s") % {"name": called}
    return _("you take it for: %(name)s") % {"name": called} if concern.title else ""


def _last_look(last: Look | None, concern: records.Concern, today: date) -> str:
    if last is None:
        day = short_day(concern.first_noticed_on, today)
        return _("First noticed %(day)s; nothing written since") % {"day": day}
    entry = last.last
    said = label(TRENDS, entry.trend) or label(STATUSES, entry.status)
    return _("%(when)s: %(said)s") % {"when": _when(last, today), "said": said}


def _when(look: Look, today: date) -> str:
    days = (today - look.day).days
    at = look.last.at
    if days == 0:
        return _("Today %(time)s") % {"time": f"{at:%H:%M}"} if at else _("Today")
    if days == 1:
        return _("Yesterday")
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}


def _asks_if_there(last: Look | None, concern: records.Concern, today: date) -> str:
    day = last.day if last else concern.first_noticed_on
    days = (today - day).days
    if days < DAYS_UNTIL_ASKED:
        return ""
    return _("Nothing written for %(n)s days. Is it still there?") % {"n": days}


def _is_worth_all(cards: Sequence[Card]) -> bool:
    """One button for all, where at least two cards wait for today's look."""
    return len([card for card in cards if not card.is_written_today]) > 1


def _over(concern: records.Concern, spell: Spell, today: date) -> Over:
    assert spell.cleared_on is not None
    return Over(concern.id, title_of(concern), short_day(spell.cleared_on, today))
