"""The settings of a family."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy

from tracker.forms.places import CountryField, TimeZoneField
from tracker.models import Family


class FamilyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Please write a name.")},
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
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "name", "time_zone", "country", Field("temperature_unit", wrapper_class="chips")
        )
