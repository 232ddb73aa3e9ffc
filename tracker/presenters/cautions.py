"""The guide's cautions on the forms of care and exposures, each shown once the form names it."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.guide import PAGES
from tracker.domain.guide.cautions import ON_THE_SKIN, SECTION, cautions_for
from tracker.presenters.rules import SourceLine, source_line
from tracker.rendering import render


@dataclass(frozen=True)
class CautionRow:
    """``applies``: whether the form as it stands names what the caution is about. ``kinds`` and
    ``words``: what the script of the form compares. ``page`` and ``section``: of the guide.
    """

    text: str
    sources: tuple[SourceLine, ...]
    page: str
    page_title: str
    applies: bool
    kinds: str
    words: str
    section: str = SECTION


@dataclass(frozen=True)
class CautionList:
    """``field``: the name of the field with the words. ``on_the_skin``: kinds whose words count."""

    field: str
    rows: tuple[CautionRow, ...]
    on_the_skin: str = " ".join(sorted(ON_THE_SKIN))


def caution_list(condition: str, field: str, kind: str, words: str) -> CautionList:
    """Returns all cautions that can be about care of this condition; empty for the child's."""
    return CautionList(
        field,
        tuple(
            CautionRow(
                text=render(caution.fact.text),
                sources=tuple(source_line(source) for source in caution.fact.sources),
                page=caution.page,
                page_title=render(PAGES[caution.page].title),
                applies=caution.is_about(kind, words),
                kinds=" ".join(sorted(caution.kinds)),
                words=caution.words,
            )
            for caution in cautions_for(condition)
        ),
    )
