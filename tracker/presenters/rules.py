"""Rows of the rules page: each rule with its source and what this installation changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.phrases import Phrase, phrase, safety_phrase
from tracker.domain.rules import (
    CONCERN_RULES,
    STANDARD_RULES,
    URGENT_RULES,
    ConcernRule,
    RuleTable,
    UrgentRule,
)
from tracker.domain.sources import READING_LABELS, Source
from tracker.domain.vocabulary import (
    CONDITIONS,
    GROUPS,
    LEVEL_LABELS,
    SIGNS,
    Condition,
    FirstSight,
    Level,
)
from tracker.presenters.flags import MARKS
from tracker.presenters.worried import age_text, temperature_range_text
from tracker.rendering import render
from tracker.safety_texts import safety_text


@dataclass(frozen=True)
class SourceLine:
    title: str
    publisher: str
    address: str
    reading: str


@dataclass(frozen=True)
class RuleRow:
    """``says``: what the source says. ``others``: what other publishers say. ``local_change``: how
    this installation changed the rule; empty where it is as shipped. ``review``: who reviewed it;
    empty while nobody reviewed any rule.
    """

    key: str
    label: str
    level: str
    level_label: str
    mark: str
    text: str
    says: str
    others: str
    is_off: bool
    local_change: str
    sources: tuple[SourceLine, ...]
    review: str


@dataclass(frozen=True)
class ConditionRuleRow:
    key: str
    label: str
    appearance: str
    course: str
    windows: tuple[str, ...]
    others: str
    local_changes: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    review: str


@dataclass(frozen=True)
class ConditionRuleGroup:
    label: str
    rows: tuple[ConditionRuleRow, ...]


@dataclass(frozen=True)
class RulesPage:
    main: tuple[RuleRow, ...]
    others: tuple[RuleRow, ...]
    urgent: tuple[RuleRow, ...]
    conditions: tuple[ConditionRuleGroup, ...]
    is_reviewed: bool
    has_local_changes: bool
    diary_only: bool


def rules_page(rules: RuleTable) -> RulesPage:
    concern_rows = [(rule, _concern_row(rule, rules)) for rule in CONCERN_RULES]
    urgent = tuple(_urgent_row(row, rules) for row in URGENT_RULES)
    conditions = tuple(
        ConditionRuleGroup(
            render(label),
            tuple(_condition_row(row, rules) for row in CONDITIONS.values() if row.group == group),
        )
        for group, label in GROUPS.items()
    )
    rule_rows = (*(row for _rule, row in concern_rows), *urgent)
    condition_rows = [row for group in conditions for row in group.rows]
    return RulesPage(
        main=tuple(row for rule, row in concern_rows if rule.counts_days),
        others=tuple(row for rule, row in concern_rows if not rule.counts_days),
        urgent=urgent,
        conditions=conditions,
        is_reviewed=rules.is_reviewed,
        has_local_changes=any(row.local_change for row in rule_rows)
        or any(row.local_changes for row in condition_rows),
        diary_only=rules.diary_only,
    )


def _concern_row(shipped: ConcernRule, rules: RuleTable) -> RuleRow:
    row = rules.concern_rule(shipped.key)
    values = {"limit": (row or shipped).limit} if shipped.counts_days else {}
    text = render(safety_phrase(shipped.holds_when.text, **values))
    as_shipped = render(shipped.limit) if shipped.counts_days else ""
    sources = tuple(map(source_line, (shipped.source, *shipped.more_sources)))
    return _row(shipped, row, text, as_shipped, sources, _review(row, rules))


def _urgent_row(shipped: UrgentRule, rules: RuleTable) -> RuleRow:
    row = rules.urgent_rule(shipped.key)
    as_shipped = (
        age_text(shipped, STANDARD_RULES)
        if shipped.run_days is None
        else temperature_range_text(shipped, STANDARD_RULES)
    )
    text = _urgent_rule_text(row, rules) if row else _urgent_rule_text(shipped, STANDARD_RULES)
    sources = tuple(map(source_line, (shipped.source, *shipped.more_sources)))
    return _row(shipped, row, text, as_shipped, sources, _review(row, rules))


@safety_text
def _urgent_rule_text(rule: UrgentRule, rules: RuleTable) -> str:
    temperature = temperature_range_text(rule, rules)
    if temperature:
        return temperature
    if rule.tick:
        return render(rule.label)
    signs = "; ".join(render(SIGNS[key].label) for key in rule.signs)
    where = (
        _("on a skin problem called %(condition)s")
        % {"condition": render(CONDITIONS[rule.condition].label)}
        if rule.condition
        else ""
    )
    return ", ".join(text for text in (signs, where, age_text(rule, rules)) if text)


def _row(
    shipped: ConcernRule | UrgentRule,
    row: ConcernRule | UrgentRule | None,
    text: str,
    as_shipped: str,
    sources: tuple[SourceLine, ...],
    review: str,
) -> RuleRow:
    local_change = ""
    if row is None:
        local_change = _("Switched off by the person who hosts this diary.")
    elif row.is_overridden:
        local_change = _("Changed by the person who hosts this diary. Before: %(what)s.") % {
            "what": as_shipped
        }
    return RuleRow(
        key=shipped.key,
        label=render(shipped.label),
        level=shipped.level.key,
        level_label=render(LEVEL_LABELS[shipped.level]),
        mark=MARKS[shipped.level],
        text=text,
        says=_says(shipped),
        others=render(shipped.others),
        is_off=row is None,
        local_change=local_change,
        sources=sources,
        review=review,
    )


_PLACEHOLDERS: Mapping[str, Phrase] = {
    "child": phrase("[name]"),
    "day": phrase("[day]"),
    "concern": phrase("[skin problem]"),
    "onset": phrase("[day]"),
}
"""What the page shows in the place of a child's data."""


@safety_text
def _says(rule: ConcernRule | UrgentRule) -> str:
    if rule.says is None:
        return ""
    says = render(safety_phrase(rule.says.text, **_PLACEHOLDERS))
    sooner = render(rule.sooner) if isinstance(rule, ConcernRule) else ""
    return f"{says} {sooner}".strip()


def _review(row: ConcernRule | UrgentRule | Condition | None, rules: RuleTable) -> str:
    return render(rules.review_note(row)) if row else ""


def _condition_row(shipped: Condition, rules: RuleTable) -> ConditionRuleRow:
    row = rules.conditions[shipped.key]
    sources = [shipped.source, *shipped.more_sources, shipped.window_source]
    if shipped.first_sight:
        sources.append(shipped.first_sight.source)
    return ConditionRuleRow(
        key=shipped.key,
        label=render(shipped.label),
        appearance=render(shipped.appearance),
        course=render(shipped.course),
        windows=tuple(_windows(row)),
        others=render(row.others),
        local_changes=tuple(_changes(shipped, row)),
        sources=tuple(map(source_line, dict.fromkeys(sources))),
        review=_review(row, rules),
    )


def _windows(row: Condition) -> Iterator[str]:
    """Yield when to ask or see a doctor earlier than the two main rules require."""
    if row.first_sight is not None:
        yield _first_sight(row.first_sight)
    if row.ask_after_days is not None:
        yield _ask_after(row.ask_after_days, row.ask_says)
    if row.limit_says is not None:
        yield _limit_says(row.limit_says)


@safety_text
def _first_sight(first_sight: FirstSight) -> str:
    return f"{_first_sight_text(first_sight)}. {render(first_sight.says)}"


@safety_text
def _ask_after(days: int, says: Phrase | None) -> str:
    text = ngettext(
        "Worth asking about if still there after %(n)s day.",
        "Worth asking about if still there after %(n)s days.",
        days,
    )
    return f"{text % {'n': days}} {render(says)}".strip()


@safety_text
def _limit_says(says: Phrase) -> str:
    return render(says)


def _first_sight_text(first_sight: FirstSight) -> str:
    text = {
        Level.SAME_DAY: _("See a doctor the day you first see it"),
        Level.VISIT: _("Worth showing to a doctor as soon as you see it"),
        Level.ASK: _("Worth asking about as soon as you see it"),
    }[first_sight.level]
    if first_sight.noticed_after_days is not None:
        values = {"n": first_sight.noticed_after_days}
        return text + _(", if it begins after %(n)s days of age") % values
    if first_sight.onset_before_days is not None:
        values = {"n": first_sight.onset_before_days}
        return text + _(", if it begins before %(n)s days of age") % values
    if first_sight.onset_before_months is not None:
        values = {"n": first_sight.onset_before_months}
        return text + _(", if it begins before %(n)s months of age") % values
    return text


def _changes(shipped: Condition, row: Condition) -> list[str]:
    changes = []
    if shipped.first_sight is not None and row.first_sight is None:
        changes.append(
            _("“As soon as you see it” was switched off by the person who hosts this diary.")
        )
    if shipped.ask_after_days == row.ask_after_days:
        return changes
    if row.ask_after_days is None:
        changes.append(_("The days were switched off by the person who hosts this diary."))
    else:
        values = {"n": shipped.ask_after_days}
        changes.append(
            _("Changed by the person who hosts this diary. Before: %(n)s days.") % values
        )
    return changes


def source_line(source: Source) -> SourceLine:
    """Return a source with how and when it was read."""
    return SourceLine(render(source.title), source.publisher, source.address, reading_text(source))


def reading_text(source: Source) -> str:
    """Return how and when a source was read, such as ``read in a copy, 1 December 2026``."""
    if source.reading is None:
        return ""
    how = render(READING_LABELS[source.reading])
    values = {"how": how, "copy": source.copy_at, "month": source.read}
    if source.copy_at:
        return _("%(how)s (%(copy)s), %(month)s") % values
    return _("%(how)s, %(month)s") % values if source.read else how
