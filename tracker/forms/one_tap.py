"""Forms of the one-tap buttons on Today."""

from __future__ import annotations

from django import forms

from tracker.forms.photos import PhotosField

CHOICES = {
    "same": ("present", "same"),
    "better": ("present", "better"),
    "worse": ("present", "worse"),
    "gone": ("clear", None),
    "back": ("present", "new"),
}
"""The status and trend that each button writes. Signs stay unchecked."""


class TapForm(forms.Form):
    """``tapped_on``: the phone's date, where a script sends it. It distinguishes a tap that is sent
    twice, perhaps on two days, from a new tap on the same page the day after.
    """

    uuid = forms.UUIDField()
    tapped_on = forms.DateField(required=False)


class OneTapForm(TapForm):
    """``day``: an earlier day to write for; today by default."""

    choice = forms.ChoiceField(choices=[(key, key) for key in CHOICES])
    day = forms.DateField(required=False)


class AllTheSameForm(TapForm):
    """``concerns``: the ids of the concerns on the page; later ones are not included."""

    concerns = forms.CharField()

    def clean_concerns(self) -> set[str]:
        return set(self.cleaned_data["concerns"].split())


class OneTapPhotoForm(TapForm):
    photos = PhotosField()
