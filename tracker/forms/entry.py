"""The form of an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any, TypeVar

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.canonical import as_stored, asked_once
from tracker.domain.vocabulary import (
    APPEARANCES,
    ITCHES,
    SEVERITIES,
    STATUSES,
    TEMPERATURE_PLACES,
    TRENDS,
)
from tracker.formats import time_text
from tracker.forms.base import ChildRecordForm
from tracker.forms.fields import (
    INVALID_CHOICE,
    ClockField,
    DayField,
    DegreeField,
    NotesField,
    TemperatureField,
    YesNoField,
    chip_field,
    choices,
    form_section,
    not_later,
    set_choices,
)
from tracker.forms.signs import SignsForm
from tracker.forms.spots import BaseSpotForms, spot_forms
from tracker.models import Child

R = TypeVar("R")

QUESTIONS = ("scratched", "bleeding", "dry", "sleep_lost")
"""The yes/no questions, in the order of the form."""


class BaseEntryForm(ChildRecordForm[R]):
    """The fields of entries and day notes: day, time, temperature, notes."""

    record_field_names = {"temperature": "temperature_c"}

    day = DayField(label=gettext_lazy("Day"))
    at = ClockField(label=gettext_lazy("Time"), show_hidden_initial=True)
    temperature = TemperatureField(label=gettext_lazy("Temperature"))
    temperature_how = forms.ChoiceField(
        label=gettext_lazy("Where was it taken?"),
        required=False,
        choices=lambda: choices(TEMPERATURE_PLACES, _("not answered")),
        error_messages=INVALID_CHOICE,
    )
    notes = NotesField()

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = is_new
        temperature = self.fields["temperature"]
        assert isinstance(temperature, TemperatureField)
        temperature.set_unit(self.child.family.temperature_unit)
        self.fields["at"].widget.attrs["data-day-field"] = self["day"].html_name
        self.when_section = form_section(Div("day", "at", css_class="two-fields"))

    def clean_temperature_how(self) -> str:
        """Drops the place where there is no temperature."""
        how: str = self.cleaned_data["temperature_how"]
        return "" if self.cleaned_data.get("temperature") is None else how

    @property
    def shown_time(self) -> str:
        at = self["at"].value()
        return time_text(at) if isinstance(at, time) else at or ""

    @property
    def opens_when(self) -> bool:
        return self._has_error("day", "at")

    @property
    def opens_notes(self) -> bool:
        return bool(self["notes"].value()) or self._has_error("notes")

    def _has_error(self, *names: str) -> bool:
        """Returns whether one of the fields has an error, so that its section must be open."""
        return any(name in self.errors for name in names)

    def clean_at(self) -> time | None:
        """Drops the proposed time on other days; refuses a time in the future."""
        at: time | None = self.cleaned_data["at"]
        day = self.cleaned_data.get("day")
        if day != self.today:
            return None if self.is_new and "at" not in self.changed_data else at
        return not_later(at, self.now)


class EntryForm(BaseEntryForm[records.Entry]):
    record_type = records.Entry

    status = forms.ChoiceField(
        label=gettext_lazy("Still there?"),
        widget=forms.RadioSelect,
        choices=lambda: choices(STATUSES),
        error_messages=INVALID_CHOICE | {"required": gettext_lazy("Choose if it's still there.")},
    )
    trend = forms.ChoiceField(
        label=gettext_lazy("Compared with last time"),
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: choices(TRENDS, _("not answered")),
        error_messages=INVALID_CHOICE,
    )
    severity = DegreeField(SEVERITIES, label=gettext_lazy("How bad is it?"))
    itch = DegreeField(ITCHES, label=gettext_lazy("Itch"))
    appearance = forms.MultipleChoiceField(
        label=gettext_lazy("What does it look like?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=lambda: choices(APPEARANCES),
        error_messages=INVALID_CHOICE,
    )
    come_back = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "The visit you ticked was deleted or is now about something else. Open the "
                "entry again."
            )
        },
    )
    scratched = YesNoField(label=gettext_lazy("Scratched?"))
    bleeding = YesNoField(label=gettext_lazy("Bleeding?"))
    dry = YesNoField(label=gettext_lazy("Dry skin?"))
    sleep_lost = YesNoField(label=gettext_lazy("Lost sleep?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_dry_once()
        self.course_section = form_section(
            chip_field("trend", "scale"), chip_field("severity", "scale")
        )
        self.appearance_section = form_section(
            "appearance",
            chip_field("itch", "scale"),
            *(chip_field(name, "question") for name in QUESTIONS),
        )

    def _ask_dry_once(self) -> None:
        """Leaves "dry" out of the looks, since "Dry skin?" asks it.

        It stays a valid choice for a form of before, and is shown where that comes back.
        """
        if "dry" not in (self["appearance"].value() or ()):
            widget = self.fields["appearance"].widget
            assert isinstance(widget, forms.CheckboxSelectMultiple)
            widget.choices = [row for row in choices(APPEARANCES) if row[0] != "dry"]

    @property
    def opens_appearance(self) -> bool:
        names = ("appearance", "itch", *QUESTIONS)
        filled = any(self[name].value() not in (None, "", []) for name in names)
        return filled or self._has_error(*names)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") != "clear":
            return data
        if data.get("trend"):
            self.add_error(
                "trend",
                _("You said it's gone, so it can't be better or worse. Choose “not answered”."),
            )
        was_clear = self.initial.get("status") == "clear"
        if data.get("severity") is not None and not was_clear:
            self.add_error("severity", _("You said it's gone. Choose “not answered” here too."))
        return data


class EntryForms:
    """The form of an entry with those of its spots and urgent signs."""

    def __init__(
        self,
        data: Any,
        *,
        child: Child,
        today: date,
        now: time,
        initial: Mapping[str, Any] | None = None,
        last: records.Entry | None = None,
        stored: records.Entry | None = None,
        advisers: Sequence[records.Visit] = (),
        revision: int = 0,
        opened: bool = False,
    ) -> None:
        """``stored`` is the entry to change and ``revision`` its revision.

        ``last`` is the previous entry, whose spots a new entry offers again. ``advisers`` are the
        visits whose "come back if" can be ticked.
        """
        self.last = last
        self.stored = stored
        self.entry = EntryForm(
            data,
            child=child,
            today=today,
            now=now,
            is_new=stored is None,
            initial=EntryForm.initial_of(asked_once(stored), revision=revision)
            if stored
            else initial,
        )
        self._advisers = [visit.id for visit in advisers if visit.id]
        set_choices(self.entry, "come_back", [(id, id) for id in self._advisers])
        source = stored or last
        self.spots: BaseSpotForms = spot_forms(
            data, source.spots if source else (), from_last_entry=stored is None
        )
        signs = stored.signs if stored else {}
        self.signs = SignsForm(data, stored=signs, opened=opened)

    def is_valid(self) -> bool:
        are_valid = [form.is_valid() for form in (self.entry, self.spots, self.signs)]
        if not all(are_valid):
            return False
        if self._is_clear and not self._was_clear and self._new_spots():
            text = _("You said it's gone, but places are still marked. Remove them first.")
            self.spots.non_form_errors().append(text)
            return False
        return True

    def record(self) -> records.Entry:
        """Returns the entry. A clear one has no spots, except for those of an imported diary."""
        spots = () if self._is_clear else self.spots.spots()
        entry = self.entry.record(
            spots=spots, signs=self.signs.answers(), come_back=self._come_back()
        )
        if self.stored:
            entry = as_stored(entry, self.stored)
        if self.stored and self._is_clear and self._was_clear:
            return replace(entry, spots=self.stored.spots, severity=self.stored.severity)
        return entry

    def _come_back(self) -> tuple[str, ...]:
        """Returns what is ticked, and what was ticked about visits that cannot be ticked here."""
        stored = self.stored.come_back if self.stored else ()
        others = [id for id in stored if id not in self._advisers]
        return (*others, *self.entry.cleaned_data["come_back"])

    @property
    def _is_clear(self) -> bool:
        return bool(self.entry.cleaned_data["status"] == "clear")

    @property
    def _was_clear(self) -> bool:
        return self.stored is not None and not self.stored.is_present

    def _new_spots(self) -> bool:
        """Returns whether spots were added or filled in beyond those offered again."""
        offered = {spot.track for spot in self.last.spots} if self.last else set()
        return any(
            form.cleaned_data["track"] not in offered
            or form.cleaned_data["count"]
            or form.cleaned_data["size_mm"]
            for form in self.spots.filled_forms()
        )
