"""The domain's phrases in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from tracker.domain import records
from tracker.domain.phrases import Value, phrase_text
from tracker.domain.phrases import phrase as _
from tracker.domain.roles import ROLES
from tracker.domain.vocabulary import SIDES, SITES, condition_of


def render(value: Value | None) -> str:
    """A phrase, day or plain value as the reader reads it; nothing for None."""
    return "" if value is None else phrase_text(value, gettext, ngettext, day_text)


def day_text(day: date) -> str:
    """``3 March 2026`` in the reader's language."""
    return date_format(day, "j F Y")


def short_day(day: date, today: date) -> str:
    """``3 Mar``, with the year where it is another one than today's."""
    return date_format(day, "j M" if day.year == today.year else "j M Y")


def label(labels: Mapping[str, Value], key: str | None) -> str:
    """The label of a key; a key that this version does not know is shown as it is."""
    if not key:
        return ""
    return render(labels[key]) if key in labels else key


def place(site: str, side: str | None) -> str:
    """``left cheek``, ``chin, middle``: where a spot is, in words."""
    where = label(SITES, site)
    if side in ("left", "right"):
        return gettext("%(side)s %(site)s") % {"side": label(SIDES, side), "site": where}
    return f"{where}, {label(SIDES, side)}" if side == "both" else where


class Titled(Protocol):
    """A concern, as a row or as a record."""

    @property
    def title(self) -> str: ...

    @property
    def condition(self) -> str: ...


def title_of(concern: Titled) -> str:
    """The concern in the parent's words, or else what it is taken for."""
    return concern.title or render(condition_of(concern.condition).label)


_SHORT = {
    "unsure_bumps": _("bumps"),
    "unsure_rash": _("rash"),
    "other": _("spot"),
}
"""What to call it where the label would say that nobody knows."""


def usual_title(condition: str, spots: Sequence[records.Spot]) -> str:
    """``milk spots, chin``: what a concern is called that was given no words of its own.

    Empty where no place is known: then the name of the condition says as much.
    """
    if not spots:
        return ""
    return f"{short_name(condition)}, {place(spots[0].site, spots[0].side)}"


def title_after(title: str, former: str, condition: str) -> str:
    """A title that began with the former name begins with the new one."""
    before, after = short_name(former), short_name(condition)
    return after + title.removeprefix(before) if title.startswith(f"{before},") else title


def short_name(condition: str) -> str:
    """What a condition is called where there is little room."""
    return render(_SHORT.get(condition) or condition_of(condition).label)


def role_name(role: str) -> str:
    """``owner``, as it stands beside a name."""
    return render(ROLES[role].name)


def role_with_article(role: str) -> str:
    """``an owner``, as it stands in a sentence."""
    return render(ROLES[role].with_article)


def role_means(role: str) -> str:
    """What a member with this role may do."""
    return render(ROLES[role].description)
