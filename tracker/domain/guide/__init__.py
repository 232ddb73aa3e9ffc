"""The guide: what is called by which name, what helps, and when to ask, with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.guide.pages.baby_acne import BABY_ACNE
from tracker.domain.guide.pages.birthmarks import BIRTHMARKS
from tracker.domain.guide.pages.bites import BITES
from tracker.domain.guide.pages.contact_rash import CONTACT_RASH
from tracker.domain.guide.pages.cradle_cap import CRADLE_CAP
from tracker.domain.guide.pages.dots_that_do_not_fade import DOTS_THAT_DO_NOT_FADE
from tracker.domain.guide.pages.eczema import ECZEMA
from tracker.domain.guide.pages.gums import GUMS
from tracker.domain.guide.pages.heat_rash import HEAT_RASH
from tracker.domain.guide.pages.hives import HIVES
from tracker.domain.guide.pages.impetigo import IMPETIGO
from tracker.domain.guide.pages.milk_spots import MILK_SPOTS
from tracker.domain.guide.pages.milk_spots_after_a_rash import MILK_SPOTS_AFTER_A_RASH
from tracker.domain.guide.pages.nappy_rash import NAPPY_RASH
from tracker.domain.guide.pages.newborn_blotches import NEWBORN_BLOTCHES
from tracker.domain.guide.pages.photos import PHOTOS
from tracker.domain.guide.pages.pictures import PICTURES
from tracker.domain.guide.pages.rash_with_a_cold import RASH_WITH_A_COLD
from tracker.domain.guide.pages.ringworm import RINGWORM
from tracker.domain.guide.pages.scabies import SCABIES
from tracker.domain.guide.parts import GuideFact, GuidePage, TipPage
from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _

__all__ = ["COMMON_QUESTIONS", "PAGES", "TIP_PAGES", "facts_of", "page_of_condition"]

PAGES: Mapping[str, GuidePage] = {
    page.key: page
    for page in (
        MILK_SPOTS,
        MILK_SPOTS_AFTER_A_RASH,
        BABY_ACNE,
        GUMS,
        NEWBORN_BLOTCHES,
        HEAT_RASH,
        NAPPY_RASH,
        CRADLE_CAP,
        ECZEMA,
        HIVES,
        RASH_WITH_A_COLD,
        CONTACT_RASH,
        IMPETIGO,
        RINGWORM,
        SCABIES,
        BITES,
        BIRTHMARKS,
        DOTS_THAT_DO_NOT_FADE,
    )
}
"""The pages by key, in the order of the list."""

TIP_PAGES: Mapping[str, TipPage] = {page.key: page for page in (PHOTOS, PICTURES)}
"""The pages about no skin problem, after the others in the list."""


COMMON_QUESTIONS: tuple[tuple[Phrase, str, str], ...] = (
    (_("When do I call, and when do I see a doctor?"), MILK_SPOTS.key, "call"),
    (_("Can I squeeze milk spots?"), MILK_SPOTS.key, "leave-alone"),
    (_("What helps milk spots?"), MILK_SPOTS.key, "helps"),
    (_("How long do milk spots last?"), MILK_SPOTS.key, "course"),
    (_("How do I do the glass test?"), DOTS_THAT_DO_NOT_FADE.key, "looks"),
)
"""What parents ask first: the question, and the page and the section that answer it."""


def page_of_condition(condition: str) -> tuple[GuidePage, bool] | None:
    """Return the page about a condition, and whether it is only the nearest.

    None for a condition that leads to the list: the parent is not sure, or it has another name.
    """
    for page in PAGES.values():
        if condition in page.conditions or condition in page.nearest:
            return page, condition in page.nearest
    return None


def facts_of(page: GuidePage) -> Iterator[GuideFact]:
    """Yield every fact that a page states itself."""
    yield from page.name
    for looks in (page.looks, *(kind.looks for kind in page.described_kinds)):
        yield from looks.facts
        yield from (each for each in (looks.light, looks.brown, looks.black) if each)
    yield from (fact for kind in page.described_kinds for fact in kind.facts)
    yield from (*page.where, *page.how_common, *page.course, *page.helps, *page.leave_alone)
    yield from (*page.ask, *page.today, *page.urgent, *page.clinician, *page.disagreements)
    yield from (look_alike.fact for look_alike in page.look_alikes)
    yield from (kind.fact for kind in page.kinds)
