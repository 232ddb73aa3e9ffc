"""The summary's content as chosen in a query, also one from before concerns were joined."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict

from tracker.domain.records import Diary
from tracker.forms.summary import SummaryForm
from tracker.models import Child
from tracker.queries.mending import joined_ids
from tracker.queries.summary import SummaryReading
from tracker.views.access import ChildContext


def summary_form(query: QueryDict, diary: Diary, child_context: ChildContext) -> SummaryForm:
    """Returns the form of a query of the summary page."""
    child, today = child_context.child, child_context.today
    joined = joined_in(query, diary, child)
    return SummaryForm(query, diary, today, child_context.family.country, joined)


def read_form(
    query: QueryDict, reading: SummaryReading, child_context: ChildContext
) -> SummaryForm:
    """Returns the form of a query, before the diary is read for its days."""
    return summary_form(query, reading.outline(query.getlist("picked")), child_context)


def read_diary(form: SummaryForm, reading: SummaryReading) -> Diary:
    """Returns the diary of the form's days; of an invalid form one with the picked photos."""
    if not form.is_valid():
        return reading.outline(form.picked_files)
    return reading.diary(form.choice.span, form.choice.picked)


def joined_in(query: QueryDict, diary: Diary, child: Child) -> Mapping[str, str]:
    """Returns the concerns that the diary has in place of joined ones. One query if the query names
    one that the diary lacks.
    """
    known = {concern.id for concern in diary.concerns}
    return {} if known.issuperset(query.getlist("concern")) else joined_ids(child)
