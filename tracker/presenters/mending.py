"""Joining, moving and splitting in words: what is where, what will be due, what is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.mending.rows import (
    AlsoAboutOthers,
    BeforeBirth,
    CannotMend,
    MendingResult,
    WouldSilence,
)
from tracker.domain import records
from tracker.domain.days import add_days
from tracker.domain.due import SILENCE_DAYS
from tracker.domain.mending.joining import Joining
from tracker.domain.mending.silencing import SilencedFlag
from tracker.formats import day_text
from tracker.models import Acknowledgement, Child
from tracker.presenters.concern import condition_text
from tracker.presenters.flags import due_next
from tracker.presenters.history.changes import RULE_NAMES
from tracker.queries.mending import ConcernCounts
from tracker.rendering import label, title_of


@dataclass(frozen=True)
class JoinedPart:
    """One of two concerns that are to be joined."""

    title: str
    condition: str
    noticed: str
    counts: tuple[str, ...]


@dataclass(frozen=True)
class JoinChoice:
    """What joining does where the concern with the id ``keep`` keeps its name.

    ``obstacle``: why it cannot be done so; empty where it can.
    """

    keep: str
    title: str
    due: tuple[str, ...]
    told: tuple[str, ...]
    obstacle: str


def joined_part(concern: records.Concern, counts: ConcernCounts) -> JoinedPart:
    noticed = _("First noticed on %(day)s") % {"day": day_text(concern.first_noticed_on)}
    return JoinedPart(title_of(concern), condition_text(concern), noticed, tuple(_counted(counts)))


def _counted(counts: ConcernCounts) -> Iterable[str]:
    number = {"n": counts.entries}
    yield ngettext("%(n)s entry", "%(n)s entries", counts.entries) % number
    if counts.photos:
        number = {"n": counts.photos}
        yield ngettext("%(n)s photo", "%(n)s photos", counts.photos) % number
    if counts.care:
        number = {"n": counts.care}
        yield ngettext("%(n)s treatment", "%(n)s treatments", counts.care) % number
    if counts.visits:
        number = {"n": counts.visits}
        yield ngettext("%(n)s visit", "%(n)s visits", counts.visits) % number


def join_choice(plan: Joining) -> JoinChoice:
    after = plan.after()
    silenced = plan.silenced(after)
    flags = [flag for flag in after.flags_on(plan.today) if flag.concern == plan.target.id]
    due = [_("Due: %(rule)s") % {"rule": label(RULE_NAMES, flag.rule)} for flag in flags]
    if not flags:
        due += [
            due_next(row, plan.today)
            for row in after.upcoming_on(plan.today)
            if row.concern == plan.target.id
        ]
    titles = {row.id: title_of(row) for row in plan.before.diary.concerns}
    told = [
        _("A pause ends: %(rule)s, “%(concern)s”")
        % {"rule": label(RULE_NAMES, ack.rule), "concern": titles[ack.concern or ""]}
        for ack in plan.ended
    ]
    if plan.reopened:
        told.append(
            _("You will be asked again about an urgent sign that a visit or pause covered.")
        )
    if plan.noticed_again:
        told.append(_noticed_again(plan.noticed_again))
    return JoinChoice(
        keep=plan.target.id,
        title=title_of(plan.target),
        due=tuple(due or [_("Going by the dates you entered, nothing is due.")]),
        told=tuple(told),
        obstacle=silenced_text(silenced, titles, plan.before.diary.child.name) if silenced else "",
    )


def _noticed_again(day: date) -> str:
    text = _(
        "An entry “still there” is added for %(day)s, the day the other one was first noticed."
    )
    return text % {"day": day_text(day)}


def refusal_text(error: CannotMend, titles: Mapping[str, str], child: Child) -> str:
    """Return why something was not done. ``titles``: those of concerns by id."""
    match error:
        case BeforeBirth():
            values = {"child": error.child.name, "day": day_text(error.child.birth_date)}
            return _("%(child)s was born on %(day)s. This has an earlier date.") % values
        case AlsoAboutOthers():
            text = _("The visit on %(day)s is about something else too. Edit that visit first.")
            return text % {"day": day_text(error.visit.day)}
        case WouldSilence():
            return silenced_text(error.silenced, titles, child.name)
    return _("That is not possible.")


def silenced_text(silenced: SilencedFlag, titles: Mapping[str, str], child: str) -> str:
    values = {
        "rule": label(RULE_NAMES, silenced.rule),
        "concern": titles.get(silenced.concern or "", child),
        "child": child,
    }
    if silenced.visit is None or silenced.noted_for is None:
        text = _(
            "“%(rule)s” is due for %(concern)s and would no longer be shown. Answer it on"
            " Today first."
        )
        return text % values
    text = _(
        "“%(rule)s” is due for %(concern)s. The visit on %(day)s is saved for %(other)s only. "
        "If %(child)s was seen about both, edit that visit first. If not, answer it on "
        "Today first."
    )
    seen = {"day": day_text(silenced.visit.day), "other": title_of(silenced.noted_for)}
    return text % {**values, **seen}


def result_text(done: str, result: MendingResult) -> str:
    """Return what was done, with what ended or was left out by it."""
    told = [done, *map(_ended, result.ended_pauses)]
    if result.unlinked:
        told.append(
            ngettext(
                "One child's diary can't refer to another's, so %(n)s link was removed.",
                "One child's diary can't refer to another's, so %(n)s links were removed.",
                result.unlinked,
            )
            % {"n": result.unlinked}
        )
    return " ".join(told)


def _ended(pause: Acknowledgement) -> str:
    assert pause.concern is not None
    until = day_text(add_days(pause.day, SILENCE_DAYS))
    text = _("The pause until %(day)s has ended, because it was about “%(concern)s” only.")
    return text % {"day": until, "concern": title_of(pause.concern)}
