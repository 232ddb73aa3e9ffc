"""The form that measures a spot by two lines on a photo, one along a known length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.photos.coins import COINS, currencies_for
from tracker.domain.photos.measuring import MAX_SIZE_MM, MeasurementError, size_in_mm
from tracker.forms.fields import SizeField, form_section, set_choices
from tracker.rendering import render

TYPED_LENGTH = "length"
"""The choice of a length that is typed."""

_LINE_ERRORS = {
    "required": gettext_lazy("Draw both lines on the photo first."),
    "invalid": gettext_lazy("Draw both lines on the photo again."),
}
_LINE_ERRORS |= {"min_value": _LINE_ERRORS["invalid"], "max_value": _LINE_ERRORS["invalid"]}


class LineLengthField(forms.FloatField):
    """The length of a drawn line in pixels of the photo; hidden."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=100_000, error_messages=_LINE_ERRORS)


class KnownLengthSelect(forms.Select):
    """A select whose coins have their diameter in mm as ``data-mm``, for the script."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in COINS:
            option["attrs"]["data-mm"] = COINS[str(value)].diameter_mm
        return option


class MeasureForm(forms.Form):
    known = forms.ChoiceField(
        label=gettext_lazy("What's beside the spot?"), widget=KnownLengthSelect
    )
    known_mm = SizeField(
        label=gettext_lazy("How long is line 1, in mm?"),
        required=False,
        max_value=MAX_SIZE_MM,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Enter the length as a number of millimetres."),
            "max_value": gettext_lazy("Enter a length of 1,000 mm or less."),
        },
    )
    spot = forms.ChoiceField(
        label=gettext_lazy("Which place did you measure?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the place that you measured."),
            "invalid_choice": gettext_lazy(
                "This place has changed since you opened the page. Choose it again."
            ),
        },
    )
    known_px = LineLengthField()
    spot_px = LineLengthField()

    def __init__(self, *args: Any, places: Mapping[str, str], country: str, **kwargs: Any) -> None:
        """``places`` maps the ids of the entry's spots to their labels."""
        super().__init__(*args, **kwargs)
        known = self.fields["known"]
        assert isinstance(known, forms.ChoiceField)
        known.choices = [
            (TYPED_LENGTH, _("a ruler")),
            *(
                (render(currency.name), [(coin.key, coin.name) for coin in currency.coins])
                for currency in currencies_for(country)
            ),
        ]
        set_choices(self, "spot", list(places.items()))
        if len(places) == 1:
            self.fields["spot"].initial = next(iter(places))
        self.helper = form_section("known", "known_mm", "spot")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        coin = COINS.get(data.get("known", ""))
        known_mm: float = coin.diameter_mm if coin else data.get("known_mm") or 0
        if known_mm <= 0 and "known_mm" not in self.errors:
            self.add_error("known_mm", _("Enter a length of more than 0 mm."))
        if self.errors:
            return data
        try:
            data["size_mm"] = size_in_mm(
                known_mm=known_mm, known_px=data["known_px"], spot_px=data["spot_px"]
            )
        except MeasurementError:
            text = _("These lines don't give a size. Draw them again, with line 1 longer.")
            raise forms.ValidationError(text) from None
        return data

    @property
    def line_errors(self) -> list[str]:
        """Returns the errors of the drawn lines, whose fields are hidden."""
        errors = [*self.errors.get("known_px", ()), *self.errors.get("spot_px", ())]
        return list(dict.fromkeys([*errors, *self.non_field_errors()]))
