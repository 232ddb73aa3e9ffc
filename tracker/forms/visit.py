"""Forms of a visit or a call: who, what was said, the follow-up and the doctor's diagnosis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Div
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.days import add_days, add_months
from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.summary import SIGN_NAMES
from tracker.domain.vocabulary import ASKED_SIGNS, CONDITIONS, GROUPS
from tracker.forms.concern import MiliaTypeField, check_milia_type
from tracker.forms.fields import (
    INVALID_CHOICE,
    INVALID_DAY,
    DayField,
    DayInput,
    FreeTextField,
    chip_field,
    choices,
    form_section,
)
from tracker.forms.records import AboutConcernsForm, Fold
from tracker.models import Concern
from tracker.rendering import render

CONTACTS: Mapping[str, str | Promise] = {
    "doctor": gettext_lazy("a doctor"),
    "nurse": gettext_lazy("a nurse"),
    "pharmacist": gettext_lazy("a pharmacist"),
    "advice_line": gettext_lazy("an advice line"),
}
"""The most frequent contacts; the label is stored as if it had been typed."""


@dataclass(frozen=True)
class FollowUpInterval:
    """The time from a visit to its follow-up: calendar months and days."""

    label: str | Promise
    days: int = 0
    months: int = 0

    def day(self, visit: date) -> date:
        return add_days(add_months(visit, self.months), self.days)


FOLLOW_UP_INTERVALS: Mapping[str, FollowUpInterval] = {
    "week": FollowUpInterval(gettext_lazy("in 1 week"), days=7),
    "2_weeks": FollowUpInterval(gettext_lazy("in 2 weeks"), days=14),
    "4_weeks": FollowUpInterval(gettext_lazy("in 4 weeks"), days=28),
    "3_months": FollowUpInterval(gettext_lazy("in 3 months"), months=3),
}

NOT_A_DIAGNOSIS = ("unsure_bumps", "unsure_rash")
"""Conditions for parents who are not sure, which no doctor names."""


COME_BACK = Fold(gettext_lazy("Come back if …"), ("come_back_words", "come_back_if"))
NAME = Fold(gettext_lazy("What the doctor called it"), ("called",))
NAME_IN_THE_DIARY = Fold(
    NAME.title,
    ("called", "named", "milia_type"),
    ("called", HTML("{% include 'diary/records/_doctors_name.html' %}")),
)
FOR_NOW = Fold(gettext_lazy("What to do and what to expect"), ("do", "expect", "expect_by"))


class VisitForm(AboutConcernsForm[records.Visit]):
    """Changes a visit."""

    record_type = records.Visit
    folds = (COME_BACK, NAME, FOR_NOW)

    day = DayField(label=gettext_lazy("Day"))
    who = FreeTextField(label=gettext_lazy("Who did you see or call?"), limit=MAX_TEXT_LENGTH)
    said = FreeTextField(
        label=gettext_lazy("What did they say?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        limit=MAX_TEXT_LENGTH,
    )
    follow_up_on = forms.DateField(
        label=gettext_lazy("Follow-up on"),
        widget=DayInput,
        required=False,
        error_messages=INVALID_DAY,
    )
    called = FreeTextField(
        label=gettext_lazy("In the doctor's words"),
        limit=MAX_TEXT_LENGTH,
        help_text=gettext_lazy("As you heard it. For example, cradle cap, or “probably eczema”."),
    )
    do = FreeTextField(
        label=gettext_lazy("What to do for now"),
        widget=forms.Textarea(attrs={"rows": 2}),
        limit=MAX_TEXT_LENGTH,
        help_text=gettext_lazy("For example, ointment on the red places twice a day for a week."),
    )
    expect = FreeTextField(
        label=gettext_lazy("What to expect"),
        widget=forms.Textarea(attrs={"rows": 2}),
        limit=MAX_TEXT_LENGTH,
        help_text=gettext_lazy("For example, redder for two days, then it fades."),
    )
    expect_by = forms.DateField(
        label=gettext_lazy("By when"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("For example, the day it should be better by."),
        error_messages=INVALID_DAY,
    )
    come_back_if = forms.MultipleChoiceField(
        label=gettext_lazy("Or tick what the doctor said to come back for"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=lambda: choices({key: SIGN_NAMES[key] for key in ASKED_SIGNS}),
        error_messages=INVALID_CHOICE,
    )
    come_back_words = FreeTextField(
        label=gettext_lazy("Come back if (in the doctor's words)"),
        limit=MAX_TEXT_LENGTH,
        help_text=gettext_lazy("For example, it spreads, it weeps, or it's not better by Friday."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"].help_text = _(
            "If it was about your child in general, leave them all unticked."
        )
        self.helper = form_section(
            "uuid",
            "revision",
            "concerns",
            Div("day", "at", css_class="two-fields"),
            "who",
            "said",
            "follow_up_on",
        )

    def clean_follow_up_on(self) -> date | None:
        follow_up: date | None = self.cleaned_data.get("follow_up_on")
        day = self.cleaned_data.get("day")
        if follow_up and day and follow_up <= day:
            raise forms.ValidationError(_("Enter a follow-up date after the visit."))
        return follow_up

    def clean_expect_by(self) -> date | None:
        by: date | None = self.cleaned_data["expect_by"]
        day = self.cleaned_data.get("day")
        if by and day and by < day:
            raise forms.ValidationError(_("Enter a date on or after the visit."))
        return by


class NewVisitForm(VisitForm):
    """A new visit, with the name that the doctor gave a concern.

    The name is stored with the concern, so ``VisitForm`` does not have it.
    """

    folds = (COME_BACK, NAME_IN_THE_DIARY, FOR_NOW)

    asked = forms.ChoiceField(
        label=gettext_lazy("Who did you see or call?"),
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: [("", _("not answered")), *CONTACTS.items()],
        error_messages=INVALID_CHOICE,
    )
    ahead = forms.ChoiceField(
        label=gettext_lazy("Follow-up"),
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: [
            ("", _("no date given")),
            *((key, row.label) for key, row in FOLLOW_UP_INTERVALS.items()),
        ],
        error_messages=INVALID_CHOICE,
        help_text=gettext_lazy("Counted from the day of the visit."),
    )
    named = forms.ChoiceField(
        label=gettext_lazy("Its name in this diary"),
        required=False,
        choices=lambda: [("", _("keep the name it has")), *_condition_choices()],
        error_messages=INVALID_CHOICE,
        help_text=gettext_lazy(
            "If the doctor named one of these, choose it. The diary uses this name from now on. The"
            " name you chose stays in the history."
        ),
    )
    milia_type = MiliaTypeField()
    which = forms.ModelChoiceField(
        label=gettext_lazy("Which one did the doctor mean?"),
        queryset=Concern.objects.none(),
        to_field_name="uuid",
        widget=forms.RadioSelect,
        required=False,
        empty_label=None,
        error_messages=INVALID_CHOICE,
    )
    # Chips are validated before the text fields that complete them.
    field_order = ("uuid", "day", "at", "asked", "who", "concerns", "said", "ahead", "follow_up_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_concerns("which", Concern.objects.filter(child=self.child).order_by("pk"))
        self.fields["concerns"].help_text = _(
            "Tick what was looked at. Anything you leave unticked stays as it is. If you tick"
            " nothing, the visit is about %(child)s in general, and what's due stays as it is. A"
            " visit does not cover an urgent sign that comes after it."
        ) % {"child": self.child.name}
        self.fields["at"].help_text = _(
            "Add the time. Without it, an urgent sign from the same day still shows."
        )
        self.fields["who"].label = _("Name or place")
        self.fields["follow_up_on"].label = _("Or on this date")
        milia = [key for key, row in CONDITIONS.items() if row.group == "milia"]
        self.fields["named"].widget.attrs["data-milia"] = " ".join(milia)
        self.when_section = form_section("uuid", Div("day", "at", css_class="two-fields"))
        self.helper = form_section(
            "concerns",
            chip_field("asked", "unsaid"),
            chip_field("ahead", "unsaid"),
            "said",
            Div("who", "follow_up_on", css_class="two-fields"),
        )

    @property
    def shown_day(self) -> date | None:
        """Returns the day for the folded section; None where it is invalid."""
        day: date | None = self.cleaned_data.get("day") if self.is_bound else self["day"].value()
        return day

    @property
    def shown_time(self) -> str:
        return str(self["at"].value() or "")

    @property
    def opens_when(self) -> bool:
        """Returns whether the section of day and time is open: asked for, or with errors."""
        return bool(self.initial.get("asks_when")) or bool(
            self.errors.get("day") or self.errors.get("at")
        )

    @property
    def asks_which(self) -> bool:
        """Returns whether to ask which of several concerns the doctor named."""
        return bool(self.errors.get("which") or self["which"].value())

    def clean_who(self) -> str:
        """Returns contact and name together, as in ``a doctor (Dr Singh)``."""
        asked, who = self.cleaned_data.get("asked"), self.cleaned_data["who"]
        if not asked:
            return str(who)
        text = f"{CONTACTS[asked]} ({who})" if who else str(CONTACTS[asked])
        self.fields["who"].validate(text)
        return text

    def clean_follow_up_on(self) -> date | None:
        typed = super().clean_follow_up_on()
        day, ahead = (
            self.cleaned_data.get("day"),
            FOLLOW_UP_INTERVALS.get(self.cleaned_data.get("ahead", "")),
        )
        if day is None or ahead is None:
            return typed
        calculated = ahead.day(day)
        if typed is not None and typed != calculated:
            text = _("You chose “%(ahead)s” and also entered a different date. Keep only one.")
            raise forms.ValidationError(text % {"ahead": ahead.label})
        return calculated

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_milia_type(self, data.get("named", ""), by_doctor=True)
        if data.get("named") and "concerns" in data:
            self._check_which(data["concerns"])
        return data

    def _check_which(self, selected: QuerySet[Concern]) -> None:
        """Requires exactly one concern for the name."""
        which = self.cleaned_data.get("which")
        if len(selected) == 1:
            self.cleaned_data["which"] = selected[0]
        elif not selected:
            self.add_error("concerns", _("Tick what the doctor named."))
        elif which not in selected:
            self._set_concerns("which", selected)
            self.add_error("which", _("The visit was about more than one. Choose which one."))

    def named_concern(self) -> Concern | None:
        """Returns the concern that the doctor named, if any."""
        concern: Concern | None = self.cleaned_data["which"]
        return concern if self.cleaned_data["named"] else None


def _condition_choices() -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yields the conditions by group."""
    for group, title in GROUPS.items():
        rows = [row for row in CONDITIONS.values() if row.group == group]
        yield (
            render(title),
            [(row.key, render(row.label)) for row in rows if row.key not in NOT_A_DIAGNOSIS],
        )
