"""The settings of a family, a search in its diaries, and a member's reminders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.forms.fields import ClockInput, FreeTextField, RevisionField, form_section
from tracker.forms.places import CountryField, TimeZoneField
from tracker.models import Family, Member

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


_TIME = {
    "required": gettext_lazy("Enter a time."),
    "invalid": gettext_lazy("Enter a time, for example 19:30."),
}


class ReminderForm(forms.Form):
    """Which reminders a member wants, when and how."""

    evening = forms.BooleanField(
        label=gettext_lazy("In the evening, if today's entry is missing"), required=False
    )
    evening_at = forms.TimeField(
        label=gettext_lazy("At"), widget=ClockInput(), error_messages=_TIME
    )
    due = forms.BooleanField(label=gettext_lazy("When something is due"), required=False)
    follow_up = forms.BooleanField(
        label=gettext_lazy("The day before a follow-up, and on the day"), required=False
    )
    still_there = forms.BooleanField(
        label=gettext_lazy("Once, if nothing has been added for 14 days"), required=False
    )
    wrote = forms.BooleanField(
        label=gettext_lazy("When somebody else adds something, once a day"), required=False
    )
    by_mail = forms.BooleanField(label=gettext_lazy("By email"), required=False)
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"), widget=ClockInput(), error_messages=_TIME
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("Until"), widget=ClockInput(), error_messages=_TIME
    )

    def __init__(self, *args: Any, member: Member, sends_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_mail"].help_text = _("To %(email)s") % {"email": member.user.email}
        if not sends_mail:
            del self.fields["by_mail"]
        if not member.writes:
            for name in ("evening", "evening_at", "still_there", "wrote"):
                del self.fields[name]
        self.helper = form_section(*self.fields)
