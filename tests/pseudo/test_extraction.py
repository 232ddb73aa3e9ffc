"""Texts as makemessages finds them: literals in the calls that it knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
CALLS |= {"pgettext", "fact", "phrase"}
SAID_ELSEWHERE = {
    ("tracker/domain/phrases.py", "gettext(value.text)"),  # translates the phrases
    ("tracker/domain/phrases.py", "ngettext(value.text, value.plural, value.number)"),
    ("tracker/domain/phrases.py", "phrase(text, **values)"),
    ("tracker/domain/guide/common.py", "_(text)"),  # the text of a fact
    ("tracker/domain/sentences/urgent.py", "_(rule.says.text, **values)"),  # a rule's words
}
"""Calls with the text of another call."""


def test_every_text_is_a_literal() -> None:
    found = set()
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            name = node.func.id if _is_call(node) else ""
            if name in CALLS and not isinstance(node.args[0], ast.Constant):
                found.add((str(path.relative_to(ROOT)), ast.unparse(node)))
    assert found == SAID_ELSEWHERE


def test_no_text_is_in_brackets_of_its_own() -> None:
    """xgettext passes over them."""
    call = re.compile(rf"\b(?:{'|'.join(CALLS)})\(\s*\(\s*\"")
    files = sorted((ROOT / "tracker").rglob("*.py"))
    assert [path.name for path in files if call.search(path.read_text("utf-8"))] == []


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and bool(node.args)
