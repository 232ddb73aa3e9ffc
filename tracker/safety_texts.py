"""The safety texts: urgent signs, "Worried now?" and flags, with English beside a translation.

A wrong word in them can hurt a child. So they show their English too, until two people, one of
them a clinician, have checked the translation. The file safety_texts.toml beside the catalogue of
a language names both (docs/translating.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, Self

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, to_locale

P = ParamSpec("P")

RECORD = "safety_texts.toml"
CHECKERS = 2
_is_within: ContextVar[bool] = ContextVar("is_within_a_safety_text", default=False)


class SafetyText(str):
    """A translated text and the English one; as a plain string both in one line.

    The marks round the English keep its order within a text that runs from right to left.
    """

    translated: str
    english: str

    def __new__(cls, translated: str, english: str) -> Self:
        text = super().__new__(cls, f"{translated} \u200e({english})\u200e")
        text.translated, text.english = translated, english
        return text

    def __html__(self) -> SafeString:
        return format_html(
            '{} <span lang="en" dir="ltr">{}</span>',
            self.translated,
            self.english,
        )


def with_english(make: Callable[[], str]) -> str:
    """Return the text that ``make`` returns in the active language, with the English if needed.

    Its parts have no English of their own.
    """
    if _is_within.get() or not shows_english(get_language() or "en"):
        return make()
    token = _is_within.set(True)
    try:
        translated = make()
    finally:
        _is_within.reset(token)
    with override("en"):
        english = make()
    return translated if translated == english else SafetyText(translated, english)


def safety_text(function: Callable[P, str]) -> Callable[P, str]:
    """Mark a function that returns a safety text."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> str:
        return with_english(lambda: function(*args, **kwargs))

    return wrapper


@cache
def shows_english(language: str) -> bool:
    """Return whether the safety texts of a language show English beside them."""
    if language.partition("-")[0] == "en":
        return False
    return not any(
        _is_checked(_record(Path(folder) / to_locale(language) / RECORD))
        for folder in settings.LOCALE_PATHS
    )


def _record(path: Path) -> dict[str, Any]:
    """Return the content of a record; empty for one that is not there or cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _is_checked(record: dict[str, Any]) -> bool:
    checkers = record.get("checked_by", [])
    names = {row.get("name") for row in checkers} - {None, ""}
    return len(names) >= CHECKERS and any(row.get("is_clinician") is True for row in checkers)
