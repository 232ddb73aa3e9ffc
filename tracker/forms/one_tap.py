"""What the buttons on a card of Today send."""

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
"""What each button writes: status and trend. Signs stay unchecked."""


class TapForm(forms.Form):
    """``tapped_on``: the phone's own date, where a script names it. It tells a tap that is sent
    twice, perhaps on two days, from one on the same page the day after.
    """

    uuid = forms.UUIDField()
    tapped_on = forms.DateField(required=False)


class OneTapForm(TapForm):
    """``day``: the earlier day that the button named; without it, today."""

    choice = forms.ChoiceField(choices=[(key, key) for key in CHOICES])
    day = forms.DateField(required=False)


class AllTheSameForm(TapForm):
    """``concerns``: the ids of those on the page. What somebody wrote down since is not meant."""

    concerns = forms.CharField()

    def clean_concerns(self) -> set[str]:
        return set(self.cleaned_data["concerns"].split())


class OneTapPhotoForm(TapForm):
    photos = PhotosField()
