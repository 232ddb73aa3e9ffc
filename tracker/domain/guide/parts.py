"""What a page of the guide is made of: facts with their sources, under fixed headings."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.phrases import Phrase
from tracker.domain.sources import Source


@dataclass(frozen=True)
class GuideFact:
    """One sentence or two, and who says so."""

    text: Phrase
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Looks:
    """What it looks like, in general and on each skin.

    ``light``, ``brown`` and ``black`` are None where no source was found that describes it on that
    skin. ``drawing``: the key of the drawing, empty where only the kinds of the page have one.
    """

    facts: tuple[GuideFact, ...]
    light: GuideFact | None = None
    brown: GuideFact | None = None
    black: GuideFact | None = None
    drawing: str = ""


@dataclass(frozen=True)
class LookAlike:
    """Something else that looks much the same. ``page``: the key of its page, empty without one."""

    fact: GuideFact
    page: str = ""


@dataclass(frozen=True)
class NamedKind:
    """A type that a doctor may name. ``key``: the key in the diary."""

    key: str
    name: Phrase
    fact: GuideFact


@dataclass(frozen=True)
class DescribedKind:
    """One of several that a page is about, such as one birthmark.

    ``key``: the key of its condition, where the diary has one. ``facts``: where it is, how long it
    lasts, what helps and when to ask.
    """

    key: str
    name: Phrase
    looks: Looks
    facts: tuple[GuideFact, ...]


@dataclass(frozen=True)
class GuidePage:
    """A page about what is called by one name.

    ``key``: the last part of its address. ``conditions``: keys of the conditions that the page is
    about. ``nearest``: keys of conditions without a page of their own, which lead here.
    ``urgent`` and ``today``: what to call about and what to be seen for on the same day, besides
    what stands on every page. ``disagreements``: where the five articles and the authorities
    differ, and what this guide makes of it. ``described_kinds``: on a page about several; the skin
    tones then stand with each of them. The other fields are the sections, in their order.
    """

    key: str
    title: Phrase
    conditions: tuple[str, ...]
    name: tuple[GuideFact, ...]
    looks: Looks
    where: tuple[GuideFact, ...]
    course: tuple[GuideFact, ...]
    how_common: tuple[GuideFact, ...] = ()
    helps: tuple[GuideFact, ...] = ()
    leave_alone: tuple[GuideFact, ...] = ()
    write_down: tuple[Phrase, ...] = ()
    ask: tuple[GuideFact, ...] = ()
    today: tuple[GuideFact, ...] = ()
    urgent: tuple[GuideFact, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    kinds: tuple[NamedKind, ...] = ()
    clinician: tuple[GuideFact, ...] = ()
    questions: tuple[Phrase, ...] = ()
    disagreements: tuple[GuideFact, ...] = ()
    nearest: tuple[str, ...] = ()
    described_kinds: tuple[DescribedKind, ...] = ()


@dataclass(frozen=True)
class TipSection:
    """Some tips under a heading. ``address``: of the collection of pictures they are about."""

    key: str
    heading: Phrase
    facts: tuple[GuideFact, ...]
    address: str = ""


@dataclass(frozen=True)
class TipPage:
    """A page about no skin problem. ``first``: what is said before all tips.

    ``in_short`` and ``most_needed``: its tips where there is room for a line, or for a few.
    """

    key: str
    title: Phrase
    first: Phrase
    sections: tuple[TipSection, ...]
    write_down: tuple[Phrase, ...] = ()
    questions: tuple[Phrase, ...] = ()
    in_short: Phrase | None = None
    most_needed: tuple[GuideFact, ...] = ()
