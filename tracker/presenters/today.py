"""The Today page: due flags, then a card for each open concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.come_back import advice_in, visit_for_now
from tracker.domain.photos.privacy import is_private_place
from tracker.domain.spells import Course, DayEntries, Spell
from tracker.domain.timeline import Timeline
from tracker.domain.vocabulary import STATUSES, TRENDS, condition_of
from tracker.formats import short_day, time_text
from tracker.presenters.charts.bands import Band, BandChart
from tracker.presenters.concern import parents_name
from tracker.presenters.flags import FlagCard, by_entry, due_next, flag_card
from tracker.presenters.guide_links import GuideLink, guide_link
from tracker.presenters.photos import PhotoCard, photo_card
from tracker.presenters.said import ComeBackCard, come_back_cards, for_now_text, told_text
from tracker.presenters.set_aside import SetAsideCard, set_aside_cards
from tracker.queries.today import LastSeen
from tracker.rendering import label, place, render, title_of

ONE_DAY = timedelta(days=1)

DAYS_UNTIL_ASKED = 14
"""After this many days without an entry a card asks if the concern is still present."""


DAYS_PICTURED = 28
"""The days of the small picture of a card."""

PICTURE_WIDTH = 300


@dataclass(frozen=True)
class ConcernCard:
    """An open concern. ``day_count`` is 1 on the day of onset.

    ``last_entry``: the last entry before today. ``written_today``: today's entry, with its id in
    ``entry``. ``yesterday``: that day, if its entry is missing between others. ``is_private``: a
    photo would show a private place. ``course``: a small picture of the last days. ``photo``: the
    last one. ``told``: what a professional said to do and expect, and to come back for.
    """

    id: str
    title: str
    condition_text: str
    guide: GuideLink
    where: str
    day_count: int
    last_entry: str
    written_today: str
    entry: str
    yesterday: date | None
    due_next: str
    presence_question: str
    is_private: bool
    flag_mark: str
    flag_label: str
    course: Band
    photo: PhotoCard | None
    told: tuple[str, ...]


@dataclass(frozen=True)
class ClearedConcern:
    """A concern whose last spell has ended."""

    id: str
    title: str
    since: str
    written_today: str
    entry: str


@dataclass(frozen=True)
class Board:
    """``urgent``: emergency and same-day flags. ``questions``: urgent signs of earlier days that
    nobody answered, asked together. ``flags``: all others. ``come_back``: what a professional said
    to come back for and an entry says has happened.
    """

    urgent: tuple[FlagCard, ...]
    flags: tuple[FlagCard, ...]
    questions: tuple[FlagCard, ...]
    set_aside: tuple[SetAsideCard, ...]
    cards: tuple[ConcernCard, ...]
    cleared: tuple[ClearedConcern, ...]
    can_mark_all_same: bool
    come_back: tuple[ComeBackCard, ...]


def board(timeline: Timeline, seen: Mapping[str, LastSeen], today: date) -> Board:
    """Return what Today shows. ``seen``: the last places and photo of each concern, by its id."""
    diary = timeline.diary
    single = [flag_card(flag, diary, today) for flag in timeline.flags_on(today)]
    flags = by_entry(single)
    come_back = come_back_cards(diary, today)
    next_days = {row.concern: due_next(row, today) for row in timeline.upcoming_on(today)}
    cards, cleared = [], []
    for course in timeline.courses:
        spell = course.last_spell_on(today)
        if spell is None:
            continue
        if not spell.is_going_on:
            cleared.append(_cleared_concern(course, spell, today))
            continue
        flag = next((row for row in single if row.concern_id == course.concern.id), None)
        cards.append(
            _card(
                course,
                spell,
                seen.get(course.concern.id, LastSeen()),
                next_days,
                flag,
                tuple(_told(course.concern, spell, diary, come_back, today)),
                today,
            )
        )
    return Board(
        urgent=tuple(flag for flag in flags if flag.is_urgent),
        flags=tuple(flag for flag in flags if not flag.is_urgent and not flag.asks_if_seen),
        questions=tuple(flag for flag in flags if flag.asks_if_seen),
        set_aside=set_aside_cards(timeline, today),
        cards=tuple(cards),
        cleared=tuple(cleared),
        can_mark_all_same=_can_mark_all_same(cards),
        come_back=come_back,
    )


def _card(
    course: Course,
    spell: Spell,
    seen: LastSeen,
    next_days: Mapping[str, str],
    flag: FlagCard | None,
    told: tuple[str, ...],
    today: date,
) -> ConcernCard:
    concern = course.concern
    days = course.days_until(today)
    today_entries = days[-1] if days and days[-1].day == today else None
    earlier = next(reversed(course.days_until(today - ONE_DAY)), None)
    before = next(reversed(course.sightings_until(today - ONE_DAY)), None)
    sites = [site for site, _side in seen.places]
    return ConcernCard(
        id=concern.id,
        title=title_of(concern),
        condition_text=_condition_text(concern),
        guide=guide_link(concern.condition),
        where=", ".join(dict.fromkeys(place(*spot) for spot in seen.places)),
        day_count=(today - spell.onset).days + 1,
        last_entry=_last_entry(before, today_entries, concern, today),
        written_today=_written_today(today_entries),
        entry=(today_entries.last.id or "") if today_entries else "",
        yesterday=_missing_yesterday(spell, earlier, today_entries, today),
        due_next=next_days.get(concern.id, ""),
        presence_question=_presence_question(course.sightings_until(today)[-1].day, today),
        is_private=is_private_place("", sites, condition=concern.condition),
        flag_mark=flag.mark if flag else "",
        flag_label=flag.level_label if flag else "",
        course=_course_picture(course, today),
        photo=photo_card(seen.photo, course.spells_on(today), today) if seen.photo else None,
        told=told,
    )


def _told(
    concern: records.Concern,
    spell: Spell,
    diary: records.Diary,
    shown: Sequence[ComeBackCard],
    today: date,
) -> Iterator[str]:
    """Yield what holds for now, and the last advice to come back unless ``shown`` repeats it."""
    about = [visit for visit in diary.visits if concern.id in visit.concerns]
    if for_now := visit_for_now(spell, about, today):
        yield for_now_text(for_now, today)
    advice = advice_in(spell, about, today)
    if advice and told_text(advice) not in (card.text for card in shown):
        yield told_text(advice)


def first_day_pictured(today: date) -> date:
    """Return the first day of the cards' pictures: ``board`` needs the timeline since that day."""
    return today - (DAYS_PICTURED - 1) * ONE_DAY


def _course_picture(course: Course, today: date) -> Band:
    return BandChart(first_day_pictured(today), today, today, PICTURE_WIDTH).band(course, (), ())


def _condition_text(concern: records.Concern) -> str:
    """Return the condition and who named it; empty where the title already says it."""
    condition_text = render(condition_of(concern.condition).label)
    if concern.named_by == "doctor":
        return _("The doctor's name for it: %(name)s") % {"name": condition_text}
    return parents_name(concern.condition, condition_text) if concern.title else ""


def _last_entry(
    before: DayEntries | None,
    today_entries: DayEntries | None,
    concern: records.Concern,
    today: date,
) -> str:
    if before and before.entries:
        return _("%(when)s: %(said)s") % {
            "when": _when(before, today),
            "said": _entry_text(before),
        }
    day = short_day(concern.first_noticed_on, today)
    if today_entries:
        return _("First noticed %(day)s") % {"day": day}
    return _("First noticed %(day)s; no entries since") % {"day": day}


def _when(day_entries: DayEntries, today: date) -> str:
    days = (today - day_entries.day).days
    if days == 1:
        return _("Yesterday")
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}


def _written_today(today_entries: DayEntries | None) -> str:
    if today_entries is None:
        return ""
    at = today_entries.last.at
    if at is None:
        return _("Today: %(said)s") % {"said": _entry_text(today_entries)}
    return _("Today at %(time)s: %(said)s") % {
        "time": time_text(at),
        "said": _entry_text(today_entries),
    }


def _entry_text(day_entries: DayEntries) -> str:
    return label(TRENDS, day_entries.last.trend) or label(STATUSES, day_entries.last.status)


def _missing_yesterday(
    spell: Spell, earlier: DayEntries | None, today_entries: DayEntries | None, today: date
) -> date | None:
    """Return yesterday if the spell has no entry on it but one today or the day before it."""
    yesterday = today - ONE_DAY
    if spell.onset >= yesterday:
        return None
    if earlier and (earlier.day == yesterday or not earlier.last.is_present):
        return None
    is_beside = today_entries or (earlier and earlier.day == yesterday - ONE_DAY)
    return yesterday if is_beside else None


def _presence_question(last_sighting: date, today: date) -> str:
    days = (today - last_sighting).days
    if days < DAYS_UNTIL_ASKED:
        return ""
    return _("No entry for %(n)s days. Is it still there?") % {"n": days}


def _can_mark_all_same(cards: Sequence[ConcernCard]) -> bool:
    """Return whether at least two cards have no entry today."""
    return len([card for card in cards if not card.written_today]) > 1


def _cleared_concern(course: Course, spell: Spell, today: date) -> ClearedConcern:
    assert spell.cleared_on is not None
    last = course.days_until(today)[-1]
    today_entries = last if last.day == today else None
    return ClearedConcern(
        id=course.concern.id,
        title=title_of(course.concern),
        since=short_day(spell.cleared_on, today),
        written_today=_written_today(today_entries),
        entry=(today_entries.last.id or "") if today_entries else "",
    )
