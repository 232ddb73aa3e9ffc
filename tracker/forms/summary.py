"""What the summary is to tell of, as an address says it: days, concerns, notes, photos, paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.records import Concern, Diary
from tracker.domain.summary import (
    PAPERS,
    Choice,
    Span,
    SummaryPhoto,
    default_paper,
    default_span,
    full_span,
    last_days,
    photos_of,
    since_last_visit,
)
from tracker.forms.fields import DayField, choices, form_section, set_choices, tell_days
from tracker.rendering import title_of

QUICK_DAYS = 30
_NOTES = [("yes", gettext_lazy("With the notes")), ("no", gettext_lazy("Without"))]
_LOG = [("yes", gettext_lazy("All of these days")), ("no", gettext_lazy("None"))]
_PHOTOS = [("no", gettext_lazy("None")), ("yes", gettext_lazy("All of these days"))]
_FIRST_IS_USUAL = {"notes": _NOTES, "log": _LOG, "photos": _PHOTOS}


@dataclass(frozen=True)
class QuickChoice:
    label: str
    query: str
    is_current: bool


class SummaryForm(forms.Form):
    """Sent by GET. What is missing, or names what is there no more, is filled in as usual: only
    days can be wrong.

    ``days`` names a span that moves on with time; it holds as long as the days that are written
    beside it are its own.
    """

    days = forms.CharField(required=False, widget=forms.HiddenInput)
    start = DayField(label=gettext_lazy("From"))
    end = DayField(label=gettext_lazy("To"))
    concern = forms.MultipleChoiceField(
        label=gettext_lazy("About"), required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = forms.ChoiceField(label=gettext_lazy("Notes"), choices=_NOTES, widget=forms.RadioSelect)
    log = forms.ChoiceField(
        label=gettext_lazy("Entries, after the first page"), choices=_LOG, widget=forms.RadioSelect
    )
    photos = forms.ChoiceField(
        label=gettext_lazy("More photos, after the entries"),
        choices=_PHOTOS,
        widget=forms.RadioSelect,
    )
    picked = forms.MultipleChoiceField(required=False)
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper of the PDF"),
        choices=lambda: choices(PAPERS),
        widget=forms.RadioSelect,
    )

    def __init__(self, asked: QueryDict, diary: Diary, today: date, country: str = "") -> None:
        """``country``: the family's, in two letters, for the paper that its printers hold."""
        self._spans = _spans(diary, today)
        self._default_paper = default_paper(country)
        self._concerns = diary.concerns
        self._asked: Any = self._filled_in(asked)
        super().__init__(self._asked)
        tell_days(self, diary.child.name, diary.child.birth_date, today)
        set_choices(
            self, "concern", [(concern.id, title_of(concern)) for concern in diary.concerns]
        )
        set_choices(self, "picked", [(file, file) for file in _files(diary.concerns)])
        self.helper = form_section(
            "days",
            Div("start", "end", css_class="summary-days"),
            *(["concern"] if len(diary.concerns) > 1 else []),
            "notes",
            "log",
            "photos",
            "paper",
        )

    @property
    def choice(self) -> Choice:
        """Of a form that is valid."""
        told = self.cleaned_data
        return Choice(
            span=told["span"],
            concerns=tuple(told["concern"]) if self._leaves_out_concerns else None,
            with_notes=told["notes"] == "yes",
            picked=tuple(told["picked"]),
            with_log=told["log"] == "yes",
            with_other_photos=told["photos"] == "yes",
            paper=told["paper"],
        )

    @property
    def query(self) -> str:
        """The choice as the address of this page says it, each in one way only."""
        if days := self._asked["days"]:
            return self._query({"days": days} if days != "usual" else {})
        return self._query({"start": self._asked["start"], "end": self._asked["end"]})

    @property
    def is_usual(self) -> bool:
        return self.query == f"paper={self._default_paper}"

    @property
    def quick_choices(self) -> list[QuickChoice]:
        """All else stays as it is."""
        labels = {
            "visit": _("Since the last visit"),
            "recent": _("Last %(n)s days") % {"n": QUICK_DAYS},
            "all": _("Everything"),
        }
        return [
            QuickChoice(label, self._query({"days": days}), self._asked["days"] == days)
            for days, label in labels.items()
            if days in self._spans
        ]

    @property
    def to_pick(self) -> list[tuple[str, list[SummaryPhoto]]]:
        """By the title of their concern: the photos of the days chosen, and those picked already,
        newest first.

        Where the days are wrong only the latter. Asked for after ``is_valid``.
        """
        span = self.cleaned_data.get("span")
        picked = self._asked.getlist("picked")
        return [
            (
                title_of(concern),
                [
                    replace(photo, kinds=("picked",)) if photo.photo.file in picked else photo
                    for photo in reversed(photos_of(concern))
                    if photo.photo.file in picked or (span and span.contains(photo.day))
                ],
            )
            for concern in self._chosen(self._asked)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and start > end:
            self.add_error("end", _("This day is before the first one. Please change one of them."))
        elif start and end:
            cleaned["span"] = Span(start, end)
        return cleaned

    def _filled_in(self, asked: QueryDict) -> QueryDict:
        data = asked.copy()
        chosen = self._chosen(asked)
        data.setlist("concern", [concern.id for concern in chosen])
        data.setlist("picked", [file for file in _files(chosen) if file in asked.getlist("picked")])
        for name, known in _FIRST_IS_USUAL.items():
            if data.get(name) not in dict(known):
                data[name] = known[0][0]
        if data.get("paper") not in PAPERS:
            data["paper"] = self._default_paper
        self._fill_in_days(data)
        return data

    def _fill_in_days(self, data: QueryDict) -> None:
        """Days that were written are more than the name of a span, unless they say the same."""
        written = (data.get("start"), data.get("end"))
        name = data.get("days", "")
        if written == (None, None) and name not in self._spans:
            name = "usual"
        if name in self._spans and written in ((None, None), _written(self._spans[name])):
            data["days"] = name
            data["start"], data["end"] = _written(self._spans[name])
            return
        data["days"] = ""
        for field, usual in zip(("start", "end"), _written(self._spans["usual"]), strict=True):
            data.setdefault(field, usual)

    def _chosen(self, data: QueryDict) -> list[Concern]:
        """All where none is chosen."""
        ids = data.getlist("concern")
        return [concern for concern in self._concerns if concern.id in ids] or list(self._concerns)

    @property
    def _leaves_out_concerns(self) -> bool:
        return len(self._asked.getlist("concern")) < len(self._concerns)

    def _query(self, days: Mapping[str, str]) -> str:
        query = QueryDict(mutable=True)
        query.update(days)
        if self._leaves_out_concerns:
            query.setlist("concern", self._asked.getlist("concern"))
        for name, known in _FIRST_IS_USUAL.items():
            if self._asked[name] != known[0][0]:
                query[name] = self._asked[name]
        query.setlist("picked", self._asked.getlist("picked"))
        query["paper"] = self._asked["paper"]
        return query.urlencode()


def _spans(diary: Diary, today: date) -> dict[str, Span]:
    """By the names that an address knows them by."""
    spans = {
        "usual": default_span(diary, today),
        "visit": since_last_visit(diary, today),
        "recent": last_days(diary, today, QUICK_DAYS),
        "all": full_span(diary, today),
    }
    return {key: span for key, span in spans.items() if span is not None}


def _files(concerns: list[Concern] | tuple[Concern, ...]) -> list[str]:
    return [
        photo.file for concern in concerns for entry in concern.entries for photo in entry.photos
    ]


def _written(span: Span) -> tuple[str, str]:
    return span.start.isoformat(), span.end.isoformat()
