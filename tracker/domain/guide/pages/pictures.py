"""Links to collections of pictures on several skin tones. None is copied here."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import TipPage, TipSection
from tracker.domain.phrases import phrase as _

PICTURES = TipPage(
    key="pictures",
    title=_("Pictures on several skin tones"),
    first=_(
        "These pages show other people's skin. Do not use them to decide what your baby has: a"
        " picture that looks the same may be something else. Show your baby's skin to a doctor."
    ),
    sections=(
        TipSection(
            "skin-deep",
            _("Skin Deep"),
            (
                fact(
                    "Children's skin in a range of tones. It is free, for professionals and the"
                    " public, from the Royal London Hospital and Don't Forget the Bubbles.",
                    guide_sources.SKIN_DEEP_ABOUT,
                ),
                fact(
                    "It names two more, Brown Skin Matters and Mind the Gap. This guide has not"
                    " looked at those.",
                    guide_sources.SKIN_DEEP_ABOUT,
                ),
            ),
            address="https://dftbskindeep.com/",
        ),
        TipSection(
            "reframe",
            _("Reframe"),
            (
                fact(
                    "Over 1,000 pictures of 158 volunteers, made in Bristol with the NHS. It does"
                    " not say whether babies are among them.",
                    guide_sources.REFRAME_NEWS,
                    guide_sources.REFRAME,
                ),
            ),
            address="https://www.reframe-diverseimages.co.uk/home",
        ),
        TipSection(
            "nhs",
            _("NHS: hives"),
            (
                fact(
                    "Six pictures of hives, on white to dark brown skin, each described in words.",
                    sources.NHS_HIVES,
                ),
            ),
            address="https://www.nhs.uk/conditions/hives/",
        ),
        TipSection(
            "dermnet",
            _("DermNet: milia"),
            (
                fact(
                    "Milk spots of newborn babies and of others. Many of its pages have pictures on"
                    " brown and black skin.",
                    guide_sources.DERMNET_MILIUM,
                ),
            ),
            address="https://dermnetnz.org/topics/milium",
        ),
    ),
)
