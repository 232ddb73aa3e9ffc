"""The form of a link to the summary: duration, code, name, frozen or live."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from tracker.forms.fields import INVALID_CHOICE, form_section, set_choices

DAYS = (1, 7, 14, 30)
DEFAULT_DAYS = 14


class ShareForm(forms.Form):
    """``sealed`` holds the secrets of the link, so that sending the form twice makes one link."""

    sealed = forms.CharField(widget=forms.HiddenInput, required=False)
    days = forms.TypedChoiceField(
        label=gettext_lazy("Ends after"),
        widget=forms.RadioSelect,
        coerce=int,
        initial=DEFAULT_DAYS,
        error_messages=INVALID_CHOICE,
        choices=lambda: [(days, _day_count(days)) for days in DAYS],
    )
    shows = forms.ChoiceField(
        label=gettext_lazy("Contents"),
        widget=forms.RadioSelect,
        initial="frozen",
        error_messages=INVALID_CHOICE,
        choices=[
            ("frozen", gettext_lazy("The diary as it is now")),
            ("live", gettext_lazy("The diary, including new entries")),
        ],
    )
    code = forms.ChoiceField(
        label=gettext_lazy("Protection"),
        widget=forms.RadioSelect,
        initial="yes",
        error_messages=INVALID_CHOICE,
        choices=[
            ("yes", gettext_lazy("A 6-digit code")),
            ("no", gettext_lazy("No code")),
        ],
        help_text=gettext_lazy(
            "The code is shown beside the QR code. Five wrong codes lock the link."
        ),
    )
    name = forms.ChoiceField(
        label=gettext_lazy("Name shown"),
        widget=forms.RadioSelect,
        initial="short",
        error_messages=INVALID_CHOICE,
        help_text=gettext_lazy("Names that you typed, for example in a note, are still shown."),
    )

    def __init__(self, *args: Any, name: str, short_name: str, **kwargs: Any) -> None:
        """``short_name`` is the default name of the child on the shared page."""
        super().__init__(*args, **kwargs)
        set_choices(self, "name", [("short", short_name), ("full", name)])
        self.helper = form_section("sealed", "days", "shows", "code", "name")

    @property
    def is_frozen(self) -> bool:
        return self.cleaned_data["shows"] == "frozen"

    @property
    def with_code(self) -> bool:
        return self.cleaned_data["code"] == "yes"

    @property
    def with_full_name(self) -> bool:
        return self.cleaned_data["name"] == "full"


def _day_count(number: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}
