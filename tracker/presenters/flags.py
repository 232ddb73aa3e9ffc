"""Cards for flags, as shown on Today, on a concern and in the summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.days import add_days
from tracker.domain.due import SILENCE_DAYS
from tracker.domain.sources import Source
from tracker.domain.timeline import Flag, Upcoming
from tracker.domain.vocabulary import LEVEL_LABELS, Level
from tracker.formats import day_in_year, day_text
from tracker.presenters.guide_links import GuideLink, guide_link
from tracker.rendering import render, title_of
from tracker.safety_texts import safety_text

MARKS = {Level.EMERGENCY: "▲", Level.SAME_DAY: "◆", Level.VISIT: "●", Level.ASK: "○"}
"""A shape for each level, so that levels do not differ by colour alone."""


@dataclass(frozen=True)
class FlagCard:
    """``asks_if_seen``: an urgent sign from before yesterday. Its card no longer says to act now:
    it repeats what was written and asks whether the child was seen. ``calls_for_help``: whom to
    call stands beside it. ``others``: what other
    publishers say. ``paused_until``: the day on which the reminder shows again if it is paused
    today. ``review_note``: who reviewed the row; empty while nobody reviewed any. ``guide``: None
    for what is about the child as a whole. ``also``: the other urgent signs of the same entry or
    day note, which stand on this card.
    """

    rule: str
    level: str
    level_label: str
    mark: str
    concern_id: str | None
    concern_title: str
    sentence: str
    source_title: str
    source_publisher: str
    source_address: str
    others: str
    review_note: str
    since: date
    due_on: date
    entry: str | None
    is_urgent_sign: bool
    asks_if_seen: bool
    question: str
    paused_until: str
    calls_for_help: bool
    confirmed: bool
    guide: GuideLink | None
    also: tuple[FlagCard, ...] = ()

    @property
    def key(self) -> str:
        """Identifies what the card says: another day or an entry since then gives another key."""
        own = f"{self.rule} {self.concern_id} {self.due_on} {self.confirmed:d}"
        return ", ".join((own, *(card.key for card in self.also)))

    @property
    def answer_concern_id(self) -> str | None:
        """The concern that a visit or an entry must name to answer the whole card, if any."""
        return next((card.concern_id for card in (self, *self.also) if card.concern_id), None)

    @property
    def is_urgent(self) -> bool:
        """Whether it is an emergency or to be seen today, and says so."""
        return self.level in (Level.EMERGENCY.key, Level.SAME_DAY.key) and not self.asks_if_seen


def by_entry(cards: Iterable[FlagCard]) -> tuple[FlagCard, ...]:
    """Put the urgent signs of one entry on one card, that of its first, most urgent flag."""
    together: dict[object, list[FlagCard]] = {}
    for number, card in enumerate(cards):
        is_shared = card.is_urgent_sign and card.entry
        key = (card.entry, card.asks_if_seen) if is_shared else number
        together.setdefault(key, []).append(card)
    return tuple(replace(first, also=tuple(others)) for first, *others in together.values())


def flag_card(flag: Flag, diary: records.Diary, today: date) -> FlagCard:
    concern = next((row for row in diary.concerns if row.id == flag.concern), None)
    is_old = (today - flag.since).days > 1
    asks = flag.is_urgent_sign and flag.level != Level.VISIT and is_old
    return FlagCard(
        rule=flag.rule,
        level=flag.level.key,
        level_label=_not_answered() if asks else render(LEVEL_LABELS[flag.level]),
        mark=MARKS[flag.level],
        concern_id=flag.concern,
        concern_title=title_of(concern) if concern else diary.child.name,
        sentence=render(flag.sentence.parts[0] if asks else flag.sentence),
        source_title=render(flag.source.title),
        source_publisher=flag.source.publisher,
        source_address=flag.source.address,
        others="" if asks else render(flag.others),
        review_note=render(flag.review_note),
        since=flag.since,
        due_on=flag.due_on,
        entry=flag.entry,
        is_urgent_sign=flag.is_urgent_sign,
        asks_if_seen=asks,
        question=_question(diary.child.name) if asks else "",
        calls_for_help=not asks and (flag.is_urgent_sign or flag.level == Level.SAME_DAY),
        confirmed=flag.confirmed,
        guide=guide_link(concern.condition) if concern else None,
        paused_until=day_in_year(add_days(today, SILENCE_DAYS)),
    )


@safety_text
def _not_answered() -> str:
    return _("Not answered yet")


@safety_text
def _question(child: str) -> str:
    return _("Has a doctor seen %(child)s?") % {"child": child}


def source_text(source: Source) -> str:
    """Return title and publisher, such as ``Milia, Mayo Clinic``."""
    return ", ".join(text for text in (render(source.title), source.publisher) if text)


@safety_text
def due_next(upcoming: Upcoming, today: date) -> str:
    """Return, say, ``Worth showing to a doctor if still there on 25 May 2026 (in 12 days)``."""
    days = (upcoming.due_on - today).days
    ahead = ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    values = {"day": day_text(upcoming.due_on), "ahead": ahead}
    if upcoming.rule == "follow_up":
        text = _("Follow-up on %(day)s (%(ahead)s)")
    elif upcoming.level >= Level.VISIT:
        text = _("Worth showing to a doctor if still there on %(day)s (%(ahead)s)")
    else:
        text = _("Worth asking about if still there on %(day)s (%(ahead)s)")
    return text % values
