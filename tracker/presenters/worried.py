"""Urgent signs and emergency numbers for the page "Worried now?"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.help_numbers import HelpNumbers
from tracker.domain.rules import RuleTable, UrgentRule
from tracker.domain.vocabulary import LEVEL_LABELS, SIGNS, Level, UrgentSign
from tracker.formats import number_text
from tracker.presenters.flags import MARKS
from tracker.rendering import render
from tracker.safety_texts import safety_text


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

    @property
    def has_several(self) -> bool:
        return sum(len(group.rows) for group in self.groups) > 1


def help_card(numbers: HelpNumbers) -> HelpCard:
    emergency, advice = (
        tuple(CallButton(line.number, render(line.who), line.address) for line in lines)
        for lines in (numbers.emergency, numbers.advice)
    )
    return HelpCard(
        country=numbers.country,
        name=render(numbers.name),
        first=emergency[0],
        also=emergency[1:],
        advice=advice,
        advice_note=_advice_note(numbers),
        source_title=render(numbers.source.title),
        source_publisher=numbers.source.publisher,
        source_address=numbers.source.address,
        read=numbers.source.read,
    )


@safety_text
def _advice_note(numbers: HelpNumbers) -> str:
    if numbers.advice_note is None and not numbers.advice:
        return _(
            "Call your doctor. At night and at weekends, call the doctor on call or a hospital."
        )
    return render(numbers.advice_note)


def urgent_sections(rules: RuleTable) -> tuple[UrgentSection, ...]:
    """Return the rules in force, most urgent first. Rules that are switched off are left out."""
    return tuple(
        UrgentSection(level.key, MARKS[level], render(LEVEL_LABELS[level]), groups)
        for level in sorted(Level, reverse=True)
        if (groups := tuple(group for group in _groups(level, rules) if group.rows))
    )


def _groups(level: Level, rules: RuleTable) -> Iterator[UrgentGroup]:
    """Yield the groups in the order of the list on an entry's form, then the temperatures."""
    of_level = [rule for rule in rules.urgent_rules if rule.level == level]
    ticks = (UrgentLine(render(rule.label), render(rule.says)) for rule in of_level if rule.tick)
    yield UrgentGroup(_("The rash or mark"), (*_sign_rows(of_level, "spot", rules), *ticks))
    yield UrgentGroup(_("Your baby"), tuple(_sign_rows(of_level, "child", rules)))
    temperatures = (temperature_range_text(rule, rules) for rule in of_level)
    yield UrgentGroup(_("Temperature"), tuple(UrgentLine(text) for text in temperatures if text))


def _sign_rows(of_level: list[UrgentRule], about: str, rules: RuleTable) -> Iterator[UrgentLine]:
    """Yield each sign once. A rule without an age or condition takes precedence over narrower ones.

    The parent's own worry is left out: it is why the page was opened.
    """
    rule_of: dict[str, UrgentRule] = {}
    for rule in sorted(of_level, key=lambda rule: rule.days is not None or bool(rule.condition)):
        for key in rule.signs:
            rule_of.setdefault(key, rule)
    for key, sign in SIGNS.items():
        if key not in rule_of or sign.about != about or sign.is_retired or key == "worried":
            continue
        yield UrgentLine(_sign_text(sign, rule_of[key], rules), render(sign.help))


@safety_text
def _sign_text(sign: UrgentSign, rule: UrgentRule, rules: RuleTable) -> str:
    return _with_age(_capital(render(sign.label)), rule, rules)


@safety_text
def temperature_range_text(rule: UrgentRule, rules: RuleTable) -> str:
    """Return, say, ``38.0 °C (100.4 °F) or more, under 3 months of age``.

    Empty for a rule about signs. ``rules``: the table that holds the rule.
    """
    low, high = rule.temperature_from, rule.temperature_below
    if low is not None and high is not None:
        values = {"low": _degrees(low), "high": _degrees(high)}
        text = _("From %(low)s to below %(high)s") % values
    elif low is not None:
        text = _("%(degrees)s or more") % {"degrees": _degrees(low)}
    elif high is not None:
        text = _("Below %(degrees)s") % {"degrees": _degrees(high)}
    else:
        return ""
    if rule.run_days is not None:
        days = ngettext("for %(n)s day", "for %(n)s days", rule.run_days) % {"n": rule.run_days}
        text = f"{text} {days}"
    if rule.after_vaccine:
        text = _("%(text)s on the day of a vaccine or the day after, and no other sign or rash") % {
            "text": text
        }
    if rule.with_fresh_rash:
        text = _("%(text)s with a rash that began in the last 7 days") % {"text": text}
    return _with_age(text, rule, rules)


def _degrees(celsius: float) -> str:
    """Return ``38.0 °C (100.4 °F)``."""
    values = {
        "celsius": number_text(f"{celsius:.1f}"),
        "fahrenheit": number_text(f"{celsius * 9 / 5 + 32:.1f}"),
    }
    return _("%(celsius)s °C (%(fahrenheit)s °F)") % values


@safety_text
def age_text(rule: UrgentRule, rules: RuleTable) -> str:
    """Return, say, ``under 6 weeks of age``; empty where the rule applies at all ages.

    The lower age is that below which earlier rules of the table apply.
    """
    if rule.days is not None:
        return _under_days(rule.days)
    low, high = rules.age_months_from(rule), rule.age_months_under
    if rule.age_days_from is not None:
        return _("from %(low)s to under %(high)s months of age") % {
            "low": _days_or_weeks(rule.age_days_from),
            "high": high,
        }
    if low is not None and high is not None:
        return _("from %(low)s to under %(high)s months of age") % {"low": low, "high": high}
    if high is not None:
        return _("under %(high)s months of age") % {"high": high}
    return _("from %(low)s months of age") % {"low": low} if low is not None else ""


def _days_or_weeks(days: int) -> str:
    if days % 7 == 0:
        weeks = days // 7
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _under_days(days: int) -> str:
    if days % 7 == 0:
        weeks = days // 7
        text = ngettext("under %(n)s week of age", "under %(n)s weeks of age", weeks)
        return text % {"n": weeks}
    return ngettext("under %(n)s day of age", "under %(n)s days of age", days) % {"n": days}


def _with_age(text: str, rule: UrgentRule, rules: RuleTable) -> str:
    age = age_text(rule, rules)
    return f"{text}, {age}" if age else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
