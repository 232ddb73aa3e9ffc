"""The style sheets have no unused rules, and the pages no undefined classes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "tracker" / "static" / "tracker"
SHEETS = {path.name: path.read_text() for path in (STATIC / "css").glob("*.css")}
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
WORD = re.compile(r"[a-zA-Z][\w-]*")
PREFIX = re.compile(r"([a-zA-Z][\w-]*-)(?:\$?\{)")
"""The prefix of a class with a variable: ``flag-{{ level }}``."""

TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
FROM_ELSEWHERE = {"htmx-request"}
"""Set by htmx on a button during its request."""


def classes(sheet: str) -> set[str]:
    without_words = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet, flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", without_words)
    return {name for selector in selectors for name in CLASS.findall(selector)}


def texts(folder: Path, *endings: str) -> Iterable[str]:
    return (path.read_text() for ending in endings for path in folder.rglob(f"*.{ending}"))


def all_sources() -> str:
    app = ROOT / "tracker"
    found = [*texts(ROOT / "templates", "html", "svg"), *texts(STATIC, "js", "svg")]
    found += [text for room in ("forms", "presenters", "views") for text in texts(app / room, "py")]
    return "\n".join(found)


def test_there_are_four_sheets() -> None:
    assert set(SHEETS) == {"app.css", "dark.css", "doctor.css", "print.css"}
    assert list((ROOT / "tracker").rglob("*.css")) == list((STATIC / "css").glob("*.css"))


def test_every_rule_is_used() -> None:
    source = all_sources()
    words, begun = set(WORD.findall(source)), tuple(PREFIX.findall(source))
    styled = set().union(*map(classes, SHEETS.values())) - FROM_ELSEWHERE
    assert sorted(name for name in styled - words if not name.startswith(begun)) == []


def test_every_class_is_known() -> None:
    """Each class is in a sheet, or used by a script."""
    known = set().union(*map(classes, SHEETS.values()))
    known |= {name for text in texts(STATIC, "js") for name in CLASS.findall(text)}
    unknown = {}
    for path in (ROOT / "templates").rglob("*.html"):
        written = re.findall(r'class="([^"]*)"', TAG.sub(" ", path.read_text()))
        names = {name for value in written for name in value.split() if not name.endswith("-")}
        if names - known:
            unknown[str(path.relative_to(ROOT))] = sorted(names - known)
    assert unknown == {}
