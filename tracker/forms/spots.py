"""The spots of a look: rows of a list, which the body map fills."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.vocabulary import SIDES, SITES, VIEWS
from tracker.forms.base import RecordForm
from tracker.forms.fields import SizeField, choices, set_choices

MOST = 100
"""Spots an entry holds."""

EMPTY_ROWS = 2
"""Rows to fill in without the map."""

Choices = list[tuple[str, str]]

_NO_PLACE = {"invalid_choice": gettext_lazy("Please choose the place from the list.")}
_POINT = {"invalid": gettext_lazy("This point is none of the map. Please tap the place again.")}


class SpotForm(RecordForm[records.Spot]):
    """One row. Without a place and without numbers it is empty and counts for nothing.

    ``placed`` is the site and side for which the point was set: where another site is chosen
    without the map, the old point no longer holds.
    """

    record_type = records.Spot

    site = forms.ChoiceField(label=gettext_lazy("Where"), required=False, error_messages=_NO_PLACE)
    side = forms.ChoiceField(label=gettext_lazy("Side"), required=False, error_messages=_NO_PLACE)
    count = forms.IntegerField(
        label=gettext_lazy("How many"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("How many is a whole number."),
            "min_value": gettext_lazy("How many is 1 or more."),
            "max_value": gettext_lazy("How many is 9,999 at most."),
        },
    )
    size_mm = SizeField(
        label=gettext_lazy("Size, mm"),
        required=False,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("The size is a number of millimetres."),
            "max_value": gettext_lazy("The size is 1,000 mm at most."),
        },
    )
    view = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[("", ""), *((key, key) for key in VIEWS)],
        error_messages={"invalid_choice": _POINT["invalid"]},
    )
    x = forms.FloatField(required=False, widget=forms.HiddenInput, error_messages=_POINT)
    y = forms.FloatField(required=False, widget=forms.HiddenInput, error_messages=_POINT)
    track = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MAX_TEXT_LENGTH)
    placed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sites: Choices, sides: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "site", sites)
        set_choices(self, "side", sides)

    def clean_x(self) -> float | None:
        return self._on_the_map("x")

    def clean_y(self) -> float | None:
        return self._on_the_map("y")

    def clean_size_mm(self) -> float | None:
        size: float | None = self.cleaned_data["size_mm"]
        if size is not None and size <= 0:
            raise forms.ValidationError(_("The size is more than 0 mm."))
        return size

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or self.is_empty:
            return data
        if not data["site"]:
            self.add_error("site", _("Please choose where this is."))
        point = (data["view"] or None, data["x"], data["y"])
        if None in point and any(form_section is not None for form_section in point):
            self.add_error("x", _POINT["invalid"])
        return data

    @property
    def is_empty(self) -> bool:
        data = self.cleaned_data
        return not (data.get("site") or data.get("count") or data.get("size_mm"))

    @property
    def point_errors(self) -> list[str]:
        """What is wrong with what cannot be seen in the row."""
        found = [text for name in ("view", "x", "y") for text in self.errors.get(name, ())]
        return list(dict.fromkeys(str(text) for text in found))

    @property
    def last_count(self) -> int | None:
        """How many there were last time, where this row offers a spot of last time again."""
        return self.initial.get("last_count")

    def record(self, **parts: Any) -> records.Spot:
        data = self.cleaned_data
        spot = super().record(track=data["track"] or uuid4().hex[:12], **parts)
        moved = bool(data["placed"]) and data["placed"] != placed(data["site"], data["side"])
        return replace(spot, view=None, x=None, y=None) if moved else spot

    def _on_the_map(self, name: str) -> float | None:
        value: float | None = self.cleaned_data[name]
        if value is not None and not 0 <= value <= 1:
            raise forms.ValidationError(_POINT["invalid"])
        return value


class BaseSpotForms(forms.BaseFormSet):  # type: ignore[type-arg,unused-ignore]
    """All rows. The limit counts what is filled in and kept, not the empty rows."""

    default_error_messages = {
        "missing_management_form": gettext_lazy(
            "The list of places did not arrive whole. Nothing was saved yet; please send it again."
        ),
        "too_many_forms": gettext_lazy(
            "There are far more places here than the %(most)s that a look holds. Nothing was saved"
            " yet: please take some away."
        )
        % {"most": MOST},
    }

    def clean(self) -> None:
        count = len(self.kept())
        if count > MOST:
            text = _(
                "This look has %(count)s places marked; it holds %(most)s. Nothing was saved yet:"
                " please take some away."
            )
            raise forms.ValidationError(text % {"count": count, "most": MOST})

    def kept(self) -> list[SpotForm]:
        """The rows that are filled in and not taken away."""
        return [
            form for form in self.forms if not form.cleaned_data.get("DELETE") and not form.is_empty
        ]

    def spots(self) -> tuple[records.Spot, ...]:
        return tuple(form.record() for form in self.kept())


SpotForms = forms.formset_factory(
    SpotForm,
    formset=BaseSpotForms,
    extra=EMPTY_ROWS,
    can_delete=True,
    max_num=MOST,
    absolute_max=1_000,
)


def spot_forms(
    data: Any, spots: tuple[records.Spot, ...] = (), *, again: bool = False
) -> BaseSpotForms:
    """Rows for these spots. ``again``: they are those of last time, offered to be marked again,
    without the numbers that nobody has counted today.

    What was sent is never compared with them: a row left as it was is a spot like any other.
    """
    initial = [_initial(spot, again) for spot in spots] if data is None else None
    places = {  # once for all rows
        "sites": choices(SITES, _("Where?")),
        "sides": choices(SIDES, _("side not given")),
    }
    rows = SpotForms(data, prefix="spots", initial=initial, form_kwargs=places)
    assert isinstance(rows, BaseSpotForms)
    return rows


def placed(site: str, side: str | None) -> str:
    return f"{site} {side or ''}".strip()


def _initial(spot: records.Spot, again: bool) -> dict[str, Any]:
    row = SpotForm.initial_of(spot)
    row["placed"] = placed(spot.site, spot.side) if spot.x is not None else ""
    if again:
        row |= {"count": None, "size_mm": None, "last_count": spot.count}
    return row
