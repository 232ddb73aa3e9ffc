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


class OneTapForm(forms.Form):
    """``day``: the earlier day that the button named; without it, today."""

    choice = forms.ChoiceField(choices=[(key, key) for key in CHOICES])
    day = forms.DateField(required=False)
    uuid = forms.UUIDField()


class AllTheSameForm(forms.Form):
    uuid = forms.UUIDField()


class OneTapPhotoForm(forms.Form):
    uuid = forms.UUIDField()
    photos = PhotosField()
