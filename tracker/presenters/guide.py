"""Pages of the guide, with their sources numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.domain.guide import PAGES
from tracker.domain.guide.common import ASK, CALL, SEE_TODAY
from tracker.domain.guide.parts import GuideFact, GuidePage
from tracker.domain.phrases import Phrase
from tracker.domain.sources import Source
from tracker.presenters.rules import SourceLine, source_line
from tracker.rendering import render


@dataclass(frozen=True)
class GuideLine:
    """``numbers``: those of its sources in the page's list. ``page``: the key of a page it leads
    to; ``page_title``: its title.
    """

    text: str
    numbers: tuple[int, ...] = ()
    heading: str = ""
    page: str = ""
    page_title: str = ""


@dataclass(frozen=True)
class GuideSection:
    """``key``: the section's anchor."""

    key: str
    heading: str
    lines: tuple[GuideLine, ...]


@dataclass(frozen=True)
class SkinTone:
    """What it looks like on one skin; ``line`` is None where no source describes it.

    ``drawn``: what the drawing shows, in words.
    """

    key: str
    label: str
    line: GuideLine | None
    drawn: str


@dataclass(frozen=True)
class GuideSheet:
    """One page, as it is shown. ``urgent`` comes first, then the looks, then ``sections``.

    ``drawing``: the template with the marks that are drawn on each skin, empty without one.
    """

    key: str
    title: str
    urgent: tuple[GuideSection, ...]
    name: GuideSection
    looks: GuideSection
    tones: tuple[SkinTone, ...]
    drawing: str
    sections: tuple[GuideSection, ...]
    sources: tuple[SourceLine, ...]


def guide_titles() -> list[tuple[str, str]]:
    """Returns the key and title of each page, in the order of the list."""
    return [(page.key, render(page.title)) for page in PAGES.values()]


def guide_sheet(page: GuidePage) -> GuideSheet:
    """Returns a page with its sources numbered in the order in which they are named."""
    return _Numbering().sheet(page)


class _Numbering:
    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def sheet(self, page: GuidePage) -> GuideSheet:
        urgent = (
            self._facts("call", _("Call now"), (*page.urgent, *CALL)),
            self._facts("today", _("See a doctor today"), (*page.today, *SEE_TODAY)),
        )
        name = self._facts("name", _("The name"), page.name)
        looks = self._facts("looks", _("What it looks like"), page.looks.facts)
        tones = tuple(self._tones(page))
        sections = tuple(section for section in self._sections(page) if section.lines)
        return GuideSheet(
            key=page.key,
            title=render(page.title),
            urgent=urgent,
            name=name,
            looks=looks,
            tones=tones,
            drawing=_drawing(page.looks.drawing),
            sections=sections,
            sources=tuple(source_line(source) for source in self._numbers),
        )

    def _sections(self, page: GuidePage) -> Iterator[GuideSection]:
        yield self._facts("where", _("Where it is"), page.where)
        yield self._facts("how-common", _("How common it is"), page.how_common)
        yield self._facts("course", _("How long it lasts"), page.course)
        yield self._facts("helps", _("What helps"), page.helps)
        yield self._facts("leave-alone", _("What to leave alone"), page.leave_alone)
        yield _phrases("write-down", _("What to write down"), page.write_down)
        yield self._facts("ask", _("When to ask"), (*page.ask, *ASK))
        look_alikes = tuple(self._line(each.fact, page=each.page) for each in page.look_alikes)
        yield GuideSection("look-alikes", _("What looks much the same"), look_alikes)
        kinds = tuple(self._line(kind.fact, heading=render(kind.name)) for kind in page.kinds)
        yield GuideSection("kinds", _("Kinds that a doctor may name"), kinds)
        yield self._facts("clinician", _("What a clinician may talk about"), page.clinician)
        yield _phrases("questions", _("Questions for the doctor"), page.questions)
        yield self._facts("disagreements", _("Where sources disagree"), page.disagreements)

    def _tones(self, page: GuidePage) -> Iterator[SkinTone]:
        looks = page.looks
        for key, label, fact in (
            ("light", _("Light skin"), looks.light),
            ("brown", _("Brown skin"), looks.brown),
            ("black", _("Black skin"), looks.black),
        ):
            line = self._line(fact) if fact else None
            yield SkinTone(key, label, line, _drawn(label, line))

    def _facts(self, key: str, heading: str, facts: Iterable[GuideFact]) -> GuideSection:
        return GuideSection(key, heading, tuple(self._line(fact) for fact in facts))

    def _line(self, fact: GuideFact, heading: str = "", page: str = "") -> GuideLine:
        numbers = tuple(
            self._numbers.setdefault(source, len(self._numbers) + 1) for source in fact.sources
        )
        target = PAGES.get(page)
        title = render(target.title) if target else ""
        return GuideLine(render(fact.text), numbers, heading, page if target else "", title)


def _drawing(key: str) -> str:
    return f"info/guide/drawings/{key}.svg" if key else ""


def _drawn(label: str, line: GuideLine | None) -> str:
    if line is None:
        return _("Drawing, %(skin)s: the shape only") % {"skin": label}
    return _("Drawing, %(skin)s: %(looks)s") % {"skin": label, "looks": line.text}


def _phrases(key: str, heading: str, phrases: Iterable[Phrase]) -> GuideSection:
    return GuideSection(key, heading, tuple(GuideLine(render(each)) for each in phrases))
