"""The service worker as one classic script, made of its modules.

Browsers fetch a service worker that is a module without cookies and without a password (its
credentials mode is "omit"), so a gateway in front of the diary would refuse it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import tracker

SCRIPTS = Path(tracker.__file__).parent / "static" / "tracker" / "js"
START = "offline/worker.js"

IMPORT = re.compile(r'^import (\{[^}]*\}) from "([^"]+)";$', re.MULTILINE)
COMMENT = re.compile(r"^ *(?:/\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
EXPORT = re.compile(r"^export (?=(?:const|(?:async )?function|class) (\w+))", re.MULTILINE)


@cache
def worker_script() -> str:
    """Returns a script whose ``worker`` has what worker.js exports."""
    written: dict[str, str] = {}
    _write(START, written)
    return "\n".join([*written.values(), f"const worker = {_variable(START)};\n"])


def _write(path: str, written: dict[str, str]) -> None:
    """Adds a module after those that it imports, each as the value of a function."""
    if path in written:
        return
    text = COMMENT.sub("", (SCRIPTS / path).read_text())  # a fifth of the bytes to send

    def bound(match: re.Match[str]) -> str:
        imported = normpath(join(dirname(path), match[2]))
        _write(imported, written)
        return f"const {match[1]} = {_variable(imported)};"

    body = IMPORT.sub(bound, text)
    names = ", ".join(EXPORT.findall(body))
    body = EXPORT.sub("", body)
    written[path] = f"const {_variable(path)} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n"


def _variable(path: str) -> str:
    return re.sub(r"\W", "_", path.removesuffix(".js"))
