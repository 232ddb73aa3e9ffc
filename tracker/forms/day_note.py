"""The form of a day note, which is about the child as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.forms.entry import BaseEntryForm
from tracker.forms.signs import SignsForm
from tracker.models import Child


class NoteForm(BaseEntryForm[records.DayNote]):
    record_type = records.DayNote


class NoteForms:
    """The form of a day note with that of its urgent signs."""

    def __init__(
        self,
        data: Any,
        *,
        child: Child,
        today: date,
        now: time,
        initial: Mapping[str, Any] | None = None,
        stored: records.DayNote | None = None,
        revision: int = 0,
        opened: bool = False,
    ) -> None:
        self.note = NoteForm(
            data,
            child=child,
            today=today,
            now=now,
            is_new=stored is None,
            initial=NoteForm.initial_of(stored, revision=revision) if stored else initial,
        )
        signs = stored.signs if stored else {}
        self.signs = SignsForm(data, is_about_child=True, stored=signs, opened=opened)

    def is_valid(self) -> bool:
        are_valid = [
            form.is_valid() for form in (self.note, self.signs)
        ]  # shows the errors of both
        if not all(are_valid):
            return False
        note = self.record()
        if note.notes or note.signs or note.temperature_c is not None:
            return True
        self.note.add_error(
            "notes", _("Write a note, enter a temperature or answer “Any of these today?”")
        )
        return False

    def record(self) -> records.DayNote:
        return self.note.record(signs=self.signs.answers())
