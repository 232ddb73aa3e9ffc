"""The words that docs/words.md rules out are in no text of the product."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
WORDS = ROOT / "docs" / "words.md"

MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "phrase"}
MARKERS |= {"ngettext_lazy", "pgettext_lazy", "plural"}

TRANSLATED = re.compile(
    r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')"""
    r"|\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate",
    re.S,
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sr]|\{\{.*?\}\}|\{\w*\}|</?\w+[^>]*>")

FILE = "tracker/interchange/"
GUIDE = "tracker/domain/guide/"
RULES = "tracker/domain/rules/"

EXCEPTIONS = {
    ("concern", FILE): "a key of the diary file",
    ("day note", FILE): "a kind of record in the diary file",
    ("site", FILE): "a key of the diary file",
    ("data", FILE): "bytes behind a photo",
    ("appointment", RULES): "what NHS pages say: an urgent GP appointment",
    ("we", GUIDE): "a question that parents ask the doctor",
    ("picture", GUIDE): "on other publishers' pages",
    ("pictures", GUIDE): "on other publishers' pages",
    ("appointment", GUIDE): "what NHS pages say: an urgent GP appointment",
    ("is over", GUIDE): "a rash that is over much of the body",
    ("warning", GUIDE): "the title of a page",
    ("exposure", GUIDE): "the title of a page",
    ("pictures", "templates/info/guide/"): "on other publishers' pages",
}
"""By a word and where it may stand: why."""


def ruled_out() -> set[str]:
    """Return the words in backticks in the tables' last column and under Never."""
    text = WORDS.read_text("utf-8")
    tables, never = text.partition("## Terms")[2].split("## Never")
    cells = re.findall(r"^\|.*\|([^|]*)\|$", tables, re.M)
    return set(re.findall(r"`([^`]+)`", " ".join([*cells, never])))


def texts_of_module(path: Path) -> Iterator[str]:
    """Yield the texts that are translated; of the guide, all with a space but the docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    is_guide = str(path.relative_to(ROOT)).startswith(GUIDE)
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if is_guide and isinstance(node, ast.Constant) and " " in str(node.value):
            if node not in docstrings:
                yield str(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS:
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def texts_of_template(path: Path) -> Iterator[str]:
    for found in TRANSLATED.finditer(path.read_text("utf-8")):
        yield re.sub(r"\s+", " ", "".join(filter(None, found.groups())))


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text that people read, after its file. Scripts take theirs from the templates.

    The models' labels are on no page.
    """
    for folder in ("tracker", "diary"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not {"models", "migrations"} & set(path.relative_to(ROOT).parts):
                for text in texts_of_module(path):
                    yield str(path.relative_to(ROOT)), text
    for path in sorted((ROOT / "templates").rglob("*.*")):
        for text in texts_of_template(path):
            yield str(path.relative_to(ROOT)), text


def found_in(text: str, words: set[str]) -> set[str]:
    any_of = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    said = re.findall(rf"(?<![\w-])(?:{any_of})(?![\w-])", PLACEHOLDER.sub("", text), re.I)
    return {word.lower() for word in said}


def exception_of(word: str, file: str) -> tuple[str, str] | None:
    return next((row for row in EXCEPTIONS if row[0] == word and file.startswith(row[1])), None)


def test_the_table_rules_words_out() -> None:
    words = ruled_out()
    assert len(words) > 60
    assert {"concern", "written down", "risk", "please"} <= words
    assert not {"record", "care", "never"} & words


def test_a_word_is_found_as_a_whole_word_only() -> None:
    words = {"risk", "concern", "all clear", "sign up", "strong"}
    assert found_in("At <strong>Risk</strong>. %(concern)s: All clear; sign-up", words) == {
        "risk",
        "all clear",
    }


def test_no_text_says_a_word_that_is_ruled_out() -> None:
    words = ruled_out()
    said = [
        f"{file}: {word}: {text}"
        for file, text in texts()
        for word in found_in(text, words)
        if exception_of(word, file) is None
    ]
    assert said == []


def test_no_label_is_a_second_name_for_a_term() -> None:
    """As whole labels; "clear fluid" and "others in the family" are other things."""
    assert {"Clear", "In the family"} & {text.capitalize() for _file, text in texts()} == set()


def test_every_exception_is_needed() -> None:
    words = {word for word, _place in EXCEPTIONS}
    used = {exception_of(word, file) for file, text in texts() for word in found_in(text, words)}
    assert EXCEPTIONS.keys() - used == set()
