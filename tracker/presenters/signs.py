"""The urgent signs on the form of an entry: question, list and glass test, with advice for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.days import add_days, add_months
from tracker.domain.help_numbers import HelpNumbers, PhoneNumber, help_numbers_for
from tracker.domain.phrases import Phrase
from tracker.domain.rules import NEWBORN_BLISTER_DAYS, RuleTable, UrgentRule
from tracker.domain.sentences import advice
from tracker.domain.urgent import rule_for_sign
from tracker.domain.vocabulary import GATE, LEVEL_LABELS, SIGNS, Level, UrgentSign
from tracker.presenters.flags import MARKS
from tracker.rendering import render
from tracker.safety_texts import safety_text


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
    title: str
    signs: tuple[SignChoice, ...]


@dataclass(frozen=True)
class GateLine:
    """Signs about the skin or the child in a few words each, as the short question names them."""

    title: str
    words: str


@dataclass(frozen=True)
class SignList:
    """``gate``: the words of the short question, shown above the closed list."""

    gate: tuple[GateLine, ...]
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
    offered: Collection[str], ticked: Collection[str], context: SignContext, rules: RuleTable
) -> SignList:
    rows: dict[str, list[SignChoice]] = {}
    for key in offered:
        choice = sign_choice(key, key in ticked, context, rules)
        rows.setdefault(_group_title(SIGNS[key], context.child), []).append(choice)
    groups = tuple(SignGroup(title, tuple(signs)) for title, signs in rows.items())
    return SignList(tuple(_gate(offered, context.child)), groups)


def sign_choice(key: str, is_ticked: bool, context: SignContext, rules: RuleTable) -> SignChoice:
    sign = SIGNS[key]
    advice = _advice(key, context, rules)
    return SignChoice(key, _capital_label(sign), render(sign.help), is_ticked, advice)


@safety_text
def _capital_label(sign: UrgentSign) -> str:
    return capfirst(render(sign.label))


def _group_title(sign: UrgentSign, child: records.Child) -> str:
    if sign.key == "worried":
        return _("You")
    if sign.is_help_now:
        return render(LEVEL_LABELS[Level.EMERGENCY])
    return _("On the skin") if sign.about == "spot" else child.name


def _gate(offered: Collection[str], child: records.Child) -> Iterator[GateLine]:
    """Yield the words of the offered signs about the skin, then those about the child."""
    for about, title, separator in (("spot", _("On the skin"), ", "), ("child", child.name, "; ")):
        words = [
            words for key, words in GATE.items() if key in offered and SIGNS[key].about == about
        ]
        if words:
            yield GateLine(title, _sentence(words, separator))


@safety_text
def _sentence(words: Iterable[Phrase], separator: str) -> str:
    return f"{separator.join(map(render, words))}."


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
    ages = {rule.days for rule in rules.urgent_rules if sign in rule.signs and rule.days}
    if sign == "blister":
        ages.add(NEWBORN_BLISTER_DAYS)
    return [add_days(age_from, age) for age in sorted(ages)]


def _about(rule: UrgentRule, context: SignContext, start: date | None, end: date | None) -> Advice:
    return Advice(
        level=rule.level.key,
        level_label=render(LEVEL_LABELS[rule.level]),
        mark=MARKS[rule.level],
        sentence=render(advice(rule, {"child": context.child.name})),
        source_title=render(rule.source.title),
        source_address=rule.source.address,
        call=_first_call(rule.level, help_numbers_for(context.country)),
        from_day=start,
        until_day=end,
        applies_now=(start is None or start <= context.day) and (end is None or context.day < end),
    )


def _first_call(level: Level, numbers: HelpNumbers) -> PhoneNumber | None:
    """Return the number to dial first; None where the level or the country has none."""
    if level == Level.EMERGENCY:
        return numbers.emergency[0]
    return next(iter(numbers.advice), None) if level == Level.SAME_DAY else None
