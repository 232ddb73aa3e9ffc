"""Renders the domain's phrases and labels in the active language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from django.utils.translation import gettext, ngettext

from tracker.domain import records
from tracker.domain.phrases import Value, is_safety, phrase_text
from tracker.domain.phrases import phrase as _
from tracker.domain.roles import ROLES
from tracker.domain.vocabulary import SITES, SITES_WITH_SIDE, condition_of
from tracker.formats import day_text, number_text
from tracker.safety_texts import with_english


def render(value: Value | None) -> str:
    """Return the text of a phrase, day or plain value in the active language; empty for None."""
    if value is None:
        return ""
    if is_safety(value):
        return with_english(lambda: _text(value))
    return _text(value)


def _text(value: Value) -> str:
    return phrase_text(value, gettext, ngettext, day_text, number_text)


def label(labels: Mapping[str, Value], key: str | None) -> str:
    """Return the label of a key; a key without a label unchanged, and empty for None."""
    if not key:
        return ""
    return render(labels[key]) if key in labels else key


def place(site: str, side: str | None) -> str:
    """Return the label of a site with its side: ``left cheek``, ``cheek, both sides``."""
    with_side = SITES_WITH_SIDE.get((site, side or ""))
    return render(with_side) if with_side else label(SITES, site)


def place_names() -> dict[str, dict[str, str]]:
    """Return the label of each site by side, and without one under "", for the scripts."""
    return {
        site: {"": label(SITES, site)}
        | {side: render(text) for (of, side), text in SITES_WITH_SIDE.items() if of == site}
        for site in SITES
    }


class TitledConcern(Protocol):
    """A concern, either the model or the record."""

    @property
    def title(self) -> str: ...

    @property
    def condition(self) -> str: ...


def title_of(concern: TitledConcern) -> str:
    """Return the title of a concern, or the label of its condition where it has none."""
    return concern.title or render(condition_of(concern.condition).label)


_SHORT = {
    "unsure_bumps": _("bumps"),
    "seborrhoeic_dermatitis": _("greasy scales"),
    "unsure_rash": _("rash"),
    "other_rash": _("rash"),
    "other": _("spot"),
}
"""Short names for conditions with a long label."""


def default_title(condition: str, spots: Sequence[records.Spot]) -> str:
    """Return the title of a concern without one of its own: ``milk spots, chin``.

    Empty without spots, since the label of the condition then says as much.
    """
    if not spots:
        return ""
    return f"{short_name(condition)}, {place(spots[0].site, spots[0].side)}"


def renamed_title(title: str, former: str, condition: str) -> str:
    """Return the title with the former condition's short name replaced, where it began with it."""
    former_name, new_name = short_name(former), short_name(condition)
    return (
        new_name + title.removeprefix(former_name) if title.startswith(f"{former_name},") else title
    )


def short_name(condition: str) -> str:
    """Return a short name of a condition, for places with little room."""
    return render(_SHORT.get(condition) or condition_of(condition).label)


def joined(texts: Iterable[str], separator: str = "; ") -> str:
    """Return the texts in one line, without empty ones.

    What a parent wrote may end with a full stop, which goes where another text follows.
    """
    *first, last = [text for text in texts if text] or [""]
    return separator.join((*(_without_full_stop(text) for text in first), last))


def _without_full_stop(text: str) -> str:
    return text if text.endswith("..") else text.removesuffix(".")


def role_name(role: str) -> str:
    """Return the name of a role: ``owner``. Raises KeyError for an unknown role."""
    return render(ROLES[role].name)


def role_with_article(role: str) -> str:
    """Return the name of a role with its article: ``an owner``. Raises KeyError if unknown."""
    return render(ROLES[role].with_article)


def role_description(role: str) -> str:
    """Return what a member with this role may do. Raises KeyError for an unknown role."""
    return render(ROLES[role].description)
