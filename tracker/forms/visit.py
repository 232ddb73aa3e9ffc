"""A visit or a call: who was asked, what was said, when to come back, what the doctor named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.days import add_days, add_months
from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.vocabulary import CONDITIONS, GROUPS
from tracker.forms.concern import MiliaTypeField, check_milia_type
from tracker.forms.fields import (
    CHOOSE,
    NO_DAY,
    ClockField,
    DayField,
    DayInput,
    WordsField,
    chip_field,
    form_section,
    not_later,
)
from tracker.forms.records import PlainForm
from tracker.models import Concern
from tracker.rendering import render, title_of

ASKED: Mapping[str, str | Promise] = {
    "doctor": gettext_lazy("a doctor"),
    "nurse": gettext_lazy("a nurse"),
    "pharmacist": gettext_lazy("a pharmacist"),
    "advice_line": gettext_lazy("an advice line"),
}
"""Who is asked most; the words are kept, as if they had been typed."""


@dataclass(frozen=True)
class Ahead:
    """How long after the visit to come back: calendar months or days."""

    label: str | Promise
    days: int = 0
    months: int = 0

    def day(self, visit: date) -> date:
        return add_days(add_months(visit, self.months), self.days)


AHEAD: Mapping[str, Ahead] = {
    "week": Ahead(gettext_lazy("in 1 week"), days=7),
    "2_weeks": Ahead(gettext_lazy("in 2 weeks"), days=14),
    "4_weeks": Ahead(gettext_lazy("in 4 weeks"), days=28),
    "3_months": Ahead(gettext_lazy("in 3 months"), months=3),
}

NO_NAMES = ("unsure_bumps", "unsure_rash")
"""What a parent may be, and what no doctor calls a thing."""


class VisitForm(PlainForm[records.Visit]):
    """A visit as it was written down, to be changed."""

    record_type = records.Visit

    day = DayField(label=gettext_lazy("Day"))
    at = ClockField(label=gettext_lazy("Time, if known"))
    who = WordsField(label=gettext_lazy("Who"), most=MAX_TEXT_LENGTH)
    concerns = forms.ModelMultipleChoiceField(
        label=gettext_lazy("About"),
        queryset=Concern.objects.none(),
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None ticked: it was about the child as a whole."),
    )
    said = WordsField(
        label=gettext_lazy("What was said"),
        widget=forms.Textarea(attrs={"rows": 2}),
        most=MAX_TEXT_LENGTH,
    )
    follow_up_on = forms.DateField(
        label=gettext_lazy("Come back on"),
        widget=DayInput,
        required=False,
        error_messages=NO_DAY,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_concerns("concerns", Concern.objects.filter(child=self.child).order_by("pk"))
        self.helper = form_section(
            "uuid",
            "revision",
            "concerns",
            Div("day", "at", css_class="two-fields"),
            "who",
            "said",
            "follow_up_on",
        )

    def _offer_concerns(self, name: str, concerns: QuerySet[Concern]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = concerns
        field.label_from_instance = title_of  # type: ignore[method-assign, assignment]

    def clean_at(self) -> time | None:
        """A visit still to come answers nothing yet."""
        at: time | None = self.cleaned_data["at"]
        return not_later(at, self.now) if self.cleaned_data.get("day") == self.today else at

    def clean_follow_up_on(self) -> date | None:
        follow_up: date | None = self.cleaned_data.get("follow_up_on")
        day = self.cleaned_data.get("day")
        if follow_up and day and follow_up <= day:
            raise forms.ValidationError(_("The day to come back is after the visit."))
        return follow_up

    def record(self, **parts: Any) -> records.Visit:
        ids = tuple(str(concern.uuid) for concern in self.cleaned_data["concerns"])
        return super().record(concerns=ids, **parts)


class NewVisitForm(VisitForm):
    """A visit to be written down with one thumb; what the doctor called a concern goes with it.

    A visit that is changed later says nothing of the name any more: that is the concern's.
    """

    asked = forms.ChoiceField(
        label=gettext_lazy("Who"),
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: [("", _("not said")), *ASKED.items()],
        error_messages=CHOOSE,
    )
    ahead = forms.ChoiceField(
        label=gettext_lazy("Come back"),
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: [
            ("", _("no day named")),
            *((key, row.label) for key, row in AHEAD.items()),
        ],
        error_messages=CHOOSE,
        help_text=gettext_lazy("Counted from the day of the visit."),
    )
    named = forms.ChoiceField(
        label=gettext_lazy("The doctor says it is"),
        required=False,
        choices=lambda: [("", _("no name given")), *_names()],
        error_messages=CHOOSE,
        help_text=gettext_lazy(
            "The diary calls it that from now on. What you took it for stays in its history."
        ),
    )
    milia_type = MiliaTypeField()
    which = forms.ModelChoiceField(
        label=gettext_lazy("Which of them did the doctor give this name?"),
        queryset=Concern.objects.none(),
        to_field_name="uuid",
        widget=forms.RadioSelect,
        required=False,
        empty_label=None,
        error_messages=CHOOSE,
    )
    # What is said with a tap comes before what is typed beside it.
    field_order = ("uuid", "day", "at", "asked", "who", "concerns", "said", "ahead", "follow_up_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_concerns("which", Concern.objects.filter(child=self.child).order_by("pk"))
        self.fields["at"].help_text = _("Without it, an urgent sign of the same day stays open.")
        self.fields["who"].label = _("Name or place")
        self.fields["follow_up_on"].label = _("Or come back on")
        milia = [key for key, row in CONDITIONS.items() if row.group == "milia"]
        self.fields["named"].widget.attrs["data-milia"] = " ".join(milia)
        self.when = form_section("uuid", Div("day", "at", css_class="two-fields"))
        self.helper = form_section(
            "concerns",
            chip_field("asked", "unsaid"),
            chip_field("ahead", "unsaid"),
            "said",
            Div("who", "follow_up_on", css_class="two-fields"),
        )

    @property
    def shown_day(self) -> date | None:
        """What stands in the folded line; None where it is no day."""
        day: date | None = self.cleaned_data.get("day") if self.is_bound else self["day"].value()
        return day

    @property
    def shown_time(self) -> str:
        return str(self["at"].value() or "")

    @property
    def opens_when(self) -> bool:
        """The day and the time matter, or are to be mended, and are not folded away."""
        return bool(self.initial.get("asks_when")) or bool(
            self.errors.get("day") or self.errors.get("at")
        )

    @property
    def asks_which(self) -> bool:
        """Several concerns are ticked, and one of them has the name."""
        return bool(self.errors.get("which") or self["which"].value())

    @property
    def is_named(self) -> bool:
        return bool(self["named"].value() or self.errors.get("milia_type"))

    def clean_who(self) -> str:
        """``a doctor (Dr Singh)``."""
        asked, who = self.cleaned_data.get("asked"), self.cleaned_data["who"]
        if not asked:
            return str(who)
        text = f"{ASKED[asked]} ({who})" if who else str(ASKED[asked])
        self.fields["who"].validate(text)
        return text

    def clean_follow_up_on(self) -> date | None:
        written = super().clean_follow_up_on()
        day, ahead = self.cleaned_data.get("day"), AHEAD.get(self.cleaned_data.get("ahead", ""))
        if day is None or ahead is None:
            return written
        counted = ahead.day(day)
        if written is not None and written != counted:
            text = _("You chose “%(ahead)s” and wrote another day. Please keep one of the two.")
            raise forms.ValidationError(text % {"ahead": ahead.label})
        return counted

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_milia_type(self, data.get("named", ""), by_doctor=True)
        if data.get("named") and "concerns" in data:
            self._check_which(data["concerns"])
        return data

    def _check_which(self, ticked: QuerySet[Concern]) -> None:
        """A name is about one concern."""
        which = self.cleaned_data.get("which")
        if len(ticked) == 1:
            self.cleaned_data["which"] = ticked[0]
        elif not ticked:
            self.add_error("concerns", _("Please tick what the doctor gave this name."))
        elif which not in ticked:
            self._offer_concerns("which", ticked)
            self.add_error("which", _("The visit was about several: please say which one."))

    def named_concern(self) -> Concern | None:
        """What the doctor gave a name, if anything."""
        concern: Concern | None = self.cleaned_data["which"]
        return concern if self.cleaned_data["named"] else None


def _names() -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """The conditions in their groups."""
    for group, title in GROUPS.items():
        rows = [row for row in CONDITIONS.values() if row.group == group]
        yield (
            render(title),
            [(row.key, render(row.label)) for row in rows if row.key not in NO_NAMES],
        )
