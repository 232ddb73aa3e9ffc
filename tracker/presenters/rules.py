"""Rows of the rules page: each rule with its source and what this installation changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.rules import CONCERN_RULES, URGENT_RULES, ConcernRule, RuleTable, UrgentRule
from tracker.domain.sources import Source
from tracker.domain.vocabulary import CONDITIONS, GROUPS, LEVEL_LABELS, SIGNS, Condition, Level
from tracker.presenters.flags import MARKS
from tracker.presenters.worried import age_text, temperature_range_text
from tracker.rendering import render


@dataclass(frozen=True)
class SourceLine:
    title: str
    publisher: str
    address: str
    read: str


@dataclass(frozen=True)
class RuleRow:
    """``local_change``: how this installation changed the rule; empty where it is as shipped."""

    key: str
    label: str
    level: str
    level_label: str
    mark: str
    text: str
    is_off: bool
    local_change: str
    source: SourceLine
    reviewed_by: str


@dataclass(frozen=True)
class ConditionRuleRow:
    key: str
    label: str
    appearance: str
    course: str
    windows: tuple[str, ...]
    local_changes: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    reviewed_by: str


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
    signed: bool
    has_local_changes: bool


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
    rows: Sequence[RuleRow | ConditionRuleRow] = (*rule_rows, *condition_rows)
    return RulesPage(
        main=tuple(row for rule, row in concern_rows if rule.counts_days),
        others=tuple(row for rule, row in concern_rows if not rule.counts_days),
        urgent=urgent,
        conditions=conditions,
        signed=all(row.reviewed_by for row in rows),
        has_local_changes=any(row.local_change for row in rule_rows)
        or any(row.local_changes for row in condition_rows),
    )


def _concern_row(shipped: ConcernRule, rules: RuleTable) -> RuleRow:
    row = rules.concern_rule(shipped.key)
    text = render(shipped.holds_when)
    if shipped.counts_days:
        limit = render((row or shipped).limit)
        text = _("%(what)s of %(limit)s") % {"what": text, "limit": limit}
    return _row(shipped, row, text, render(shipped.limit) if shipped.counts_days else "")


def _urgent_row(shipped: UrgentRule, rules: RuleTable) -> RuleRow:
    row = next((rule for rule in rules.urgent_rules if rule.key == shipped.key), None)
    as_shipped = age_text(shipped) if shipped.run_days is None else temperature_range_text(shipped)
    return _row(shipped, row, _urgent_rule_text(row or shipped), as_shipped)


def _urgent_rule_text(rule: UrgentRule) -> str:
    temperature = temperature_range_text(rule)
    if temperature:
        return temperature
    signs = "; ".join(render(SIGNS[key].label) for key in rule.signs)
    where = (
        _("on what is called %(condition)s")
        % {"condition": render(CONDITIONS[rule.condition].label)}
        if rule.condition
        else ""
    )
    return ", ".join(text for text in (signs, where, age_text(rule)) if text)


def _row(
    shipped: ConcernRule | UrgentRule,
    row: ConcernRule | UrgentRule | None,
    text: str,
    as_shipped: str,
) -> RuleRow:
    local_change = ""
    if row is None:
        local_change = _("Switched off on this installation.")
    elif row.is_overridden:
        local_change = _("Changed on this installation; as shipped: %(what)s.") % {
            "what": as_shipped
        }
    return RuleRow(
        key=shipped.key,
        label=render(shipped.label),
        level=shipped.level.key,
        level_label=render(LEVEL_LABELS[shipped.level]),
        mark=MARKS[shipped.level],
        text=text,
        is_off=row is None,
        local_change=local_change,
        source=_source(shipped.source),
        reviewed_by=shipped.reviewed_by,
    )


def _condition_row(shipped: Condition, rules: RuleTable) -> ConditionRuleRow:
    row = rules.conditions[shipped.key]
    sources = [shipped.source]
    if shipped.first_sight and shipped.first_sight.source:
        sources.append(shipped.first_sight.source)
    return ConditionRuleRow(
        key=shipped.key,
        label=render(shipped.label),
        appearance=render(shipped.appearance),
        course=render(shipped.course),
        windows=tuple(_windows(row)),
        local_changes=tuple(_changes(shipped, row)),
        sources=tuple(_source(source) for source in sources),
        reviewed_by=shipped.reviewed_by,
    )


def _windows(row: Condition) -> list[str]:
    """Return when to ask or see a doctor earlier than the two main rules require."""
    texts = []
    if row.first_sight is not None:
        texts.append(_first_sight_text(row))
    if row.ask_after_days is not None:
        text = ngettext(
            "Worth asking about if still there after %(n)s day",
            "Worth asking about if still there after %(n)s days",
            row.ask_after_days,
        )
        texts.append(text % {"n": row.ask_after_days})
    return texts


def _first_sight_text(row: Condition) -> str:
    assert row.first_sight is not None
    first_sight = row.first_sight
    values = {"n": first_sight.noticed_after_days or first_sight.onset_before_days}
    text = (
        _("Worth showing to a doctor when first seen")
        if first_sight.level >= Level.VISIT
        else _("Worth asking about when first seen")
    )
    if first_sight.noticed_after_days is not None:
        return text + _(", if first noticed after %(n)s days of age") % values
    if first_sight.onset_before_days is not None:
        return text + _(", if it begins before %(n)s days of age") % values
    return text


def _changes(shipped: Condition, row: Condition) -> list[str]:
    changes = []
    if shipped.first_sight is not None and row.first_sight is None:
        changes.append(_("“When first seen” is switched off on this installation."))
    if shipped.ask_after_days == row.ask_after_days:
        return changes
    if row.ask_after_days is None:
        changes.append(_("The days are switched off on this installation."))
    else:
        values = {"n": shipped.ask_after_days}
        changes.append(_("Changed on this installation; as shipped: %(n)s days.") % values)
    return changes


def _source(source: Source) -> SourceLine:
    return SourceLine(render(source.title), source.publisher, source.address, source.read)
