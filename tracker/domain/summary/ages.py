"""Ages as texts: in weeks at first, then in months, then in years."""

from __future__ import annotations

from datetime import date

from tracker.domain.days import add_months, months_between
from tracker.domain.phrases import Phrase, Sentences
from tracker.domain.phrases import phrase as _
from tracker.domain.phrases import plural as ngettext
from tracker.domain.records import Child

DAYS_OF_PREGNANCY = 280
PRETERM_BEFORE_WEEKS = 37
MONTHS_AGE_IS_CORRECTED = 24
_MIN_DAYS_FOR_WEEKS = 14
_MIN_MONTHS_FOR_MONTHS = 3
_MIN_MONTHS_WITHOUT_WEEKS = 12


def age(born: date, day: date) -> Sentences:
    """Return an age: ``9 days``, ``9 weeks 3 days``, ``3 months 2 weeks``, ``14 months``.

    From two years on: ``2 years 3 months``.
    """
    days = (day - born).days
    if days < _MIN_DAYS_FOR_WEEKS:
        return _joined(_days(days))
    months = months_between(born, day)
    if months < _MIN_MONTHS_FOR_MONTHS:
        return _joined(_weeks(days // 7), _days(days % 7) if days % 7 else None)
    if months < _MIN_MONTHS_WITHOUT_WEEKS:
        weeks = (day - add_months(born, months)).days // 7
        return _joined(_months(months), _weeks(weeks) if weeks else None)
    if months < MONTHS_AGE_IS_CORRECTED:
        return _joined(_months(months))
    return _joined(_years(months // 12), _months(months % 12) if months % 12 else None)


def corrected_age(child: Child, day: date) -> Sentences | None:
    """Return the age counted from the due date; None unless the child was born before 37 weeks.

    None also from two years of corrected age on.
    """
    gestation = gestation_days(child)
    if gestation is None or child.due_date is None or gestation >= PRETERM_BEFORE_WEEKS * 7:
        return None
    if months_between(child.due_date, day) >= MONTHS_AGE_IS_CORRECTED:
        return None
    if day >= child.due_date:
        return age(child.due_date, day)
    days_to_due_date = (child.due_date - day).days
    return _joined(ngettext("due date in %(n)s day", "due date in %(n)s days", days_to_due_date))


def gestation_days(child: Child) -> int | None:
    """Return the length of the pregnancy in days; None without a due date."""
    if child.due_date is None:
        return None
    return DAYS_OF_PREGNANCY - (child.due_date - child.birth_date).days


def gestation(child: Child) -> Phrase | None:
    """Return ``born at 35 weeks 2 days of pregnancy``; None without a due date."""
    days = gestation_days(child)
    if days is None or child.due_date is None:
        return None
    return _(
        "born at %(length)s of pregnancy (due %(day)s)",
        length=_joined(_weeks(days // 7), _days(days % 7) if days % 7 else None),
        day=child.due_date,
    )


def _joined(*parts: Phrase | None) -> Sentences:
    return Sentences(tuple(part for part in parts if part is not None))


def _days(number: int) -> Phrase:
    return ngettext("%(n)s day", "%(n)s days", number)


def _weeks(number: int) -> Phrase:
    return ngettext("%(n)s week", "%(n)s weeks", number)


def _months(number: int) -> Phrase:
    return ngettext("%(n)s month", "%(n)s months", number)


def _years(number: int) -> Phrase:
    return ngettext("%(n)s year", "%(n)s years", number)
