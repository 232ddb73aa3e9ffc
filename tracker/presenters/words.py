"""The domain's phrases in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from tracker.domain.phrases import Phrase, Value, render
from tracker.domain.vocabulary import SIDES, SITES


def say(value: Value | None) -> str:
    """A phrase, day or plain value as the reader reads it; nothing for None."""
    return "" if value is None else render(value, gettext, ngettext, day_text)


def day_text(day: date) -> str:
    """``3 March 2026`` in the reader's language."""
    return date_format(day, "j F Y")


def short_day(day: date, today: date) -> str:
    """``3 Mar``, with the year where it is another one than today's."""
    return date_format(day, "j M" if day.year == today.year else "j M Y")


def label(labels: Mapping[str, Phrase], key: str | None) -> str:
    """The label of a key; a key that this version does not know is shown as it is."""
    if not key:
        return ""
    return say(labels[key]) if key in labels else key


def place(site: str, side: str | None) -> str:
    """``left cheek``, ``chin, middle``: where a spot is, in words."""
    where = label(SITES, site)
    if side in ("left", "right"):
        return gettext("%(side)s %(site)s") % {"side": label(SIDES, side), "site": where}
    return f"{where}, {label(SIDES, side)}" if side == "both" else where
