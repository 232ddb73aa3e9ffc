"""Forms that move a record, join concerns, and split one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.forms.concern import ConcernForm
from tracker.forms.fields import INVALID_CHOICE, IdempotencyKeyField, form_section
from tracker.models import Concern, Entry


class MoveForm(forms.Form):
    """``places``: keys and labels of where the record can go."""

    to = forms.ChoiceField(
        label=gettext_lazy("Move it to"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where it goes."), **INVALID_CHOICE},
    )

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(places)


class JoinForm(forms.Form):
    """``other`` is the concern to join with, ``keep`` the one of the two whose name stays."""

    other = forms.UUIDField()
    keep = forms.UUIDField()


class ChosenEntriesForm(forms.Form):
    """Some of a concern's entries, but not all."""

    entries = forms.ModelMultipleChoiceField(
        queryset=Entry.objects.none(),
        to_field_name="uuid",
        error_messages={
            "required": gettext_lazy("Choose the entries that are about something else."),
            "invalid_choice": gettext_lazy("One of the entries is no longer here. Choose again."),
        },
    )

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entries"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Entry.objects.filter(concern=concern).order_by("day", "pk")

    def clean_entries(self) -> list[Entry]:
        chosen = list(self.cleaned_data["entries"])
        field = self.fields["entries"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        assert field.queryset is not None
        if len(chosen) == field.queryset.count():
            raise forms.ValidationError(
                _(
                    "Leave at least one entry here. If all of them are about something else,"
                    " edit the"
                    " skin problem's name."
                ),
                "all",
            )
        return chosen


class SentForm(forms.Form):
    """The id of a form."""

    uuid = forms.UUIDField()


class SplitForm(ConcernForm):
    """The new concern of the chosen entries."""

    uuid = IdempotencyKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_section("title", "first_noticed_on")

    def concern(self) -> records.Concern:
        return self.record(id=str(self.cleaned_data["uuid"]))
