"""The style sheets: of Bootstrap there is only what a page uses."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
OURS = ROOT / "tracker" / "static" / "tracker"
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


def of_bootstrap() -> set[str]:
    spec = find_spec("django_include_bootstrap")
    assert spec
    assert spec.origin
    sheet = Path(spec.origin).parent / "static" / "css" / "bootstrap.css"
    return set(CLASS.findall(sheet.read_text()))


def test_a_class_of_bootstrap_that_a_page_uses_is_one_that_we_have() -> None:
    """Another one goes into controls.css, or is not needed."""
    have = {name for sheet in OURS.glob("*.css") for name in CLASS.findall(sheet.read_text())}
    named_there = of_bootstrap()
    lacking = {}
    for path in (ROOT / "templates").rglob("*.html"):
        words = re.findall(r'class="([^"]*)"', TAG.sub(" ", path.read_text()))
        used = {name for word in words for name in word.split()}
        if missing := used & named_there - have:
            lacking[str(path.relative_to(ROOT))] = missing
    assert lacking == {}
