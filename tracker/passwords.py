"""A validator of new passwords, besides Django's."""

from __future__ import annotations

import re
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.models import User
from tracker.queries import children_of

MIN_OTHERS = 6
"""How many characters must be left without what is easily guessed."""

KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")


class PredictableValidator:
    """Refuses repeats, runs such as ``abcdef`` or ``qwerty``, and words that others would try here:
    the product's name, the user's e-mail address and their children's names.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        text = password.lower()
        is_repeat = re.fullmatch(r"(.+?)\1+", text, re.DOTALL)
        if is_repeat or _characters_outside_runs(text) < MIN_OTHERS:
            raise ValidationError(
                _(
                    "This password is too easy to guess. Avoid repeats and runs, such as abcabc"
                    " or 123456."
                )
            )
        for word in _own_words(user):
            text = text.replace(word, "")
        if len(text) < MIN_OTHERS:
            raise ValidationError(
                _("This password is too easy to guess. It's mostly a name or your email address.")
            )

    def get_help_text(self) -> str:
        return ""


def _characters_outside_runs(text: str) -> int:
    """Counts the characters that do not follow from the one before them."""
    pairs = pairwise(text)
    return len(text[:1]) + sum(not _is_in_a_run(*pair) for pair in pairs)


def _is_in_a_run(first: str, second: str) -> bool:
    is_beside = any(first + second in row or second + first in row for row in KEYBOARD_ROWS)
    return is_beside or abs(ord(first) - ord(second)) <= 1


def _own_words(user: User | None) -> list[str]:
    """Returns words of at least four letters, the longest first."""
    texts = ["milkspot"]
    if user is not None:
        texts.append(user.email)
    if user is not None and user.pk:
        texts += children_of(user).values_list("name", flat=True)
    words = {word for text in texts for word in re.split(r"[\W\d_]+", text.lower())}
    return sorted((word for word in words if len(word) >= 4), key=len, reverse=True)
