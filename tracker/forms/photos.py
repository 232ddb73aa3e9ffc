"""Forms that upload or describe photos."""

from __future__ import annotations

from itertools import chain, repeat
from threading import Lock
from typing import Any, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.vocabulary import SITES
from tracker.forms.fields import (
    FreeTextField,
    IdempotencyKeyField,
    RevisionField,
    choices,
    form_section,
    set_choices,
)
from tracker.forms.uploads import GuestUpload, LowDiskUpload, SkippedUpload, UnstoredUpload
from tracker.models import Photo
from tracker.photos import CleanPhoto, Rejected, process_photo
from tracker.rendering import render

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif"
MAX_PHOTOS_AT_ONCE = 10
NOT_STORED = "not stored"
"""The code of an error that is not the photo's fault: sending it again may succeed."""

decode_lock = Lock()
"""Limits a process to one decoder at a time, since a large photo takes hundreds of MB."""


class SentPhoto(NamedTuple):
    """A file, and by how many quarters to the right the sender turned it without drawing it."""

    file: UploadedFile
    turned: str


class PhotosInput(forms.ClearableFileInput):
    """Files with their turns, which a script sends in the same order as ``<name>_turned``."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[SentPhoto]:
        sent = super().value_from_datadict(data, files, name) or ()
        turns = data.getlist(f"{name}_turned") if isinstance(data, QueryDict) else []
        return [SentPhoto(*each) for each in zip(sent, chain(turns, repeat("0")), strict=False)]


class PhotosField(forms.Field):
    """Uploaded files, cleaned to a list of redrawn photos.

    Each file that is refused gets an error with its name and the reason.
    """

    widget = PhotosInput(attrs={"accept": ACCEPT})

    def clean(self, value: Any) -> list[CleanPhoto]:
        sent: list[SentPhoto] = [each for each in value or () if each.file]
        if self.required and not sent:
            raise forms.ValidationError(_("Choose a photo."), "required")
        if len(sent) > MAX_PHOTOS_AT_ONCE:
            text = _("You can send up to %(n)s photos at once. Send the others afterwards.")
            raise forms.ValidationError(text % {"n": MAX_PHOTOS_AT_ONCE}, "many")
        photos, errors = [], list[forms.ValidationError | str]()
        for file, turned in sent:
            if isinstance(file, GuestUpload):
                text = _("This is the sample diary. You can add photos in a diary of your own.")
                raise forms.ValidationError(text, "guest")
            if isinstance(file, SkippedUpload):
                errors.append(
                    f"{file.name}: {_('This is too much at once. Send it after the others.')}"
                )
                continue
            if isinstance(file, UnstoredUpload):
                text = (
                    _(
                        "The server's disk is nearly full, so it can't take photos. Tell the person"
                        " who hosts the diary."
                    )
                    if isinstance(file, LowDiskUpload)
                    else _("This couldn't be saved just now. Try again.")
                )
                errors.append(forms.ValidationError(f"{file.name}: {text}", NOT_STORED))
                continue
            try:
                with decode_lock, file:
                    photos.append(process_photo(file, _quarters(turned)))
            except Rejected as rejected:
                errors.append(f"{file.name}: {render(rejected.reason)}")
        if errors:
            raise forms.ValidationError(errors)
        return photos


def _quarters(text: str) -> int:
    """Returns 0 for what is no turn: the photo matters more, and can be turned afterwards."""
    return int(text) if text in {str(turn) for turn in Photo.Turn} else 0


class PhotosForm(forms.Form):
    """Optional photos of a new entry."""

    photos = PhotosField(label=gettext_lazy("Photos"), required=False)


class AddPhotosForm(forms.Form):
    """More photos of an entry."""

    uuid = IdempotencyKeyField()
    photos = PhotosField(label=gettext_lazy("Photos"))


class TurnPhotoForm(forms.Form):
    turned = forms.TypedChoiceField(choices=Photo.Turn.choices, coerce=int)


class DescribePhotoForm(forms.Form):
    revision = RevisionField()
    site = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    view = forms.ChoiceField(
        label=gettext_lazy("Distance"), widget=forms.RadioSelect, required=False
    )
    caption = FreeTextField(label=gettext_lazy("Caption"), limit=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "site", choices(SITES, _("not given")))
        views = [(key, str(label)) for key, label in Photo.View.choices]
        set_choices(self, "view", [("", _("not given")), *views])
        self.helper = form_section("revision", "site", "view", "caption")
