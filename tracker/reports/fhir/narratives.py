"""Facts that the document has as text only, for which FHIR has no simple resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain.records import Care, Child, Concern, Diary, Visit
from tracker.domain.vocabulary import ATOPIES, CARE_KINDS, EXPOSURE_KINDS, OUTCOMES
from tracker.formats import day_text, time_text
from tracker.presenters.said import advice_lines, followed_text, weights_text
from tracker.rendering import joined, label, title_of


def child_lines(child: Child, today: date) -> Iterator[str]:
    """Return a line for each fact about the child that has no section of its own."""
    facts = {
        _("Due date"): day_text(child.due_date) if child.due_date else "",
        _("Feeding"): child.feeding,
        _("Weight"): weights_text(child.weights, today),
        _("Infections in the family or at home"): child.contacts,
        _("Skin tone"): child.skin_tone,
        _("Pregnancy and birth"): child.history,
    }
    return (f"{name}: {fact}" for name, fact in facts.items() if fact)


def atopy_text(child: Child) -> str:
    return ", ".join(label(ATOPIES, key) for key in child.family_atopy)


def named_text(concern: Concern) -> str:
    """Return who gave the concern its name, as far as the family says."""
    if concern.named_by == "doctor":
        return _("A doctor gave it this name, as told by the family.")
    return _("A parent gave it this name.")


def care_lines(care: Iterable[Care]) -> Iterator[str]:
    for row in care:
        if row.ended_on is None:
            when = _("from %(day)s") % {"day": day_text(row.started_on)}
        else:
            values = {"first": day_text(row.started_on), "last": day_text(row.ended_on)}
            when = _("%(first)s to %(last)s") % values
        what = (label(CARE_KINDS, row.kind), row.product, _("prescribed") if row.prescribed else "")
        outcome = label(OUTCOMES, row.outcome)
        text = _line(", ".join(filter(None, what)), when, outcome, row.notes)
        yield _("Treatment: %(said)s") % {"said": text}


def exposure_lines(diary: Diary) -> Iterator[str]:
    titles = _titles(diary)
    for row in diary.exposures:
        about = ", ".join(titles[concern] for concern in row.concerns)
        followed = followed_text(row)
        text = _line(label(EXPOSURE_KINDS, row.kind), row.name, about, row.notes, followed)
        when = " ".join(filter(None, (day_text(row.day), time_text(row.at))))
        yield f"{when}: {text}"


def _titles(diary: Diary) -> dict[str, str]:
    return {concern.id: title_of(concern) for concern in diary.concerns}


def visit_lines(diary: Diary, today: date, ticked: Mapping[str, Iterable[date]]) -> Iterator[str]:
    """``ticked``: the days on which a reason to come back was ticked, by the visit's id."""
    titles = _titles(diary)
    for visit in diary.visits:
        about = ", ".join(titles[concern] for concern in visit.concerns)
        text = _line(
            visit.who,
            about,
            visit.said,
            *advice_lines(visit, today, ticked.get(visit.id or "", ())),
            _follow_up_text(visit),
        ) or _("no more details recorded")
        yield f"{day_text(visit.day)}: {text}"


def _follow_up_text(visit: Visit) -> str:
    if visit.follow_up_on is None:
        return ""
    return _("follow-up on %(day)s") % {"day": day_text(visit.follow_up_on)}


def _line(*texts: str) -> str:
    return joined(texts)
