"""The sentences of a concern's flag and of a follow-up for the child."""

from __future__ import annotations

from datetime import date

from tracker.domain.due import Due, Situation
from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.phrases import safety_phrase as _
from tracker.domain.phrases import safety_plural as ngettext
from tracker.domain.records import Child, Concern, Visit
from tracker.domain.rules import ConcernRule
from tracker.domain.sources import Source
from tracker.domain.vocabulary import (
    GROUP_REFERENCES,
    Condition,
    Level,
    condition_of,
)

_MIN_DAYS_FOR_WEEKS = 14


def elapsed(since: date, until: date) -> Phrase:
    """Return ``13 weeks ago``; in days below two weeks."""
    days = (until - since).days
    if days == 0:
        return _("today")
    if days < _MIN_DAYS_FOR_WEEKS:
        return ngettext("%(n)s day ago", "%(n)s days ago", days)
    return ngettext("%(n)s week ago", "%(n)s weeks ago", days // 7)


def concern_sentences(due: Due, situation: Situation, confirmed: bool) -> Sentences:
    """Return the sentences of a concern's flag.

    ``confirmed``: whether an entry since the due day says that the concern is present.
    """
    parts = list(_SENTENCES.get(due.rule.key, _limit)(due, situation))
    if not confirmed:
        parts.append(_not_confirmed(situation, due.level))
    return Sentences(tuple(parts))


def child_follow_up(visit: Visit, child: Child) -> Sentences:
    """Return the sentence of a follow-up set at a visit about the child as a whole."""
    return Sentences((_follow_up_named(visit, child.name),))


def visit_source(visit: Visit) -> Source:
    """Return the visit as the source of the follow-up that it set."""
    return Source(_("Visit on %(day)s", day=visit.day), visit.who, read="", reading=None)


def _limit(due: Due, situation: Situation) -> list[Phrase]:
    parts = [_onset(situation), *_last_visit(due.visit, situation)]
    return parts + _limit_says(due.rule, situation.condition)


def _limit_says(rule: ConcernRule, condition: Condition) -> list[Phrase]:
    """Return what the source says about the limit, and how long the condition usually lasts."""
    if rule.is_overridden:
        text = _(
            "The person who hosts this diary has set this: it is worth showing to a doctor if it"
            " is still there after %(limit)s.",
            limit=rule.limit,
        )
        return [text, *_usual_course(condition)]
    if condition.limit_says is not None:
        return [condition.limit_says]
    usual = _usual_course(condition)
    sooner = [rule.sooner] if rule.sooner and not usual else []
    return [*([rule.says] if rule.says else []), *sooner, *usual]


def _usual_course(condition: Condition) -> list[Phrase]:
    if not condition.no_hurry or condition.course is None:
        return []
    return [
        _(
            "For %(condition)s, the usual time is %(course)s.",
            condition=condition.label,
            course=condition.course,
        )
    ]


def _follow_up(due: Due, situation: Situation) -> list[Phrase]:
    assert due.visit is not None
    return [
        _follow_up_named(
            due.visit, situation.course.concern.title or GROUP_REFERENCES[situation.condition.group]
        )
    ]


def _at_first_sight(due: Due, situation: Situation) -> list[Phrase]:
    first_sight = situation.condition.first_sight
    says = [first_sight.says] if first_sight else []
    if situation.has_spot_on(situation.condition.trouble_sites):
        says.append(_("It also says that a mark in this place can cause trouble."))
    return [_onset(situation), *says]


def _worsening(due: Due, situation: Situation) -> list[Phrase]:
    first, second = due.days
    wrote = _(
        "You noted that it was worse on %(first)s and on %(second)s.",
        first=first.day,
        second=second.day,
    )
    if situation.condition.group == "rash" and due.rule.says is not None:
        return [wrote, due.rule.says]
    return [wrote, _("It is worth asking a nurse, pharmacist or doctor about this.")]


def _expected_course(due: Due, situation: Situation) -> list[Phrase]:
    return [_onset(situation), *_came_back(situation), _window(situation.condition)]


def _window(condition: Condition) -> Phrase:
    """Return the advice to ask after so many days, naming its source or the host, if any."""
    days = condition.ask_after_days or 0
    if days != condition_of(condition.key).ask_after_days:
        return ngettext(
            "The person who hosts this diary has set this: it is worth asking a nurse, pharmacist"
            " or doctor if it is still there after %(n)s day.",
            "The person who hosts this diary has set this: it is worth asking a nurse, pharmacist"
            " or doctor if it is still there after %(n)s days.",
            days,
        )
    return condition.ask_says or ngettext(
        "If you are still not sure what it is after %(n)s day, it is worth asking a nurse,"
        " pharmacist or doctor.",
        "If you are still not sure what it is after %(n)s days, it is worth asking a nurse,"
        " pharmacist or doctor.",
        days,
    )


_SENTENCES = {
    "follow_up": _follow_up,
    "at_first_sight": _at_first_sight,
    "worsening": _worsening,
    "expected_course": _expected_course,
}


def _onset(situation: Situation) -> Phrase:
    values: dict[str, Value] = {
        "these": GROUP_REFERENCES[situation.condition.group],
        "day": situation.spell.onset,
        "ago": elapsed(situation.spell.onset, situation.as_of),
    }
    if situation.spell.onset == situation.course.begins_on:
        return _("You first noticed %(these)s on %(day)s, %(ago)s.", **values)
    return _(
        "You noticed %(these)s again on %(day)s, %(ago)s, after some days when nothing was there.",
        **values,
    )


def _came_back(situation: Situation) -> list[Phrase]:
    """The day from which the expected course counts, where it is not the onset."""
    day = situation.spell.came_back_on
    return [] if day is None else [_("It came back on %(day)s.", day=day)]


def _last_visit(visit: Visit | None, situation: Situation) -> list[Phrase]:
    """The visit from which the limit is counted, if any."""
    if visit is None:
        return []
    values: dict[str, Value] = {"day": visit.day, "ago": elapsed(visit.day, situation.as_of)}
    if visit.who:
        return [_("Last seen by %(who)s on %(day)s, %(ago)s.", who=visit.who, **values)]
    return [_("The last visit was on %(day)s, %(ago)s.", **values)]


def _not_confirmed(situation: Situation, level: Level) -> Phrase:
    last = situation.last_noted_on()
    if level >= Level.SAME_DAY:
        return _("You last noted it on %(day)s.", day=last)
    if level >= Level.VISIT:
        return _(
            "You last noted it on %(day)s. If it is still there, it is worth showing to a doctor.",
            day=last,
        )
    return _(
        "You last noted it on %(day)s. If it is still there, it is worth asking about.", day=last
    )


def _follow_up_named(visit: Visit, what: Value) -> Phrase:
    values: dict[str, Value] = {
        "what": what,
        "day": visit.day,
        "again": visit.follow_up_on or visit.day,
    }
    if visit.who:
        values["who"] = visit.who
        return _("On %(day)s, %(who)s asked to see %(what)s again on %(again)s.", **values)
    return _("At the visit on %(day)s, a day was set to see %(what)s again: %(again)s.", **values)


def concern_name(concern: Concern) -> Value:
    """Return the title of a concern, or the label of its condition where it has none."""
    return concern.title or condition_of(concern.condition).label
