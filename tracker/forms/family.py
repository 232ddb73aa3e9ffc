"""The settings of a family, and a search in its diaries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.forms.fields import FreeTextField, RevisionField, form_section
from tracker.forms.places import CountryField, TimeZoneField
from tracker.models import Family

MAX_SEARCH_LENGTH = 100


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


class SearchForm(forms.Form):
    """What is searched in the diaries of a family."""

    q = FreeTextField(
        limit=MAX_SEARCH_LENGTH,
        label=gettext_lazy("Words to find"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
