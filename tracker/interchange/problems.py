"""What is wrong with a diary file, and where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from tracker.domain.pictures import is_archive_name

Path = tuple[str | int, ...]
"""The keys and list positions that lead from the document to a value."""

_PLAIN_KEY = re.compile(r"\w+", re.ASCII)
_MAX_QUOTE_LENGTH = 60


class Issue(NamedTuple):
    """A problem as the checks find it."""

    path: Path
    sentence: str


class Reported:
    """Stands in a document for a value that is told as a problem already."""


@dataclass(frozen=True)
class Problem:
    """One line for the person whose file it is: ``concerns[0].id: missing``."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class WrongDiary(ValueError):
    """The file cannot be read. ``problems``: every one of them, in the order of the document."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def at(cls, found: Iterable[Issue], document: Any = None) -> WrongDiary:
        """``document``: in whose order the problems are told."""
        ordered = _in_document_order(found, document)
        return cls(Problem(place(path), sentence) for path, sentence in ordered)


def place(path: Path) -> str:
    """``concerns[0].entries[3].date``; an odd key is quoted: ``child["two words"]``.

    The place of what is in a zip is its name there.
    """
    if len(path) == 1 and isinstance(path[0], str) and is_archive_name(path[0]):
        return path[0]
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif not _PLAIN_KEY.fullmatch(step) or len(step) > _MAX_QUOTE_LENGTH:
            text += f"[{quoted(step)}]"
        else:
            text += f".{step}" if text else step
    return text or _("document")


def quoted(value: object) -> str:
    """A value as it stands in the file, cut short; always on one line and printable."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if not isinstance(value, str):
        return json.dumps(value)
    if len(value) > _MAX_QUOTE_LENGTH:
        value = f"{value[: _MAX_QUOTE_LENGTH - 1]}…"
    return json.dumps(value, ensure_ascii=not value.isprintable())


def _in_document_order(found: Iterable[Issue], document: Any) -> list[Issue]:
    """A missing key comes before the keys that are there; at one place, as found."""
    places_of_keys: dict[int, dict[str, int]] = {}

    def position(problem: Issue) -> list[int]:
        here, steps = document, []
        for step in problem.path:
            if isinstance(here, dict):
                keys = places_of_keys.setdefault(id(here), {})
                if not keys:
                    keys.update((key, index) for index, key in enumerate(here))
                steps.append(keys.get(str(step), -1))
                here = here.get(step)
            else:
                steps.append(int(step))
                here = here[step]
        return steps

    return sorted(found, key=position)
