"""Writing a diary file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from tracker.domain.canonical import canonical, canonical_entry
from tracker.domain.diary_reader import DiaryReader, InMemoryDiary
from tracker.domain.records import Concern, Diary
from tracker.interchange.layout import FORMAT, VERSION, DiaryFile, keys_of
from tracker.interchange.parsing import MAX_FILE_SIZE
from tracker.interchange.stream import LazyList, json_parts


def write_diary(diary: Diary) -> bytes:
    """The diary as a file: UTF-8, one space of indent a level, a newline at its end.

    Keys stand in the order of ``layout``, lists in that of ``canonical``. What is empty (null,
    false, "", [] or {}) is left out: it says no more than a missing key. A diary so long that the
    file would be too large to be read again is written on one line. ``read_diary`` gives back
    ``canonical(diary)``.
    """
    source = InMemoryDiary(diary)
    indented = b"".join(_indented(source))
    return indented if len(indented) <= MAX_FILE_SIZE else b"".join(_on_one_line(source))


def diary_parts(source: DiaryReader) -> Iterator[bytes]:
    """What ``write_diary`` writes, in parts, without ever holding all of it.

    To know how it is to be written it is gone through twice.
    """
    yield from _indented(source) if _is_short(_indented(source)) else _on_one_line(source)


def _is_short(parts: Iterable[bytes]) -> bool:
    """Stops to look once it is too long."""
    return all(length <= MAX_FILE_SIZE for length in accumulate(map(len, parts)))


def _indented(source: DiaryReader) -> Iterator[bytes]:
    return json_parts(_document(source), indent=1)


def _on_one_line(source: DiaryReader) -> Iterator[bytes]:
    return json_parts(_document(source), separators=(",", ":"))


def _document(source: DiaryReader) -> dict[str, Any]:
    from tracker.interchange.schema import dump

    diary = canonical(source.diary)
    file = dump(DiaryFile(format=FORMAT, version=VERSION, **vars(diary) | {"concerns": ()}))
    return file | {"concerns": LazyList(_concern(concern, source) for concern in diary.concerns)}


def _concern(concern: Concern, source: DiaryReader) -> dict[str, Any]:
    from tracker.interchange.schema import dump

    entries = LazyList(dump(canonical_entry(entry)) for entry in source.entries_of(concern))
    values = dump(concern) | ({"entries": entries} if entries else {})
    return {key: values[key] for key in keys_of(Concern).values() if key in values}
