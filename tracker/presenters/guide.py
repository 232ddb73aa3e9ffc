"""Pages of the guide, with their sources numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tracker.domain.guide import PAGES, TIP_PAGES
from tracker.domain.guide.common import ASK, CALL, SEE_TODAY
from tracker.domain.guide.parts import DescribedKind, GuideFact, GuidePage, Looks, TipPage
from tracker.domain.phrases import Phrase
from tracker.domain.sources import Source
from tracker.domain.vocabulary import CONDITIONS
from tracker.presenters.rules import SourceLine, source_line
from tracker.rendering import render
from tracker.safety_texts import safety_text


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
    """``key``: the section's anchor. ``address``: of the collection of pictures it is about.

    ``lead``: a sentence above the lines.
    """

    key: str
    heading: str
    lines: tuple[GuideLine, ...]
    address: str = ""
    lead: str = ""


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
class ShownLooks:
    """``tones`` is empty without a drawing. ``drawing``: the template with the marks that are drawn
    on each skin, empty where only the kinds of the page have one.
    """

    lines: tuple[GuideLine, ...]
    tones: tuple[SkinTone, ...]
    drawing: str


@dataclass(frozen=True)
class KindSheet:
    """One of several that a page is about. ``key``: the end of its anchor."""

    key: str
    name: str
    looks: ShownLooks
    lines: tuple[GuideLine, ...]


@dataclass(frozen=True)
class GuideSheet:
    """One page, in the order in which it is shown, its sources last. ``about``: where it is, how
    common it is and how long it lasts. ``nearest``: conditions without a page, which lead here.
    """

    key: str
    title: str
    nearest: tuple[str, ...]
    urgent: tuple[GuideSection, ...]
    name: GuideSection
    looks: ShownLooks
    about: tuple[GuideSection, ...]
    kinds: tuple[KindSheet, ...]
    sections: tuple[GuideSection, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class TipSheet:
    """A page of tips. ``first``: what is said before all of them."""

    title: str
    first: str
    sections: tuple[GuideSection, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class GuideTitle:
    """A row of the list. ``kinds``: the key and name of each that the page is about.

    ``nearest``: conditions without a page, which lead here.
    """

    key: str
    title: str
    kinds: tuple[tuple[str, str], ...] = ()
    nearest: tuple[str, ...] = ()


def guide_titles() -> list[GuideTitle]:
    """Returns a row for each page, in the order of the list."""
    titles = [
        GuideTitle(
            page.key,
            render(page.title),
            tuple((kind.key, render(kind.name)) for kind in page.described_kinds),
            _nearest(page),
        )
        for page in PAGES.values()
    ]
    return [*titles, *(GuideTitle(page.key, render(page.title)) for page in TIP_PAGES.values())]


def tip_sheet(page: TipPage) -> TipSheet:
    """Returns a page of tips with its sources numbered."""
    return _Numbering().tips(page)


def guide_sheet(page: GuidePage) -> GuideSheet:
    """Returns a page with its sources numbered in the order in which they are named."""
    return _Numbering().sheet(page)


class _Numbering:
    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def sheet(self, page: GuidePage) -> GuideSheet:
        urgent = (
            self._urgent("call", _call_now(), (*page.urgent, *CALL)),
            replace(
                self._urgent("today", _see_today(), (*page.today, *SEE_TODAY)), lead=_call_at_once()
            ),
        )
        name = self._facts("name", _("The name"), page.name)
        looks = self._looks(page.looks)
        about = tuple(section for section in self._about(page) if section.lines)
        kinds = tuple(self._kind(kind) for kind in page.described_kinds)
        sections = tuple(section for section in self._sections(page) if section.lines)
        return GuideSheet(
            key=page.key,
            title=render(page.title),
            nearest=_nearest(page),
            urgent=urgent,
            name=name,
            looks=looks,
            about=about,
            kinds=kinds,
            sections=sections,
            sources=tuple(source_line(source) for source in self._numbers),
        )

    def tips(self, page: TipPage) -> TipSheet:
        tips = tuple(
            GuideSection(
                section.key,
                render(section.heading),
                tuple(self._line(fact) for fact in section.facts),
                section.address,
            )
            for section in page.sections
        )
        phrases = (
            _phrases("write-down", _("What to note"), page.write_down),
            _phrases("questions", _("Questions for the doctor"), page.questions),
        )
        return TipSheet(
            title=render(page.title),
            first=render(page.first),
            sections=(*tips, *(section for section in phrases if section.lines)),
            sources=tuple(source_line(source) for source in self._numbers),
        )

    def _about(self, page: GuidePage) -> Iterator[GuideSection]:
        yield self._facts("where", _("Where it is"), page.where)
        yield self._facts("how-common", _("How common it is"), page.how_common)
        yield self._facts("course", _("How long it lasts"), page.course)

    def _sections(self, page: GuidePage) -> Iterator[GuideSection]:
        yield self._facts("helps", _("What helps"), page.helps)
        yield self._facts("leave-alone", _("What not to do"), page.leave_alone)
        yield _phrases("write-down", _("What to note"), page.write_down)
        yield self._facts("ask", _("When to ask"), (*page.ask, *ASK))
        look_alikes = tuple(self._line(each.fact, page=each.page) for each in page.look_alikes)
        yield GuideSection("look-alikes", _("What looks similar"), look_alikes)
        kinds = tuple(self._line(kind.fact, heading=render(kind.name)) for kind in page.kinds)
        yield GuideSection("kinds", _("Kinds that a doctor may name"), kinds)
        yield self._facts("clinician", _("What a doctor or nurse may talk about"), page.clinician)
        yield _phrases("questions", _("Questions for the doctor"), page.questions)
        yield self._facts("disagreements", _("Where sources disagree"), page.disagreements)

    def _kind(self, kind: DescribedKind) -> KindSheet:
        looks = self._looks(kind.looks)
        lines = tuple(self._line(fact) for fact in kind.facts)
        return KindSheet(kind.key, render(kind.name), looks, lines)

    def _looks(self, looks: Looks) -> ShownLooks:
        lines = tuple(self._line(fact) for fact in looks.facts)
        tones = tuple(self._tones(looks)) if looks.drawing else ()
        return ShownLooks(lines, tones, _drawing(looks.drawing))

    def _tones(self, looks: Looks) -> Iterator[SkinTone]:
        for key, label, fact in (
            ("light", _("Light skin"), looks.light),
            ("brown", _("Brown skin"), looks.brown),
            ("black", _("Black skin"), looks.black),
        ):
            line = self._line(fact) if fact else None
            yield SkinTone(key, label, line, _drawn(label, line))

    def _facts(self, key: str, heading: str, facts: Iterable[GuideFact]) -> GuideSection:
        return GuideSection(key, heading, tuple(self._line(fact) for fact in facts))

    def _urgent(self, key: str, heading: str, facts: Iterable[GuideFact]) -> GuideSection:
        lines = (replace(self._line(fact), text=_safety_text(fact.text)) for fact in facts)
        return GuideSection(key, heading, tuple(lines))

    def _line(self, fact: GuideFact, heading: str = "", page: str = "") -> GuideLine:
        numbers = tuple(
            self._numbers.setdefault(source, len(self._numbers) + 1) for source in fact.sources
        )
        target = PAGES.get(page)
        title = render(target.title) if target else ""
        return GuideLine(render(fact.text), numbers, heading, page if target else "", title)


@safety_text
def _call_now() -> str:
    return _("Call for help now")


@safety_text
def _see_today() -> str:
    return _("See a doctor today")


@safety_text
def _call_at_once() -> str:
    return _("Where a line says to call now, call at once, day or night.")


@safety_text
def _safety_text(text: Phrase) -> str:
    return render(text)


def _nearest(page: GuidePage) -> tuple[str, ...]:
    return tuple(render(CONDITIONS[key].label) for key in page.nearest)


def _drawing(key: str) -> str:
    return f"info/guide/drawings/{key}.svg" if key else ""


def _drawn(label: str, line: GuideLine | None) -> str:
    if line is None:
        return _("Drawing, %(skin)s: the shape only") % {"skin": label}
    return _("Drawing, %(skin)s: %(looks)s") % {"skin": label, "looks": line.text}


def _phrases(key: str, heading: str, phrases: Iterable[Phrase]) -> GuideSection:
    return GuideSection(key, heading, tuple(GuideLine(render(each)) for each in phrases))
