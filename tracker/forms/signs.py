"""The form of the urgent signs: one question for all, and the signs to tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.vocabulary import SIGNS
from tracker.forms.fields import choices, set_choices

ALL_SIGNS = tuple(SIGNS)
SIGNS_ABOUT_THE_CHILD = tuple(key for key, sign in SIGNS.items() if sign.about == "child")

NONE, YES, NOT_CHECKED_KEY = "none", "yes", "not_looked"


class SignsForm(forms.Form):
    """``gate``: none answers every offered sign with no, yes answers those ticked with yes and the
    others with no, not_looked stores nothing.

    ``stored`` are the earlier answers. Those that are not touched do not change: an unchecked sign
    does not become a "no" because a note was corrected.
    """

    gate = forms.ChoiceField(
        label=gettext_lazy("Any of these today?"),
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: [
            (NONE, _("None")),
            (YES, _("Yes")),
            (NOT_CHECKED_KEY, _("Didn't look")),
        ],
    )
    seen = forms.MultipleChoiceField(
        label=gettext_lazy("What do you see?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "One of the signs that were sent is none of this list. Please tick again."
            )
        },
    )

    def __init__(
        self,
        *args: Any,
        offered: tuple[str, ...] = ALL_SIGNS,
        stored: Mapping[str, str] | None = None,
        opened: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"prefix": "signs", **kwargs})
        self.offered = offered
        self.stored = dict(stored or {})
        set_choices(self, "seen", choices({key: SIGNS[key].label for key in offered}))
        self.initial = {
            "gate": YES if opened else self._gate_of_stored(),
            "seen": [key for key in offered if self.stored.get(key) == "yes"],
        }

    def _gate_of_stored(self) -> str:
        """Returns the gate for the stored answers; "" for some answers of no and none of yes."""
        answers = [self.stored.get(key, "not_checked") for key in self.offered]
        if "yes" in answers:
            return YES
        if "no" not in answers:
            return NOT_CHECKED_KEY
        return "" if "not_checked" in answers else NONE

    def ticked(self) -> list[str]:
        """Returns the keys of the signs that are ticked in the form, bound or not."""
        return [str(key) for key in self["seen"].value() or ()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        gate, seen = data.get("gate"), data.get("seen")
        if gate == YES and seen == []:
            self.add_error(
                "gate",
                _("You said yes: please tick what you see, or choose “None” or “Didn't look”."),
            )
        taken_back = gate == NOT_CHECKED_KEY and self._gate_of_stored() == YES
        if seen and (gate == NONE or taken_back):
            self.add_error(
                "gate",
                _("Something is ticked below. Please choose “Yes”, or take the ticks away."),
            )
        return data

    def answers(self) -> dict[str, str]:
        """Returns the answers to store. A tick is a yes, whatever the gate is."""
        gate, seen = self.cleaned_data["gate"], self.cleaned_data["seen"]
        kept = {key: answer for key, answer in self.stored.items() if key not in self.offered}
        was_open = self._gate_of_stored() == YES
        if seen:
            return kept | {key: self._answer(key, key in seen, was_open) for key in self.offered}
        if gate in ("", self._gate_of_stored()):
            return self.stored
        return kept | (dict.fromkeys(self.offered, "no") if gate == NONE else {})

    def _answer(self, key: str, is_seen: bool, was_open: bool) -> str:
        stored = self.stored.get(key, "not_checked")
        untouched = was_open and is_seen == (stored == "yes")
        if untouched:
            return stored
        return "yes" if is_seen else "no"
