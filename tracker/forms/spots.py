"""The formset of an entry's spots, which the body map fills in."""

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

MAX_SPOTS = 100
"""The largest number of spots in an entry."""

EXTRA_ROWS = 2
"""Empty rows to fill in without the map."""

ChoiceList = list[tuple[str, str]]

_INVALID_SITE = {"invalid_choice": gettext_lazy("Choose the place from the list.")}
_INVALID_POINT = {"invalid": gettext_lazy("This point isn't on the body map. Tap the place again.")}


class SpotForm(RecordForm[records.Spot]):
    """One spot. A row without site, count and size is empty and ignored.

    ``placed`` is the site and side for which the point was set: the point is dropped where another
    site was chosen without the map.
    """

    record_type = records.Spot

    site = forms.ChoiceField(
        label=gettext_lazy("Where"), required=False, error_messages=_INVALID_SITE
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Side"), required=False, error_messages=_INVALID_SITE
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Enter a whole number."),
            "min_value": gettext_lazy("Enter 1 or more."),
            "max_value": gettext_lazy("Enter 9,999 or fewer."),
        },
    )
    size_mm = SizeField(
        label=gettext_lazy("Size, mm"),
        required=False,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Enter the size as a number of millimetres."),
            "max_value": gettext_lazy("Enter a size of 1,000 mm or less."),
        },
    )
    view = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[("", ""), *((key, key) for key in VIEWS)],
        error_messages={"invalid_choice": _INVALID_POINT["invalid"]},
    )
    x = forms.FloatField(required=False, widget=forms.HiddenInput, error_messages=_INVALID_POINT)
    y = forms.FloatField(required=False, widget=forms.HiddenInput, error_messages=_INVALID_POINT)
    track = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MAX_TEXT_LENGTH)
    placed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sites: ChoiceList, sides: ChoiceList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "site", sites)
        set_choices(self, "side", sides)

    def clean_x(self) -> float | None:
        return self._clean_coordinate("x")

    def clean_y(self) -> float | None:
        return self._clean_coordinate("y")

    def clean_size_mm(self) -> float | None:
        size: float | None = self.cleaned_data["size_mm"]
        if size is not None and size <= 0:
            raise forms.ValidationError(_("Enter a size of more than 0 mm."))
        return size

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or self.is_empty:
            return data
        if not data["site"]:
            self.add_error("site", _("Choose where this is."))
        point = (data["view"] or None, data["x"], data["y"])
        if None in point and any(value is not None for value in point):
            self.add_error("x", _INVALID_POINT["invalid"])
        return data

    @property
    def is_empty(self) -> bool:
        data = self.cleaned_data
        return not (data.get("site") or data.get("count") or data.get("size_mm"))

    @property
    def point_errors(self) -> list[str]:
        """Returns the errors of the hidden fields of the row."""
        errors = [text for name in ("view", "x", "y") for text in self.errors.get(name, ())]
        return list(dict.fromkeys(str(text) for text in errors))

    @property
    def last_count(self) -> int | None:
        """Returns the count of the last entry, where the row offers one of its spots again."""
        return self.initial.get("last_count")

    def record(self, **values: Any) -> records.Spot:
        data = self.cleaned_data
        spot = super().record(track=data["track"] or uuid4().hex[:12], **values)
        moved = bool(data["placed"]) and data["placed"] != site_key(data["site"], data["side"])
        return replace(spot, view=None, x=None, y=None) if moved else spot

    def _clean_coordinate(self, name: str) -> float | None:
        value: float | None = self.cleaned_data[name]
        if value is not None and not 0 <= value <= 1:
            raise forms.ValidationError(_INVALID_POINT["invalid"])
        return value


class BaseSpotForms(forms.BaseFormSet):  # type: ignore[type-arg,unused-ignore]
    """All rows. ``MAX_SPOTS`` limits the filled rows, not the empty ones."""

    row_label = gettext_lazy("Place")
    default_error_messages = {
        "missing_management_form": gettext_lazy(
            "The list of places didn't get through in full. Nothing is saved yet. Send it again."
        ),
        "too_many_forms": gettext_lazy(
            "There are far more places here than the %(most)s that an entry can have. Nothing"
            " is saved yet. Remove some of them."
        )
        % {"most": MAX_SPOTS},
    }

    def clean(self) -> None:
        count = len(self.filled_forms())
        if count > MAX_SPOTS:
            text = _(
                "This entry has %(count)s places. It can have up to %(most)s. Nothing is saved"
                " yet. Remove some of them."
            )
            raise forms.ValidationError(text % {"count": count, "most": MAX_SPOTS})

    def filled_forms(self) -> list[SpotForm]:
        """Returns the rows that are filled in and not deleted."""
        return [
            form for form in self.forms if not form.cleaned_data.get("DELETE") and not form.is_empty
        ]

    def spots(self) -> tuple[records.Spot, ...]:
        return tuple(form.record() for form in self.filled_forms())


SpotForms = forms.formset_factory(
    SpotForm,
    formset=BaseSpotForms,
    extra=EXTRA_ROWS,
    can_delete=True,
    max_num=MAX_SPOTS,
    absolute_max=2 * MAX_SPOTS,
)


def spot_forms(
    data: Any, spots: tuple[records.Spot, ...] = (), *, from_last_entry: bool = False
) -> BaseSpotForms:
    """Returns the formset with a row for each spot.

    ``from_last_entry``: the spots are those of the last entry, offered again without counts and
    sizes. Posted rows are not compared with them: an unchanged row is a spot like any other.
    """
    initial = [_initial(spot, from_last_entry) for spot in spots] if data is None else None
    form_kwargs = {  # once for all rows
        "sites": choices(SITES, _("Where?")),
        "sides": choices(SIDES, _("side not given")),
    }
    rows = SpotForms(data, prefix="spots", initial=initial, form_kwargs=form_kwargs)
    assert isinstance(rows, BaseSpotForms)
    return rows


def site_key(site: str, side: str | None) -> str:
    """Returns site and side as the hidden field ``placed`` holds them."""
    return f"{site} {side or ''}".strip()


def _initial(spot: records.Spot, from_last_entry: bool) -> dict[str, Any]:
    row = SpotForm.initial_of(spot)
    row["placed"] = site_key(spot.site, spot.side) if spot.x is not None else ""
    if from_last_entry:
        row |= {"count": None, "size_mm": None, "last_count": spot.count}
    return row
