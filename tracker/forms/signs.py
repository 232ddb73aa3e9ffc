"""The form of the urgent signs: the glass test, a question for most signs, the list behind it.

Only what was shown is answered: the form says which signs its page had the words of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.sign_answers import as_asked
from tracker.domain.vocabulary import ASKED_SIGNS, GATE, GLASS_TEST, SIGNS, SIGNS_OF_VERSION_1
from tracker.forms.fields import INVALID_CHOICE, choices, set_choices
from tracker.safety_texts import with_english

NONE, YES, NOT_CHECKED_KEY = "none", "yes", "not_looked"

NOT_PRESSED = "not_checked"


@dataclass(frozen=True)
class ShownSigns:
    """Keys of the signs whose words stand in the list, and in the short question above it."""

    listed: tuple[str, ...]
    in_gate: tuple[str, ...]


class SignsForm(forms.Form):
    """``gate``: none answers the signs of the short question with no, yes answers those ticked with
    yes and the others of the list with no, not_looked stores nothing.

    ``listed`` and ``in_gate``: see ``ShownSigns``. A form of the first version has neither, and
    answers the signs that it asked.

    ``stored`` are the earlier answers. Those that are not touched do not change: an unchecked sign
    does not become a "no" because a note was corrected.
    """

    glass = forms.ChoiceField(
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: [
            ("no", with_english(lambda: _("They fade"))),
            ("yes", with_english(lambda: _("They stay"))),
            (NOT_PRESSED, with_english(lambda: _("I didn't press"))),
        ],
        error_messages=INVALID_CHOICE,
    )
    gate = forms.ChoiceField(
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: [
            (NONE, with_english(lambda: _("None of these"))),
            (YES, with_english(lambda: _("Yes, show the list"))),
            (NOT_CHECKED_KEY, with_english(lambda: _("Didn't look"))),
        ],
    )
    seen = forms.MultipleChoiceField(
        label=gettext_lazy("What do you see?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("One of the signs is not on this list. Tick again.")
        },
    )
    listed = forms.CharField(required=False)
    in_gate = forms.CharField(required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        is_about_child: bool = False,
        stored: Mapping[str, str] | None = None,
        opened: bool = False,
    ) -> None:
        """``is_about_child``: for a day note, which asks neither about the skin nor the glass."""
        super().__init__(_with_glass_test(data), prefix="signs")
        self.stored = dict(stored or {})
        self.fields["gate"].label = with_english(lambda: _("Any of these today?"))
        self.fields["glass"].label = with_english(
            lambda: _("Press a clear glass on the dots. Do they fade?")
        )
        if is_about_child:
            del self.fields["glass"]
        self._known = tuple(
            key for key, sign in SIGNS.items() if sign.about == "child" or not is_about_child
        )
        set_choices(self, "seen", choices({key: SIGNS[key].label for key in self._known}))
        self.initial["seen"] = [key for key in self._known if self.stored.get(key) == "yes"]
        listed = tuple(key for key in self._known if self._is_offered(key))
        self.offered = ShownSigns(listed, tuple(key for key in listed if key in GATE))
        self.initial["glass"] = self._glass_test_of_stored()
        self.initial["gate"] = YES if opened else self._gate_of_stored(self.offered)

    @property
    def names_its_keys(self) -> bool:
        """Whether the page carries the keys that it shows.

        A form of the first version that comes back with an error does not: its answers stay those
        to the one list.
        """
        return not self.is_bound or self.add_prefix("listed") in self.data

    def _is_offered(self, key: str) -> bool:
        """A retired sign is offered only to be taken back."""
        if key == GLASS_TEST:
            return False
        return key in ASKED_SIGNS or self.stored.get(key) == "yes" or key in self.ticked()

    def _glass_test_of_stored(self) -> str:
        answer = as_asked(self.stored).get(GLASS_TEST)
        return answer if answer in ("yes", "no") else NOT_PRESSED

    def _gate_of_stored(self, shown: ShownSigns) -> str:
        """Returns the gate for the stored answers; "" for some answers of no and none of yes."""
        answers = {self.stored.get(key, "not_checked") for key in shown.listed}
        if "yes" in answers:
            return YES
        if all(self.stored.get(key) == "no" for key in shown.in_gate):
            return NONE
        return "" if "no" in answers else NOT_CHECKED_KEY

    def ticked(self) -> list[str]:
        """Returns the keys of the signs that are ticked in the form, bound or not."""
        return [str(key) for key in self["seen"].value() or ()]

    def _shown(self) -> ShownSigns:
        """Returns the signs that the sent form showed, without those that are unknown here."""
        if not self.names_its_keys:
            keys = tuple(key for key in SIGNS_OF_VERSION_1 if key in self._known)
            return ShownSigns(keys, keys)
        return ShownSigns(*(self._keys_in(name) for name in ("listed", "in_gate")))

    def _keys_in(self, name: str) -> tuple[str, ...]:
        return tuple(key for key in self.cleaned_data.get(name, "").split() if key in self._known)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        gate, seen = data.get("gate"), data.get("seen")
        if gate == YES and seen == []:
            self.add_error(
                "gate",
                _("Tick what you see, or choose “None of these” or “Didn't look”."),
            )
        if seen and gate in (NONE, NOT_CHECKED_KEY):
            self.add_error(
                "gate",
                _("Something is ticked below. Choose “Yes, show the list” or remove the ticks."),
            )
        return data

    def answers(self) -> dict[str, str]:
        """Returns the answers to store.

        A tick is a yes, whatever the gate is; what is not ticked is a no where the list was opened.
        """
        answers = self._answers_of_list(self._shown())
        glass = self.cleaned_data.get("glass", "")
        if glass in ("", self.initial["glass"]):
            return answers
        answers.pop(GLASS_TEST, None)
        return answers if glass == NOT_PRESSED else answers | {GLASS_TEST: glass}

    def _answers_of_list(self, shown: ShownSigns) -> dict[str, str]:
        gate, seen = self.cleaned_data["gate"], self.cleaned_data["seen"]
        stored_gate = self._gate_of_stored(shown)
        if seen and gate == "" and stored_gate != YES:
            return self.stored | dict.fromkeys(seen, "yes")
        if seen:
            listed = dict.fromkeys((*shown.listed, *seen))
            answered = {key: self._answer(key, key in seen, stored_gate == YES) for key in listed}
            given = {key: answer for key, answer in answered.items() if answer is not None}
            return self._without_the_one_list(self._not_in(listed) | given, listed)
        if gate in ("", stored_gate):
            return dict(self.stored)
        answers_of_gate = dict.fromkeys(shown.in_gate, "no") if gate == NONE else {}
        answers = self._not_in(shown.listed) | self._taken_back(shown) | answers_of_gate
        return self._without_the_one_list(answers, shown.in_gate) if gate == NONE else answers

    def _without_the_one_list(
        self, answers: dict[str, str], asked: Collection[str]
    ) -> dict[str, str]:
        """Returns the answers without the mark of the first version's list, now asked again.

        What of that list was not ``asked`` this time becomes not checked.
        """
        if not self.names_its_keys or answers.get("unwell", "yes") == "yes":
            return answers
        again = {
            key: answer if key in asked or answer != "no" else "not_checked"
            for key, answer in answers.items()
        }
        del again["unwell"]
        return again

    def _not_in(self, keys: Collection[str]) -> dict[str, str]:
        return {key: answer for key, answer in self.stored.items() if key not in keys}

    def _taken_back(self, shown: ShownSigns) -> dict[str, str]:
        """Returns retired signs as not checked: they tell how the other answers were asked."""
        retired = (key for key in shown.listed if SIGNS[key].is_retired and key in self.stored)
        return dict.fromkeys(retired, "not_checked")

    def _answer(self, key: str, is_seen: bool, was_open: bool) -> str | None:
        stored = self.stored.get(key)
        untouched = was_open and is_seen == (stored == "yes")
        if untouched:
            return stored
        return "yes" if is_seen else "no"


def _with_glass_test(data: QueryDict | None) -> QueryDict | None:
    """Returns the sent form with its glass test; the first version asked it among the signs."""
    if data is None or GLASS_TEST not in data.getlist("signs-seen"):
        return data
    with_glass_test = data.copy()
    with_glass_test.setdefault("signs-glass", "yes")
    return with_glass_test
