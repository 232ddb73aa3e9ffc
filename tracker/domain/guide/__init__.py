"""The guide: what is called by which name, what helps, and when to ask, with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.guide.pages.milk_spots import MILK_SPOTS
from tracker.domain.guide.parts import GuideFact, GuidePage

__all__ = ["PAGES", "facts_of", "page_of_condition"]

PAGES: Mapping[str, GuidePage] = {page.key: page for page in (MILK_SPOTS,)}
"""The pages by key, in the order of the list."""


def page_of_condition(condition: str) -> tuple[GuidePage, bool] | None:
    """Return the page about a condition, and whether it is only the nearest; None without one."""
    for page in PAGES.values():
        if condition in page.conditions or condition in page.nearest:
            return page, condition in page.nearest
    return None


def facts_of(page: GuidePage) -> Iterator[GuideFact]:
    """Yield every fact that a page states itself."""
    looks = page.looks
    yield from (*page.name, *looks.facts)
    yield from (each for each in (looks.light, looks.brown, looks.black) if each)
    yield from (*page.where, *page.how_common, *page.course, *page.helps, *page.leave_alone)
    yield from (*page.ask, *page.today, *page.urgent, *page.clinician, *page.disagreements)
    yield from (look_alike.fact for look_alike in page.look_alikes)
    yield from (kind.fact for kind in page.kinds)
