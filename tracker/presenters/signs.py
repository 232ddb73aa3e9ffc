"""The list of urgent signs on the form of an entry, with advice for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.days import add_days, add_months
from tracker.domain.help_numbers import PhoneNumber, help_numbers_for
from tracker.domain.rules import RuleTable, UrgentRule
from tracker.domain.sentences import advice
from tracker.domain.urgent import rule_for_sign
from tracker.domain.vocabulary import LEVEL_LABELS, SIGNS, Level
from tracker.presenters.flags import MARKS
from tracker.rendering import render


@dataclass(frozen=True)
class Advice:
    """What to do about a sign at an age.

    Applies to entries dated from ``from_day`` to before ``until_day``; None means unbounded.
    """

    level: str
    level_label: str
    mark: str
    sentence: str
    source_title: str
    source_address: str
    call: PhoneNumber | None
    from_day: date | None
    until_day: date | None
    applies_now: bool


@dataclass(frozen=True)
class TemperatureAdvice:
    """Advice for ``celsius_from`` °C or more, or for less than ``celsius_below`` °C."""

    celsius_from: float | None
    celsius_below: float | None
    advice: Advice


@dataclass(frozen=True)
class SignChoice:
    key: str
    label: str
    help: str
    is_ticked: bool
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class SignGroup:
    about: str
    title: str
    signs: tuple[SignChoice, ...]


@dataclass(frozen=True)
class SignList:
    """``examples``: a sentence that names some signs, shown above the closed list."""

    examples: str
    groups: tuple[SignGroup, ...]


@dataclass(frozen=True)
class SignContext:
    """The child, day, country and condition for which signs are listed."""

    child: records.Child
    day: date
    country: str
    condition: str = ""
    named_by: str = ""


def sign_list(
    offered: Iterable[str], ticked: Collection[str], context: SignContext, rules: RuleTable
) -> SignList:
    rows: dict[str, list[SignChoice]] = {"spot": [], "child": []}
    for key in offered:
        sign = SIGNS[key]
        advice = _advice(key, context, rules)
        row = SignChoice(key, render(sign.label), render(sign.help), key in ticked, advice)
        rows[sign.about].append(row)
    titles = {"spot": _("On the skin"), "child": context.child.name}
    groups = tuple(
        SignGroup(about, titles[about], tuple(signs)) for about, signs in rows.items() if signs
    )
    return SignList(_examples(bool(rows["spot"])), groups)


def temperature_advice(context: SignContext, rules: RuleTable) -> tuple[TemperatureAdvice, ...]:
    """Return advice in the order of the rules: the first that applies takes precedence.

    Rules that need other records are left out: the flag after saving decides. Empty in a diary
    alone.
    """
    if rules.diary_only:
        return ()
    age_from = context.child.age_counts_from
    result = []
    for rule in rules.urgent_rules:
        if not rule.is_about_one_temperature or rule.needs_other_records:
            continue
        months = rule.age_months_under
        end = add_months(age_from, months) if months is not None else None
        advice = _about(rule, context, None, end)
        result.append(TemperatureAdvice(rule.temperature_from, rule.temperature_below, advice))
    return tuple(result)


def _examples(with_skin: bool) -> str:
    child = _(
        "very pale, floppy or hard to wake, trouble breathing, a swollen face, feeding much less,"
        " yellow skin or eyes, or you are worried"
    )
    if not with_skin:
        return _("That is: %(child)s.") % {"child": child}
    return _(
        "That is: dots that stay under a glass, little bumps with fluid or pus, peeling, spreading,"
        " warm, swollen or painful skin, a bruise, a sore mouth; %(child)s."
    ) % {"child": child}


def _advice(sign: str, context: SignContext, rules: RuleTable) -> tuple[Advice, ...]:
    """Return an advice for each range of days in which another rule applies to the sign.

    Empty in a diary alone.
    """
    if rules.diary_only:
        return ()
    starts = _starts(sign, context.child.age_counts_from, rules)
    ranges = zip([None, *starts], [*starts, None], strict=True)
    result = []
    for start, end in ranges:
        day = start or date.min
        age_from = context.child.age_counts_from
        rule = rule_for_sign(sign, rules, age_from, day, context.condition, context.named_by)
        if rule is not None:
            result.append(_about(rule, context, start, end))
    return tuple(result)


def _starts(sign: str, age_from: date, rules: RuleTable) -> list[date]:
    """Return the days from which another rule may apply to the sign."""
    days = set()
    for rule in rules.urgent_rules:
        if sign not in rule.signs:
            continue
        if rule.days is not None:
            days.add(add_days(age_from, rule.days))
    return sorted(days)


def _about(rule: UrgentRule, context: SignContext, start: date | None, end: date | None) -> Advice:
    numbers = help_numbers_for(context.country)
    return Advice(
        level=rule.level.key,
        level_label=render(LEVEL_LABELS[rule.level]),
        mark=MARKS[rule.level],
        sentence=render(advice(rule, {"child": context.child.name})),
        source_title=render(rule.source.title),
        source_address=rule.source.address,
        call=numbers.emergency[0] if rule.level == Level.EMERGENCY else None,
        from_day=start,
        until_day=end,
        applies_now=(start is None or start <= context.day) and (end is None or context.day < end),
    )
