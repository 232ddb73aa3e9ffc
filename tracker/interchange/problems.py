"""Problems of a diary file and their places in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from tracker.domain.photos.pictures import is_archive_name

Path = tuple[str | int, ...]
"""The keys and list indexes that lead from the document to a value."""

_PLAIN_KEY = re.compile(r"\w+", re.ASCII)
_MAX_QUOTE_LENGTH = 60


class Issue(NamedTuple):
    """A problem with its path, as the checks report it."""

    path: Path
    sentence: str


class AlreadyReported:
    """Replaces a value in a document whose problem is reported already."""


@dataclass(frozen=True)
class Problem:
    """A problem as one line for the user: ``concerns[0].id: missing``."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class WrongDiary(ValueError):
    """The file cannot be read. ``problems``: all of them, in the order of the document."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def at(cls, issues: Iterable[Issue], document: Any = None) -> WrongDiary:
        """Returns the error of the issues in the order of ``document``."""
        ordered = _in_document_order(issues, document)
        return cls(Problem(place(path), sentence) for path, sentence in ordered)


def place(path: Path) -> str:
    """Returns ``concerns[0].entries[3].date``; unusual keys are quoted: ``child["two words"]``.

    For a file in a zip it is the name of the file.
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
    """Returns a value as JSON on one line, shortened and printable."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if not isinstance(value, str):
        return json.dumps(value)
    if len(value) > _MAX_QUOTE_LENGTH:
        value = f"{value[: _MAX_QUOTE_LENGTH - 1]}…"
    return json.dumps(value, ensure_ascii=not value.isprintable())


def _in_document_order(issues: Iterable[Issue], document: Any) -> list[Issue]:
    """Sorts stably by the document; a missing key comes before the present ones."""
    key_positions: dict[int, dict[str, int]] = {}

    def position(problem: Issue) -> list[int]:
        value, steps = document, []
        for step in problem.path:
            if isinstance(value, dict):
                keys = key_positions.setdefault(id(value), {})
                if not keys:
                    keys.update((key, index) for index, key in enumerate(value))
                steps.append(keys.get(str(step), -1))
                value = value.get(step)
            else:
                steps.append(int(step))
                value = value[step]
        return steps

    return sorted(issues, key=position)
