"""Commands and settings are for who hosts the diary: in docs and command output, on no page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tests.settings import VARIABLES

ROOT = Path(settings.BASE_DIR)
FOR_PARENTS = ("views", "presenters", "forms", "domain", "actions", "removals", "interchange")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "phrase", "plural"}
NAMES = "|".join([*(name for name in VARIABLES.split() if "_" in name), "DATA_DIR", "DATABASE_URL"])
HOSTING = re.compile(rf"script/\w+|manage\.py|docs/\w+|\b(?:{NAMES}|HOST|PORT)\b")


def messages(path: Path) -> Iterator[str]:
    """Yield the texts of a module that are translated."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_no_page_shows_a_command_or_a_setting() -> None:
    shown = {
        str(path.relative_to(ROOT)): HOSTING.findall(re.sub(r"\{#.*?#\}", "", path.read_text()))
        for path in (ROOT / "templates").rglob("*.html")
    }
    assert {path: found for path, found in shown.items() if found} == {}


def test_no_message_names_a_command_or_a_setting() -> None:
    named = [
        (path.name, text)
        for folder in FOR_PARENTS
        for path in (ROOT / "tracker" / folder).rglob("*.py")
        for text in messages(path)
        if HOSTING.search(text)
    ]
    assert named == []
