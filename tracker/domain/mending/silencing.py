"""Whether a reminder of today would be silenced by joining, moving or splitting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.records import Concern, Visit
from tracker.domain.timeline import Flag, Timeline
from tracker.domain.urgent import Finding


@dataclass(frozen=True)
class SilencedFlag:
    """``rule`` is due today for ``concern``, an id or None for the child, and would not be then.

    ``by_visit``: because of a visit about another concern only: ``visit``, which is noted for
    ``noted_for``.
    """

    rule: str
    concern: str | None
    by_visit: bool = False
    visit: Visit | None = None
    noted_for: Concern | None = None


def silenced_flag(
    before: Timeline,
    after: Timeline,
    without_visits: Timeline,
    concern: str,
    concern_after: str,
    today: date,
) -> SilencedFlag | None:
    """Return a flag of ``concern``, or of the child, that is silenced in ``after``.

    A reminder counts only where it would still be due in ``without_visits``: otherwise it ends
    since the joined course, or its name, has no such reminder. An urgent sign counts always.
    """
    about = (concern, None)
    found = silenced_finding([before], [after], today, lambda row: row.key[1] in about)
    if found is not None:
        by_visit = not silenced_finding([before], [without_visits], today, lambda row: row is found)
        return SilencedFlag(found.rule.key, found.key[1], by_visit)
    flag = course_flag(before, concern, today)
    if flag is None:
        return None
    due, due_without = (
        getattr(course_flag(timeline, concern_after, today), "level", 0)
        for timeline in (after, without_visits)
    )
    is_silenced = due < min(flag.level, due_without)
    return SilencedFlag(flag.rule, concern, by_visit=True) if is_silenced else None


def course_flag(timeline: Timeline, concern: str, today: date) -> Flag | None:
    """Return the flag about the course of a concern, None where nothing is due."""
    flags = timeline.flags_on(today)
    own = (flag for flag in flags if flag.concern == concern and not flag.is_urgent_sign)
    return next(own, None)


def silenced_finding(
    before: Iterable[Timeline],
    after: Iterable[Timeline],
    today: date,
    among: Callable[[Finding], bool],
    *,
    may_vanish: bool = False,
) -> Finding | None:
    """Return an urgent finding that is open today, and afterwards not with the same level.

    Findings are compared by their entry or day note. ``may_vanish``: one that the record does not
    meet any more is left out, as for an older child.
    """
    found = [finding for timeline in after for finding in timeline.findings]
    levels: dict[str | None, int] = {}
    for finding in found:
        if finding.is_open_on(today):
            levels[finding.entry] = max(levels.get(finding.entry, 0), finding.rule.level)
    present = {finding.entry for finding in found}
    for finding in (row for timeline in before for row in timeline.findings if among(row)):
        has_vanished = may_vanish and finding.entry not in present
        is_open = finding.is_open_on(today) and not has_vanished
        if is_open and levels.get(finding.entry, 0) < finding.rule.level:
            return finding
    return None
