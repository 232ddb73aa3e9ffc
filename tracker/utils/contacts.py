"""Finds how to reach the person named in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

_VALIDATORS = (("mailto:", validate_email), ("", URLValidator(schemes=["https"])))


def contacts_in(text: str) -> Iterator[str]:
    """Yields the email addresses and https addresses in a text, as URIs."""
    for word in re.split(r"[\s,;<>()]+", text):
        contact = _contact(word.removeprefix("mailto:").rstrip("."))
        if contact:
            yield contact


def _contact(word: str) -> str:
    for prefix, validate in _VALIDATORS:
        try:
            validate(word)
        except ValidationError:
            continue
        return f"{prefix}{word}"
    return ""
