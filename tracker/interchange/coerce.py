"""Values of a document that may be wrong in any way: each is there in its right form, or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.interchange.problems import Path

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_day(value: object) -> date | None:
    """The day that ``YYYY-MM-DD`` names; None for anything else."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def as_text(value: object) -> str | None:
    """The text; None for anything else."""
    return value if isinstance(value, str) else None


def as_object(value: object) -> dict[str, Any]:
    """The object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def items(record: dict[str, Any], key: str, path: Path) -> Iterator[tuple[Path, Any]]:
    """Each item of the list under ``key``, with its path; none where there is no list."""
    value = record.get(key)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, key, index), item


def objects(
    record: dict[str, Any], key: str, path: Path = ()
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each object of the list under ``key``, with its path."""
    for item_path, item in items(record, key, path):
        if isinstance(item, dict):
            yield item_path, item
