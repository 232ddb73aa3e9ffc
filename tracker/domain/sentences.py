"""What a flag says: what was written and when, what published guidance says, and who says it."""

from __future__ import annotations

from datetime import date

from tracker.domain.due import Due, Situation
from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.phrases import phrase as _
from tracker.domain.phrases import plural as ngettext
from tracker.domain.records import Child, Concern, Diary, Visit
from tracker.domain.rules import UrgentRule
from tracker.domain.sources import Source
from tracker.domain.urgent import Finding
from tracker.domain.vocabulary import SIGNS, THESE, Condition, Level, condition_of

STANDING_WORDS = Sentences(
    (
        _("This is a diary, not a diagnosis."),
        _("The dates are what you wrote."),
        _("If you are worried at any time, contact a doctor."),
    )
)
"""Always near a flag."""

NOTHING_DUE = Sentences(
    (
        _("No reminder is due from the dates you wrote."),
        _("This does not mean that the skin is fine."),
    )
)

DAYS_A_VACCINE_IS_NAMED = 2
"""A fever on the day of a vaccine or this many days after it names the vaccine."""

_WEEKS_FROM_DAYS = 14

ADVICE = {
    Level.EMERGENCY: _("Published guidance (%(publisher)s) says to call for help now."),
    Level.SAME_DAY: _("Published guidance (%(publisher)s) says that this is to be seen today."),
    Level.VISIT: _(
        "Published guidance (%(publisher)s) says that this is worth showing to a doctor."
    ),
    Level.ASK: _(
        "Published guidance (%(publisher)s) says to ask a nurse, pharmacist or doctor about this."
    ),
}

ADVICE_CHANGED_HERE = {
    Level.EMERGENCY: _("On this installation this is a reason to call for help now."),
    Level.SAME_DAY: _("On this installation this is a reason to be seen today."),
}
"""Where the host changed the row: what it says then is no publisher's word."""


def elapsed(since: date, until: date) -> Phrase:
    """``13 weeks ago``; days below two weeks."""
    days = (until - since).days
    if days == 0:
        return _("today")
    if days < _WEEKS_FROM_DAYS:
        return ngettext("%(n)s day ago", "%(n)s days ago", days)
    return ngettext("%(n)s week ago", "%(n)s weeks ago", days // 7)


def about_concern(due: Due, now: Situation, confirmed: bool) -> Sentences:
    """The sentence of a concern's one flag."""
    parts = list(_SENTENCES.get(due.rule.key, _limit)(due, now))
    if not confirmed:
        parts.append(_not_confirmed(now, due.level))
    return Sentences(tuple(parts))


def urgent(finding: Finding, diary: Diary) -> Sentences:
    """What was written on that day and what guidance says of it."""
    rule = finding.rule
    parts = [_written(finding, diary)]
    parts.append(advice(rule))
    if finding.temperature_c is not None and rule.temperature_from is not None:
        parts += _vaccine(finding, diary)
    return Sentences(tuple(parts))


def advice(rule: UrgentRule) -> Phrase:
    """What to do, and who says so."""
    if rule.changed_here:
        return ADVICE_CHANGED_HERE[rule.level]
    return _(ADVICE[rule.level].text, publisher=rule.source.publisher)


def child_follow_up(visit: Visit, child: Child) -> Sentences:
    """A day named at a visit about the child as a whole."""
    return Sentences((_follow_up_named(visit, child.name),))


def visit_source(visit: Visit) -> Source:
    """A follow-up's source is the visit that named its day."""
    return Source(_("Visit on %(day)s", day=visit.day), visit.who, "", "")


def _limit(due: Due, now: Situation) -> list[Phrase]:
    parts = [_opening(now), *_moved_by(due.visit, now)]
    if due.rule.changed_here:
        parts.append(
            _(
                "On this installation it is worth showing to a doctor when it is still there"
                " after %(limit)s.",
                limit=due.rule.limit,
            )
        )
    elif now.condition.group == "milia":
        parts.append(
            _(
                "%(publisher)s says to show them to your baby's doctor if milia have not cleared"
                " within three months.",
                publisher=due.rule.source.publisher,
            )
        )
    else:
        parts.append(
            _(
                "The article “%(title)s”, which this diary follows, says that any rash that lasts"
                " over four weeks is best looked at by a doctor.",
                title=due.rule.source.title,
            )
        )
    if now.condition.no_hurry and now.condition.course is not None:
        parts.append(
            _(
                "There is no hurry: what is called %(condition)s usually lasts %(course)s.",
                condition=now.condition.label,
                course=now.condition.course,
            )
        )
    return parts


def _follow_up(due: Due, now: Situation) -> list[Phrase]:
    assert due.visit is not None
    return [_follow_up_named(due.visit, now.course.concern.title or THESE[now.condition.group])]


def _at_first_sight(due: Due, now: Situation) -> list[Phrase]:
    first_sight = now.condition.first_sight
    source = (first_sight.source if first_sight else None) or now.condition.source
    values: dict[str, Value] = {
        "publisher": source.publisher,
        "condition": now.condition.label,
    }
    if due.level >= Level.VISIT:
        text = _(
            "Published guidance (%(publisher)s) says that what is called %(condition)s is worth"
            " showing to a doctor when it is first seen.",
            **values,
        )
    else:
        text = _(
            "Published guidance (%(publisher)s) says to ask a nurse, pharmacist or doctor about"
            " what is called %(condition)s when it is first seen.",
            **values,
        )
    return [_opening(now), text]


def _worsening(due: Due, now: Situation) -> list[Phrase]:
    first, second = due.days
    return [
        _("You wrote “worse” on %(first)s and on %(second)s.", first=first.day, second=second.day),
        _(
            "Published guidance (%(publisher)s) says that a rash that is not getting better is"
            " worth asking a nurse, pharmacist or doctor about.",
            publisher=due.rule.source.publisher,
        )
        if now.condition.group == "rash"
        else _("That is worth asking a nurse, pharmacist or doctor about."),
    ]


def _expected_course(due: Due, now: Situation) -> list[Phrase]:
    return [_opening(now), _window(now.condition)]


def _window(condition: Condition) -> Phrase:
    """Who says to ask after so many days: the source, the host, or, not being sure, nobody."""
    days = condition.ask_after_days or 0
    if days != condition_of(condition.key).ask_after_days:
        return ngettext(
            "On this installation it is worth asking a nurse, pharmacist or doctor when it is"
            " still there after %(n)s day.",
            "On this installation it is worth asking a nurse, pharmacist or doctor when it is"
            " still there after %(n)s days.",
            days,
        )
    if condition.key in WITHOUT_A_PUBLISHED_WINDOW:
        return ngettext(
            "It is still there after %(n)s day, and not being sure what it is, is worth a question"
            " to a nurse, pharmacist or doctor.",
            "It is still there after %(n)s days, and not being sure what it is, is worth a"
            " question to a nurse, pharmacist or doctor.",
            days,
        )
    return ngettext(
        "Published guidance (%(publisher)s) says to ask a nurse, pharmacist or doctor if"
        " it is still there after %(n)s day.",
        "Published guidance (%(publisher)s) says to ask a nurse, pharmacist or doctor if"
        " it is still there after %(n)s days.",
        days,
        publisher=condition.source.publisher,
    )


WITHOUT_A_PUBLISHED_WINDOW = frozenset({"unsure_bumps", "other"})
"""Their days are this diary's own; no publisher is to be named for them."""

_SENTENCES = {
    "follow_up": _follow_up,
    "at_first_sight": _at_first_sight,
    "worsening": _worsening,
    "expected_course": _expected_course,
}


def _opening(now: Situation) -> Phrase:
    values: dict[str, Value] = {
        "these": THESE[now.condition.group],
        "day": now.spell.onset,
        "ago": elapsed(now.spell.onset, now.as_of),
    }
    if now.spell.onset == now.course.concern.first_noticed_on:
        return _("You first noted %(these)s on %(day)s, %(ago)s.", **values)
    return _("You noted %(these)s again on %(day)s, %(ago)s, after clear days.", **values)


def _moved_by(visit: Visit | None, now: Situation) -> list[Phrase]:
    """The visit from which the clock runs."""
    if visit is None:
        return []
    values: dict[str, Value] = {"day": visit.day, "ago": elapsed(visit.day, now.as_of)}
    if visit.who:
        return [_("Last seen by %(who)s on %(day)s, %(ago)s.", who=visit.who, **values)]
    return [_("It was last seen by a professional on %(day)s, %(ago)s.", **values)]


def _not_confirmed(now: Situation, level: Level) -> Phrase:
    last = now.last_present() or now.course.concern.first_noticed_on
    if level >= Level.VISIT:
        return _(
            "You last noted it on %(day)s; if it is still there, it is worth showing to a doctor.",
            day=last,
        )
    return _("You last noted it on %(day)s; if it is still there, it is worth asking.", day=last)


def _follow_up_named(visit: Visit, what: Value) -> Phrase:
    values: dict[str, Value] = {
        "what": what,
        "day": visit.day,
        "again": visit.follow_up_on or visit.day,
    }
    if visit.who:
        values["who"] = visit.who
        return _("On %(day)s %(who)s asked to see %(what)s again on %(again)s.", **values)
    return _("At the visit on %(day)s a day was named to see %(what)s again: %(again)s.", **values)


def _written(finding: Finding, diary: Diary) -> Phrase:
    if finding.rule.run_days is not None:
        return _(
            "On %(day)s you wrote %(celsius)s °C; every temperature since %(days)s days or more"
            " before was 38.0 °C or higher.",
            day=finding.day,
            celsius=_celsius(finding.temperature_c),
            days=finding.rule.run_days - 1,
        )
    if finding.temperature_c is not None:
        return _(
            "On %(day)s you wrote a temperature of %(celsius)s °C for %(child)s.",
            day=finding.day,
            celsius=_celsius(finding.temperature_c),
            child=diary.child.name,
        )
    signs = Sentences(tuple(SIGNS[key].label for key in finding.seen), joined_by="; ")
    if finding.concern is None:
        return _(
            "On %(day)s you wrote about %(child)s: %(signs)s.",
            day=finding.day,
            child=diary.child.name,
            signs=signs,
        )
    return _(
        "On %(day)s you wrote about %(concern)s: %(signs)s.",
        day=finding.day,
        concern=named(finding.concern),
        signs=signs,
    )


def named(concern: Concern) -> Value:
    """The concern in the parent's words, or else what it is taken for."""
    return concern.title or condition_of(concern.condition).label


def _celsius(celsius: float | None) -> str:
    """With one decimal, or two where the second says something."""
    return "" if celsius is None else f"{celsius:.2f}".removesuffix("0")


def _vaccine(finding: Finding, diary: Diary) -> list[Phrase]:
    """After a vaccine many babies have a fever; the level stays."""
    recent = [
        exposure
        for exposure in diary.exposures
        if exposure.kind == "vaccine"
        and 0 <= (finding.day - exposure.day).days <= DAYS_A_VACCINE_IS_NAMED
    ]
    if not recent:
        return []
    return [
        _(
            "%(child)s had a vaccine on %(day)s. Many babies have a fever after a vaccine;"
            " published guidance (UKHSA) says that it mostly comes and goes within the first 48"
            " hours. Say so when you call: who you call will know what it means.",
            child=diary.child.name,
            day=max(exposure.day for exposure in recent),
        )
    ]
