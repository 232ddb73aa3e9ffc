"""A language for tests: every message in ⟦brackets⟧, 40 % longer.

Text of the product outside brackets did not come through gettext.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from django.utils.translation import trans_real

LEFT_TO_RIGHT = "qps"
RIGHT_TO_LEFT = "ar-xb"
FORMAT = "format of a day or time"
OPEN, CLOSE = "⟦", "⟧"
PADDING = "longer words in here "


def longer(message: str) -> str:
    """Return the message in brackets, longer by 40 %; placeholders and markup stay."""
    room = max(1, round(len(message) * 0.4))
    padding = (PADDING * (room // len(PADDING) + 1))[:room].strip() or "l"
    space = message[len(message.rstrip()) :]
    return f"{OPEN}{message.rstrip()} {padding}{CLOSE}{space}" if message.strip() else message


class PseudoTranslation(NullTranslations):
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def to_language(self) -> str:
        return self._language

    def language(self) -> str:
        return self._language

    def gettext(self, message: str) -> str:
        context, separator, text = message.rpartition(trans_real.CONTEXT_SEPARATOR)
        return text if separator and context == FORMAT else longer(text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


@contextmanager
def installed(settings) -> Iterator[None]:
    """Install both languages beside English."""
    codes = (LEFT_TO_RIGHT, RIGHT_TO_LEFT)
    settings.LANGUAGES = [("en", "English"), *((code, code) for code in codes)]
    settings.LANGUAGES_BIDI = [RIGHT_TO_LEFT, "ar"]
    trans_real._translations.update({code: PseudoTranslation(code) for code in codes})
    try:
        yield
    finally:
        for code in codes:
            del trans_real._translations[code]
        trans_real.activate("en")
