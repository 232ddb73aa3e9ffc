"""The Flesch-Kincaid grade of a page: about the year of school at which a text can be read.

The counter of syllables is our own: docs/dependencies.md says why. Of the words in the product's
texts it counts 99 of 100 as the CMU Pronouncing Dictionary does (December 2026).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.sample import sample_diary
from tracker.domain.sources import Source

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:/–-]\d+)*")
SENTENCE_END = re.compile(r"(?<=[.!?:;])[”’)]*\s+")

SYLLABLES = {
    **dict.fromkeys(
        ("lives", "clothes", "tongue", "don't", "can't", "won't", "aren't", "weren't"), 1
    ),
    **dict.fromkeys(("every", "people", "something", "someone", "sometimes", "maybe"), 2),
    **dict.fromkeys(("create", "being", "quiet", "forehead", "elsewhere", "timeline"), 2),
    **dict.fromkeys(
        ("everyone", "everything", "everywhere", "anyone", "somebody", "area", "idea"), 3
    ),
}
"""Words that the patterns get wrong."""

VOWELS = re.compile(r"[aeiouy]+")
SILENT_PAST = re.compile(r"(?<=[aeiouy])(.*[^aeioutd])(?<![^aeiouyl]l)ed$")
SILENT_PLURAL = re.compile(r"(?<=[^aeiouysxzcg])(?<!ch)(?<!sh)es$")
SILENT_E = re.compile(r"(?<=[aeiouy])([^aeiouy]+)(?<![^aeiouyl]l)e$")
SILENT_INSIDE = re.compile(r"(?<=[aeiouy][^aeiouy])e(?=(?:ment|ful|less|ly|where|times?)s?$)")
SPLIT = re.compile(
    r"[^tscgx]io|^bio|[^tcs]ia|[^tc]iu|[aiouy]ing|[^gq]ua[lt]|eo(?![pu])|[aeiou]et$|iet|sm$|ya"
    r"|[^aeiouy]ie[rt]\b|react"
)
"""Where two vowels side by side are two syllables."""


def syllables(word: str) -> int:
    """Return how many syllables a word has, nearly; one for a number."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word in SYLLABLES:
        return SYLLABLES[word]
    word = word.replace("n't", "net").replace("'", "")
    word = SILENT_PAST.sub(r"\1", word)
    word = SILENT_PLURAL.sub("e", word)
    word = SILENT_INSIDE.sub("", SILENT_E.sub(r"\1", word))
    return max(1, len(VOWELS.findall(word)) + len(SPLIT.findall(word)))


@dataclass(frozen=True)
class Text:
    """The sentences of a text, without the names that nobody can put more simply."""

    sentences: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        return [word for sentence in self.sentences for word in WORD.findall(sentence)]

    @property
    def grade(self) -> float:
        words = self.words
        if not words:
            return 0
        per_sentence = len(words) / len(self.sentences)
        per_word = sum(map(syllables, words)) / len(words)
        return 0.39 * per_sentence + 11.8 * per_word - 15.59


MIN_WORDS = 4
"""A label, a button or a heading with fewer words and no full stop is no sentence."""


def text_of(blocks: list[str], names: re.Pattern[str]) -> Text:
    """Return the sentences of these blocks of text; ``names`` are left out of them."""
    plain = (re.sub(r"\s+", " ", names.sub("", block)).strip() for block in blocks)
    sentences = (sentence for block in plain for sentence in SENTENCE_END.split(block))
    return Text(tuple(sentence for sentence in sentences if _is_sentence(sentence)))


def _is_sentence(text: str) -> bool:
    words = WORD.findall(text)
    return len(words) >= MIN_WORDS or bool(words and text.endswith((".", "!", "?")))


class _Blocks(HTMLParser):
    """Collects the text of ``<main>``, a new block at each element that is not inline."""

    INLINE = frozenset(("a", "abbr", "b", "em", "i", "small", "span", "strong", "time", "wbr"))
    LEFT_OUT = frozenset(("nav", "option", "script", "style", "svg", "template", "textarea"))

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self._in_main = False
        self._left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "main":
            self._in_main = True
        if self._left_out or tag in self.LEFT_OUT or "flag-source" in classes:
            if tag not in ("br", "img", "input", "wbr"):
                self._left_out.append(tag)
        elif tag not in self.INLINE:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out and tag == self._left_out[-1]:
            self._left_out.pop()
        elif tag not in self.INLINE:
            self.blocks.append("")
        if tag == "main":
            self._in_main = False

    def handle_data(self, data: str) -> None:
        if self._in_main and not self._left_out:
            self.blocks[-1] += data


def blocks_of(html: str) -> list[str]:
    """Return the texts of a page's main part, block by block, without sources and lists."""
    parser = _Blocks()
    parser.feed(html)
    return parser.blocks


MEDICAL = (
    *("acne", "antibiotics?", "antifungal", "chickenpox", "dermatitis", "eczema", "erythema"),
    *("fungal", "haemangiomas?", "hives", "impetigo", "meningitis", "milia", "milium"),
    *("paracetamol", "retinoids?", "ringworm", "scabies", "seborrhoeic", "sepsis", "steroids?"),
    *("thrush", "toxicum", "vaccines?", "virus"),
)

IN_SENTENCES = (
    "emergency department",
    "emergency number",
    "American Academy of Dermatology",
    "American Academy of Family Physicians",
    "American Academy of Pediatrics",
    "Alder Hey Children's Hospital",
    "Birthmark Support Group",
    "Health for Under 5s",
    "Intermountain Healthcare",
    "New Born Milia",
    "Infant Milia Treatment",
    "NHS Healthier Together",
    "Perth Children's Hospital",
    "Royal Hospital for Children, Glasgow",
    "Schmitt",
    "Milkspot",
)
"""What the sentences call services and publishers, beside the names in the table of sources."""


DATE = (
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?: \d{4})?\b"
)


def names() -> re.Pattern[str]:
    """Return what no wording of ours makes simpler, which a grade leaves out."""
    rows = [*vars(sources).values(), *vars(guide_sources).values()]
    published = {row.publisher for row in rows if isinstance(row, Source) and row.publisher}
    titles = {concern.title for concern in sample_diary(date(2026, 1, 1)).concerns} - {""}
    known = sorted({*published, *IN_SENTENCES, *titles}, key=len, reverse=True)
    return re.compile(
        "|".join([*map(re.escape, known), *(rf"(?i:\b{word}\b)" for word in MEDICAL), DATE])
    )


NAMES = names()
