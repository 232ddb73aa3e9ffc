"""The form of a child."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import HTML, Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.days import add_months
from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.vocabulary import ATOPIES, MAP_TONES, SEXES
from tracker.formats import day_text
from tracker.forms.base import RecordForm
from tracker.forms.fields import (
    INVALID_CHOICE,
    INVALID_DAY,
    DayInput,
    RevisionField,
    choices,
    form_section,
    set_choices,
)
from tracker.forms.weights import weight_forms
from tracker.models import Family

MAX_AGE_MONTHS = 18 * 12
"""Earlier birth dates are refused as typing errors."""

MAX_DUE_DATE_OFFSET = timedelta(days=140)
"""The largest distance between birth and due date."""


BIRTH_DATE_MESSAGES = {
    "required": gettext_lazy("Enter the date of birth."),
    **INVALID_DAY,
}


def check_birth_date(birth: date, today: date) -> date:
    """Returns ``birth``. Raises ValidationError for a day in the future or too long ago."""
    if birth > today:
        raise forms.ValidationError(_("Enter a date that is not in the future."))
    if birth < add_months(today, -MAX_AGE_MONTHS):
        raise forms.ValidationError(_("That is a long time ago for a baby. Check the year."))
    return birth


class ChildForm(RecordForm[records.Child]):
    """A child with its weights. ``first_day`` is the day of the first record about it, if any.

    ``families`` are offered where there is more than one to add the child to.
    """

    record_type = records.Child

    revision = RevisionField()
    family = forms.ModelChoiceField(
        queryset=Family.objects.none(), label=gettext_lazy("Family"), empty_label=None
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=MAX_TEXT_LENGTH,
        help_text=gettext_lazy("First name or initials. The doctor sees it on the doctor's page."),
        error_messages={"required": gettext_lazy("Enter a name or initials.")},
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"), widget=DayInput, error_messages=BIRTH_DATE_MESSAGES
    )
    due_date = forms.DateField(
        label=gettext_lazy("Due date"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("If born early. Ages are then counted from the due date."),
        error_messages=INVALID_DAY,
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), widget=forms.RadioSelect, required=False, initial=""
    )
    allergies = forms.CharField(
        label=gettext_lazy("Allergies"), max_length=MAX_TEXT_LENGTH, required=False
    )
    medicines = forms.CharField(
        label=gettext_lazy("Medicines"), max_length=MAX_TEXT_LENGTH, required=False
    )
    family_atopy = forms.MultipleChoiceField(
        label=gettext_lazy("Family history"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Parents, brothers or sisters."),
    )
    feeding = forms.CharField(
        label=gettext_lazy("Feeding"),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        help_text=gettext_lazy("For example, breast, bottle or first foods."),
    )
    skin_tone = forms.CharField(
        label=gettext_lazy("Skin tone"),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "In your own words. Colour changes look different on lighter and darker skin."
        ),
    )
    map_tone = forms.ChoiceField(
        label=gettext_lazy("Colour of the drawing"),
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy(
            "The baby's colour on the drawing where you mark places. If you don't choose, it's "
            "a line drawing."
        ),
        error_messages=INVALID_CHOICE,
    )
    history = forms.CharField(
        label=gettext_lazy("Pregnancy and birth"), max_length=MAX_TEXT_LENGTH, required=False
    )
    contacts = forms.CharField(
        label=gettext_lazy("Infections in the family or at home"),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "For example, cold sores, chickenpox or scabies at home, or infections in pregnancy"
            " or at birth."
        ),
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        first_day: date | None = None,
        families: Sequence[Family] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.first_day = first_day
        self.weights = weight_forms(
            self.data if self.is_bound else None, today, self.initial.get("weights", ())
        )
        set_choices(self, "sex", choices(SEXES))
        set_choices(self, "map_tone", choices(MAP_TONES))
        set_choices(self, "family_atopy", choices(ATOPIES))
        if len(families) > 1:
            ids = [family.pk for family in families]
            self.fields["family"].queryset = Family.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        else:
            del self.fields["family"]
        self.helper = form_section(
            "revision",
            *(["family"] if "family" in self.fields else []),
            "name",
            Div("birth_date", "due_date", css_class="two-fields"),
            "sex",
            HTML("{% include 'family/children/_for_the_doctor.html' %}"),
            "allergies",
            "medicines",
            "family_atopy",
            "feeding",
            "skin_tone",
            "map_tone",
            "history",
            HTML("{% include 'family/children/_more.html' %}"),
        )

    @classmethod
    def initial_of(cls, record: records.Child, **extra: Any) -> dict[str, Any]:
        return super().initial_of(record, weights=record.weights, **extra)

    @property
    def opens_more(self) -> bool:
        """Returns whether the folded part is open: with a value or an error in it."""
        has_weights = bool(self.initial.get("weights")) or self.weights.is_bound
        return bool(self["contacts"].value() or self.errors.get("contacts")) or has_weights

    def is_valid(self) -> bool:
        are_valid = [super().is_valid(), not self.weights.is_bound or self.weights.is_valid()]
        if not all(are_valid):
            return False
        if self.weights.is_bound:
            self.weights.check_birth(self.cleaned_data["birth_date"])
        return not any(form.errors for form in self.weights.forms)

    def record(self, **values: Any) -> records.Child:
        return super().record(weights=self.weights.weights(), **values)

    def clean_birth_date(self) -> date:
        birth = check_birth_date(self.cleaned_data["birth_date"], self.today)
        if self.first_day and birth > self.first_day:
            raise forms.ValidationError(
                _("Something is already saved for %(day)s. The date of birth can't be later.")
                % {"day": day_text(self.first_day)}
            )
        return birth

    def clean_due_date(self) -> date | None:
        due: date | None = self.cleaned_data.get("due_date")
        birth = self.cleaned_data.get("birth_date")
        if due and birth and abs(due - birth) > MAX_DUE_DATE_OFFSET:
            raise forms.ValidationError(
                _("That is too far from the date of birth. Check the month and the year.")
            )
        return due
