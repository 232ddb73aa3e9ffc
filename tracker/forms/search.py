"""The words of a search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.forms.fields import FreeTextField

MAX_SEARCH_LENGTH = 100


class SearchForm(forms.Form):
    q = FreeTextField(
        limit=MAX_SEARCH_LENGTH,
        label=_("Words to find"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
