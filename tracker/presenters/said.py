"""What followed an exposure, what a doctor said and answered, and weights, as texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.come_back import open_ticks, says_when_to_come_back
from tracker.domain.durations import duration
from tracker.domain.summary import SIGN_NAMES
from tracker.formats import day_text, short_day
from tracker.models import Exposure, Visit
from tracker.rendering import label, render, title_of
from tracker.safety_texts import safety_text


def followed_text(exposure: records.Exposure | Exposure) -> str:
    """Return, say, ``After 10 minutes: weals on both cheeks``; empty if nothing was written."""
    if exposure.after_minutes is None:
        return _("Afterwards: %(what)s") % {"what": exposure.followed} if exposure.followed else ""
    values = {
        "time": render(duration(exposure.after_minutes)),
        "what": exposure.followed or _("no details"),
    }
    return _("After %(time)s: %(what)s") % values


def advice_lines(
    visit: records.Visit | Visit, today: date, ticked: Iterable[date] = ()
) -> tuple[str, ...]:
    """Return what the doctor said beyond ``said``, quoted as the parent wrote it.

    ``ticked``: the days on which the reason to come back was ticked on an entry.
    """
    return tuple(_advice(visit, today, ticked))


def for_now_text(visit: records.Visit, today: date) -> str:
    """Return, say, ``From the visit on 3 June 2026: what to do for now: “keep it cool”``."""
    values = {"day": day_text(visit.day), "words": "; ".join(_for_now(visit, today))}
    return _("From the visit on %(day)s: %(words)s") % values


def expected_by_now(visit: Visit) -> str:
    """Return what was to happen by ``expect_by``, as it is told on that day."""
    values = {"who": visit.who, "day": day_text(visit.day)}
    if visit.who:
        told = _("What to expect by now, as %(who)s said on %(day)s") % values
    else:
        told = _("What to expect by now, as said on %(day)s") % values
    if not visit.expect:
        return told
    return _("%(told)s: %(words)s") % {"told": told, "words": _quoted(visit.expect)}


def _advice(visit: records.Visit | Visit, today: date, ticked: Iterable[date]) -> Iterator[str]:
    yield from _for_now(visit, today)
    if says_when_to_come_back(visit):
        yield _come_back_if(visit)
    if days := ", ".join(short_day(day, today) for day in ticked):
        yield _("ticked by the family on %(days)s") % {"days": days}


def _for_now(visit: records.Visit | Visit, today: date) -> Iterator[str]:
    if visit.called:
        yield _("the doctor called it: %(words)s") % {"words": _quoted(visit.called)}
    if visit.do:
        yield _("what to do for now: %(words)s") % {"words": _quoted(visit.do)}
    expected = ", ".join(_expected(visit, today))
    if expected:
        yield _("what to expect: %(words)s") % {"words": expected}


@dataclass(frozen=True)
class ComeBackChoice:
    """What a professional said to come back for, to be ticked on an entry."""

    id: str
    text: str
    is_ticked: bool


def come_back_choices(
    advisers: Iterable[records.Visit], offered: Collection[str], ticked: Collection[str]
) -> list[ComeBackChoice]:
    """Returns those of the visits with an id in ``offered`` or ``ticked``."""
    return [
        ComeBackChoice(visit.id, told_text(visit), visit.id in ticked)
        for visit in advisers
        if visit.id and (visit.id in offered or visit.id in ticked)
    ]


@dataclass(frozen=True)
class ComeBackCard:
    """What a professional said to come back for, once an entry says that it has happened."""

    concern_id: str
    concern_title: str
    text: str
    ticked: str


def come_back_cards(
    diary: records.Diary, as_of: date, concern: str | None = None
) -> tuple[ComeBackCard, ...]:
    """Returns a card for each open tick, of one concern where its id is given."""
    return tuple(
        ComeBackCard(
            tick.concern.id,
            title_of(tick.concern),
            told_text(tick.visit),
            _("You ticked it on %(day)s.") % {"day": day_text(tick.entry.day)},
        )
        for tick in open_ticks(diary, as_of)
        if concern in (None, tick.concern.id)
    )


@safety_text
def told_text(visit: records.Visit | Visit) -> str:
    """Return, say, ``On 3 June 2026 Dr Singh said to come back if: pus, “it spreads”``."""
    values = {"day": day_text(visit.day), "who": visit.who, "reasons": _reasons(visit)}
    if visit.who:
        return _("On %(day)s %(who)s said to come back if: %(reasons)s") % values
    return _("On %(day)s you were told to come back if: %(reasons)s") % values


@safety_text
def _come_back_if(visit: records.Visit | Visit) -> str:
    return _("come back if: %(signs)s") % {"signs": _reasons(visit)}


def _reasons(visit: records.Visit | Visit) -> str:
    reasons = [label(SIGN_NAMES, key) for key in visit.come_back_if]
    if visit.come_back_words:
        reasons.append(_quoted(visit.come_back_words))
    return ", ".join(reasons)


def _expected(visit: records.Visit | Visit, today: date) -> Iterator[str]:
    if visit.expect:
        yield _quoted(visit.expect)
    if visit.expect_by is not None:
        yield _("by %(day)s") % {"day": short_day(visit.expect_by, today)}


def _quoted(words: str) -> str:
    return _("“%(words)s”") % {"words": words}


def weights_text(weights: Iterable[records.Weight], today: date) -> str:
    """Return, say, ``3.4 kg (10 Jan), 5.2 kg (1 Mar)``."""
    return ", ".join(
        _("%(kg)s kg (%(day)s)") % {"kg": f"{row.kg:g}", "day": short_day(row.day, today)}
        for row in weights
    )


def author_names(diary: records.Diary) -> dict[str, str]:
    """Return the authors with what they are to the child, by their names: ``Ada (Gran)``."""
    return {row.name: f"{row.name} ({row.relation})" for row in diary.authors if row.relation}


def question_text(question: records.Question) -> str:
    """Return the question, with its answer and the day of that, as far as there are any."""
    values = {"question": question.text, "answer": question.answer}
    if question.answered_on is None:
        return _("%(question)s Answer: %(answer)s") % values if question.answer else question.text
    values["day"] = day_text(question.answered_on)
    if not question.answer:
        return _("%(question)s (answered on %(day)s)") % values
    return _("%(question)s Answer: %(answer)s (%(day)s)") % values
