"""Urgent signs and emergency numbers for the page "Worried now?"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.help_numbers import HelpNumbers
from tracker.domain.rules import RuleTable, UrgentRule
from tracker.domain.vocabulary import LEVEL_LABELS, SIGNS, Level
from tracker.presenters.flags import MARKS
from tracker.rendering import render


@dataclass(frozen=True)
class CallButton:
    number: str
    who: str
    address: str


@dataclass(frozen=True)
class HelpCard:
    """Whom to call in one country."""

    country: str
    name: str
    first: CallButton
    also: tuple[CallButton, ...]
    advice: tuple[CallButton, ...]
    advice_note: str
    source_title: str
    source_publisher: str
    source_address: str
    read: str


@dataclass(frozen=True)
class UrgentLine:
    """A sign that a parent can see, and how to check it."""

    text: str
    help: str = ""


@dataclass(frozen=True)
class UrgentGroup:
    heading: str
    rows: tuple[UrgentLine, ...]


@dataclass(frozen=True)
class UrgentSection:
    """All signs of one level."""

    level: str
    mark: str
    heading: str
    groups: tuple[UrgentGroup, ...]


def help_card(numbers: HelpNumbers) -> HelpCard:
    emergency, advice = (
        tuple(CallButton(line.number, render(line.who), line.address) for line in lines)
        for lines in (numbers.emergency, numbers.advice)
    )
    note = numbers.advice_note
    if note is None and not advice:
        text = _("Call your doctor; at night and at weekends the doctor on call or a hospital.")
    else:
        text = render(note)
    return HelpCard(
        country=numbers.country,
        name=render(numbers.name),
        first=emergency[0],
        also=emergency[1:],
        advice=advice,
        advice_note=text,
        source_title=render(numbers.source.title),
        source_publisher=numbers.source.publisher,
        source_address=numbers.source.address,
        read=numbers.source.read,
    )


def urgent_sections(rules: RuleTable) -> tuple[UrgentSection, ...]:
    """Return the rules in force, most urgent first. Rules that are switched off are left out."""
    return tuple(
        UrgentSection(level.key, MARKS[level], render(LEVEL_LABELS[level]), groups)
        for level in (Level.EMERGENCY, Level.SAME_DAY, Level.ASK)
        if (groups := tuple(group for group in _groups(level, rules) if group.rows))
    )


def _groups(level: Level, rules: RuleTable) -> Iterator[UrgentGroup]:
    of_level = [rule for rule in rules.urgent_rules if rule.level == level]
    yield UrgentGroup(_("Your baby"), tuple(_sign_rows(of_level, "child")))
    yield UrgentGroup(
        _("Temperature"),
        tuple(UrgentLine(text) for rule in of_level if (text := temperature_range_text(rule))),
    )
    yield UrgentGroup(_("The skin"), tuple(_sign_rows(of_level, "spot")))


def _sign_rows(rules: list[UrgentRule], about: str) -> Iterator[UrgentLine]:
    """Yield each sign once. A rule without an age or condition takes precedence over narrower ones.

    Signs of several lines come last.
    """
    rule_of: dict[str, UrgentRule] = {}
    for rule in sorted(rules, key=lambda rule: rule.days is not None or bool(rule.condition)):
        for key in rule.signs:
            rule_of.setdefault(key, rule)
    signs = [SIGNS[key] for key in rule_of if key != "worried" and SIGNS[key].about == about]
    for sign in sorted(signs, key=lambda sign: len(sign.lines) > 1):
        first, *others = (
            _with_age(_capital(render(line)), rule_of[sign.key]) for line in sign.lines
        )
        yield UrgentLine(first, render(sign.help))
        yield from map(UrgentLine, others)


def temperature_range_text(rule: UrgentRule) -> str:
    """Return, say, ``38.0 °C (100.4 °F) or more, under 3 months of age``.

    Empty for a rule about signs.
    """
    celsius = rule.temperature_from or rule.temperature_below
    if celsius is None:
        return ""
    values = {"celsius": f"{celsius:.1f}", "fahrenheit": f"{celsius * 9 / 5 + 32:.1f}"}
    if rule.temperature_from is None:
        text = _("Below %(celsius)s °C (%(fahrenheit)s °F)") % values
    else:
        text = _("%(celsius)s °C (%(fahrenheit)s °F) or more") % values
    if rule.run_days is not None:
        days = ngettext("for %(n)s day", "for %(n)s days", rule.run_days) % {"n": rule.run_days}
        text = f"{text} {days}"
    return _with_age(text, rule)


def age_text(rule: UrgentRule) -> str:
    """Return, say, ``under 6 weeks of age``; empty where the rule has no age limit."""
    if rule.days is not None:
        return _under_days(rule.days)
    low, high = rule.age_months_from, rule.age_months_under
    if low is not None and high is not None:
        return _("from %(low)s to under %(high)s months of age") % {"low": low, "high": high}
    if high is not None:
        return _("under %(high)s months of age") % {"high": high}
    return _("from %(low)s months of age") % {"low": low} if low is not None else ""


def _under_days(days: int) -> str:
    if days % 7 == 0:
        weeks = days // 7
        text = ngettext("under %(n)s week of age", "under %(n)s weeks of age", weeks)
        return text % {"n": weeks}
    return ngettext("under %(n)s day of age", "under %(n)s days of age", days) % {"n": days}


def _with_age(text: str, rule: UrgentRule) -> str:
    age = age_text(rule)
    return f"{text}, {age}" if age else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
