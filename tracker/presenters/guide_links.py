"""Links from the diary to the guide."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.domain.guide import page_of_condition
from tracker.rendering import render


@dataclass(frozen=True)
class GuideLink:
    """Where the guide tells more about a condition. ``page``: the key of the page; empty where it
    leads to the list.
    """

    page: str
    text: str


def guide_link(condition: str) -> GuideLink:
    """Returns the link to the page about a condition, to the nearest page, or to the list."""
    found = page_of_condition(condition)
    if found is None:
        return GuideLink("", _("Guide to a baby's skin"))
    page, is_nearest = found
    text = _("Nearest page in the guide: %(page)s") if is_nearest else _("Guide: %(page)s")
    return GuideLink(page.key, text % {"page": render(page.title)})
