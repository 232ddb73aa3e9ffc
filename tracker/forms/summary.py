"""The form of the summary's content, sent in the query string: days, concerns, photos, paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
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
from tracker.forms.fields import DayField, bind_day_fields, choices, form_section, set_choices
from tracker.rendering import title_of

QUICK_DAYS = 30
_NOTES = [("yes", gettext_lazy("With notes")), ("no", gettext_lazy("Without notes"))]
_LOG = [("yes", gettext_lazy("All on these days")), ("no", gettext_lazy("None"))]
_PHOTOS = [("no", gettext_lazy("None")), ("yes", gettext_lazy("All on these days"))]
_FIRST_IS_DEFAULT = {"notes": _NOTES, "log": _LOG, "photos": _PHOTOS}


@dataclass(frozen=True)
class QuickChoice:
    label: str
    query: str
    is_current: bool


class SummaryForm(forms.Form):
    """Sent by GET. Missing and unknown values get their defaults; only days can be invalid.

    ``days`` names a span relative to today; it applies only while ``start`` and ``end``, where
    given, are those of the span.
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
        label=gettext_lazy("Paper size"),
        choices=lambda: choices(PAPERS),
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        params: QueryDict,
        diary: Diary,
        today: date,
        country: str = "",
        joined: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """``country``: the family's two-letter code, which decides the default paper.

        ``joined`` maps the ids of joined concerns to those that they were joined with, which are
        shown in their place as long as the join stands.
        """
        self._joined = joined
        self._spans = _spans(diary, today)
        self._default_paper = default_paper(country)
        self._concerns = diary.concerns
        self._params: Any = self._with_defaults(params)
        super().__init__(self._params)
        bind_day_fields(self, diary.child.name, diary.child.birth_date, today)
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
        """Returns the cleaned choice of a valid form."""
        data = self.cleaned_data
        return Choice(
            span=data["span"],
            concerns=tuple(data["concern"]) if self._leaves_out_concerns else None,
            with_notes=data["notes"] == "yes",
            picked=tuple(data["picked"]),
            with_log=data["log"] == "yes",
            with_other_photos=data["photos"] == "yes",
            paper=data["paper"],
        )

    @property
    def query(self) -> str:
        """Returns the canonical query string of the choice."""
        if days := self._params["days"]:
            return self._query({"days": days} if days != "usual" else {})
        return self._query({"start": self._params["start"], "end": self._params["end"]})

    @property
    def is_default(self) -> bool:
        return self.query == f"paper={self._default_paper}"

    @property
    def quick_choices(self) -> list[QuickChoice]:
        """Returns links to other spans that keep the rest of the choice."""
        labels = {
            "visit": _("Since the last visit"),
            "recent": _("Last %(n)s days") % {"n": QUICK_DAYS},
            "all": _("Everything"),
        }
        return [
            QuickChoice(label, self._query({"days": days}), self._params["days"] == days)
            for days, label in labels.items()
            if days in self._spans
        ]

    @property
    def picked_files(self) -> list[str]:
        """Returns the files of the photos that were ticked, also where the days are invalid."""
        files: list[str] = self._params.getlist("picked")
        return files

    def photos_by_concern(self, diary: Diary) -> list[tuple[str, list[SummaryPhoto]]]:
        """Returns the photos of the span and the picked ones by concern title, newest first.

        Only the picked ones where the days are invalid. ``diary``: with the entries of these
        photos. Call ``is_valid`` first.
        """
        span = self.cleaned_data.get("span")
        picked = self._params.getlist("picked")
        chosen = {concern.id for concern in self._selected_concerns(self._params)}
        return [
            (
                title_of(concern),
                [
                    replace(photo, kinds=("picked",)) if photo.photo.file in picked else photo
                    for photo in reversed(photos_of(concern))
                    if photo.photo.file in picked or (span and span.contains(photo.day))
                ],
            )
            for concern in diary.concerns
            if concern.id in chosen
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and start > end:
            self.add_error("end", _("This day is before the first one. Change one of them."))
        elif start and end:
            cleaned["span"] = Span(start, end)
        return cleaned

    def _with_defaults(self, params: QueryDict) -> QueryDict:
        data = params.copy()
        selected = self._selected_concerns(params)
        data.setlist("concern", [concern.id for concern in selected])
        data.setlist(
            "picked", [file for file in _files(selected) if file in params.getlist("picked")]
        )
        for name, options in _FIRST_IS_DEFAULT.items():
            if data.get(name) not in dict(options):
                data[name] = options[0][0]
        if data.get("paper") not in PAPERS:
            data["paper"] = self._default_paper
        self._set_days(data)
        return data

    def _set_days(self, data: QueryDict) -> None:
        """Gives days in the query precedence over the name of a span, unless they are the same."""
        given = (data.get("start"), data.get("end"))
        name = data.get("days", "")
        if given == (None, None) and name not in self._spans:
            name = "usual"
        if name in self._spans and given in ((None, None), _iso_days(self._spans[name])):
            data["days"] = name
            data["start"], data["end"] = _iso_days(self._spans[name])
            return
        data["days"] = ""
        for field, default in zip(("start", "end"), _iso_days(self._spans["usual"]), strict=True):
            data.setdefault(field, default)

    def _selected_concerns(self, data: QueryDict) -> list[Concern]:
        """Returns the concerns in the query; all where there is none."""
        ids = [self._joined.get(id, id) for id in data.getlist("concern")]
        return [concern for concern in self._concerns if concern.id in ids] or list(self._concerns)

    @property
    def _leaves_out_concerns(self) -> bool:
        return len(self._params.getlist("concern")) < len(self._concerns)

    def _query(self, days: Mapping[str, str]) -> str:
        query = QueryDict(mutable=True)
        query.update(days)
        if self._leaves_out_concerns:
            query.setlist("concern", self._params.getlist("concern"))
        for name, options in _FIRST_IS_DEFAULT.items():
            if self._params[name] != options[0][0]:
                query[name] = self._params[name]
        query.setlist("picked", self._params.getlist("picked"))
        query["paper"] = self._params["paper"]
        return query.urlencode()


def _spans(diary: Diary, today: date) -> dict[str, Span]:
    """Returns the spans by their names in the query string."""
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


def _iso_days(span: Span) -> tuple[str, str]:
    return span.start.isoformat(), span.end.isoformat()
