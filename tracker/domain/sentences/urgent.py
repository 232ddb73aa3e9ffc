"""The sentences of urgent findings, and the advice of urgent rules."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.phrases import safety_phrase as _
from tracker.domain.records import Diary
from tracker.domain.rules import UrgentRule
from tracker.domain.sentences.concerns import concern_name
from tracker.domain.temperature import to_hundredths
from tracker.domain.urgent import Finding
from tracker.domain.vocabulary import SIGNS, Level

ADVICE_CHANGED_HERE = {
    Level.EMERGENCY: _(
        "The person who hosts this diary has set this: it is a reason to call for help now."
    ),
    Level.SAME_DAY: _(
        "The person who hosts this diary has set this: it is a reason to be seen today."
    ),
}
"""For a rule that the host changed, which no publisher may be named for."""

VACCINE_MENTION_DAYS = 2
"""The sentence of a fever mentions a vaccine given up to this many days before it."""


def urgent_sentences(finding: Finding, diary: Diary) -> Sentences:
    """Return what was written on that day and what guidance says about it."""
    rule = finding.rule
    parts = [_observation(finding, diary), advice(rule, _values(finding, diary))]
    if finding.temperature_c is not None and rule.is_about_fever and not rule.after_vaccine:
        parts += _vaccine(finding, diary)
    return Sentences(tuple(parts))


def advice(rule: UrgentRule, values: Mapping[str, Value]) -> Phrase:
    """Return what to do according to the rule's source, or the host where it changed the rule.

    ``values`` fill the placeholders of the rule's words.
    """
    if rule.is_overridden:
        return ADVICE_CHANGED_HERE[rule.level]
    return _(rule.says.text, **values)


def _values(finding: Finding, diary: Diary) -> dict[str, Value]:
    values: dict[str, Value] = {
        "child": diary.child.name,
        "day": finding.vaccine_on or finding.day,
    }
    if finding.rash is not None:
        values |= {"concern": concern_name(finding.rash.concern), "onset": finding.rash.onset}
    return values


def _observation(finding: Finding, diary: Diary) -> Phrase:
    if finding.rule.run_days is not None and finding.temperature_c is not None:
        return _(
            "On %(day)s you noted %(celsius)s °C. Every temperature you noted in the %(days)s days"
            " up to then was 38.0 °C or higher.",
            day=finding.day,
            celsius=_celsius(finding.temperature_c),
            days=finding.rule.run_days,
        )
    if finding.temperature_c is not None:
        return _(
            "On %(day)s you noted a temperature of %(celsius)s °C for %(child)s.",
            day=finding.day,
            celsius=_celsius(finding.temperature_c),
            child=diary.child.name,
        )
    if finding.rule.tick is not None:
        return _("On %(day)s you noted that it bled.", day=finding.day)
    signs = Sentences(tuple(SIGNS[key].label for key in finding.seen), separator="; ")
    if finding.concern is None:
        return _(
            "On %(day)s you noted this about %(child)s: %(signs)s.",
            day=finding.day,
            child=diary.child.name,
            signs=signs,
        )
    return _(
        "On %(day)s you noted this about %(concern)s: %(signs)s.",
        day=finding.day,
        concern=concern_name(finding.concern),
        signs=signs,
    )


def _celsius(celsius: float) -> Decimal:
    """Return °C with one decimal, or two where the second is not 0."""
    return Decimal(f"{to_hundredths(celsius):.2f}".removesuffix("0"))


def _vaccine(finding: Finding, diary: Diary) -> list[Phrase]:
    """Return the mention of a recent vaccine, if any. It does not change the level."""
    recent = [
        exposure
        for exposure in diary.exposures
        if exposure.kind == "vaccine"
        and 0 <= (finding.day - exposure.day).days <= VACCINE_MENTION_DAYS
    ]
    if not recent:
        return []
    return [
        _(
            "%(child)s had a vaccine on %(day)s. Many babies have a fever after a vaccine."
            " Published guidance (UKHSA) says that it mostly comes and goes within the first 48"
            " hours. When you call, say that %(child)s had a vaccine, and when.",
            child=diary.child.name,
            day=max(exposure.day for exposure in recent),
        )
    ]
