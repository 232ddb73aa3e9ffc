"""The settings of a family."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.forms.fields import RevisionField, form_section
from tracker.forms.places import CountryField, TimeZoneField
from tracker.models import Family


class FamilyForm(forms.Form):
    revision = RevisionField()
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=MAX_TEXT_LENGTH,
        error_messages={"required": gettext_lazy("Enter a name.")},
    )
    time_zone = TimeZoneField()
    country = CountryField()
    temperature_unit = forms.ChoiceField(
        label=gettext_lazy("Temperatures in"),
        widget=forms.RadioSelect,
        choices=Family.TemperatureUnit.choices,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_section("revision", "name", "time_zone", "country", "temperature_unit")
