"""What the summary is to tell of: which days, which concerns, with or without the notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.records import Diary
from tracker.domain.summary import Span, everything, last_days, since_last_visit, usual_span
from tracker.forms.fields import DayField, chips, offer, part, tell_days
from tracker.words import title_of

QUICK_DAYS = 30


@dataclass(frozen=True)
class QuickChoice:
    label: str
    query: str
    is_current: bool


class SummaryForm(forms.Form):
    """Sent by GET. What is missing is filled in, so that the bare address shows a summary.

    A quick choice is a link that asks for ``days``; they take the place of those written.
    """

    start = DayField(label=gettext_lazy("From"))
    end = DayField(label=gettext_lazy("To"))
    concern = forms.MultipleChoiceField(
        label=gettext_lazy("About"), required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = forms.ChoiceField(
        label=gettext_lazy("Notes"),
        choices=[("yes", gettext_lazy("With the notes")), ("no", gettext_lazy("Without"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, asked: QueryDict, diary: Diary, today: date) -> None:
        self._quick_spans = _quick_spans(diary, today)
        names = [(concern.id, title_of(concern)) for concern in diary.concerns]
        super().__init__(_filled_in(asked, self._quick_spans, usual_span(diary, today), names))
        tell_days(self, diary.child.name, diary.child.birth_date, today)
        offer(self, "concern", names)
        self.helper = part(
            Div("start", "end", css_class="summary-days"),
            *([chips("concern")] if len(names) > 1 else []),
            chips("notes"),
        )

    @property
    def quick_choices(self) -> list[QuickChoice]:
        labels = {
            "visit": _("Since the last visit"),
            "recent": _("Last %(n)s days") % {"n": QUICK_DAYS},
            "all": _("Everything"),
        }
        now = (self["start"].value(), self["end"].value())
        return [
            QuickChoice(labels[key], self._query(key), now == _written(span))
            for key, span in self._quick_spans.items()
        ]

    def _query(self, days: str) -> str:
        """The concerns and notes as they are, with the days of the quick choice."""
        query = QueryDict(mutable=True)
        query["days"] = days
        query["notes"] = self["notes"].value()
        query.setlist("concern", self["concern"].value())
        return query.urlencode()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and start > end:
            self.add_error("end", _("This day is before the first one. Please change one of them."))
        elif start and end:
            cleaned["span"] = Span(start, end)
        return cleaned


def _quick_spans(diary: Diary, today: date) -> dict[str, Span]:
    spans = {
        "visit": since_last_visit(diary, today),
        "recent": last_days(diary, today, QUICK_DAYS),
        "all": everything(diary, today),
    }
    return {key: span for key, span in spans.items() if span is not None}


def _filled_in(
    asked: QueryDict,
    quick: Mapping[str, Span],
    usual: Span,
    names: list[tuple[str, str]],
) -> QueryDict:
    """A concern that is there no more is left out; where none is chosen all are."""
    data = asked.copy()
    span = quick.get(data.get("days", ""))
    if span is not None:
        data["start"], data["end"] = _written(span)
    for name, value in zip(("start", "end"), _written(usual), strict=True):
        data.setdefault(name, value)
    data.setdefault("notes", "yes")
    known = [key for key, _name in names]
    chosen = [key for key in known if key in data.getlist("concern")]
    data.setlist("concern", chosen or known)
    return data


def _written(span: Span) -> tuple[str, str]:
    return span.start.isoformat(), span.end.isoformat()
