"""Writes a diary file."""

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

MAX_INDENTED = 5_000
"""Entries of a file that is indented for human readers, who read no longer one."""


def write_diary(diary: Diary) -> bytes:
    """Returns the diary as UTF-8 JSON, indented by one space, with a newline at the end.

    Keys are in the order of ``layout``, lists in that of ``canonical``. Empty values (null, "", []
    and {}, and false where it is the default) are left out, which readers treat alike. A file with
    more than ``MAX_INDENTED`` entries, or one that would exceed ``MAX_FILE_SIZE``, is written on
    one line. ``read_diary`` returns ``canonical(diary)``.
    """
    return b"".join(diary_parts(InMemoryDiary(diary)))


def diary_parts(source: DiaryReader) -> Iterator[bytes]:
    """Yields the file of ``write_diary`` in parts, without holding all of it in memory.

    Reads up to ``MAX_INDENTED`` entries twice: first to decide whether to indent.
    """
    is_indented = source.entry_count <= MAX_INDENTED and _is_short(_indented(source))
    yield from _indented(source) if is_indented else _on_one_line(source)


def _is_short(parts: Iterable[bytes]) -> bool:
    """Returns whether the parts fit ``MAX_FILE_SIZE``; stops at the limit."""
    return all(length <= MAX_FILE_SIZE for length in accumulate(map(len, parts)))


def _indented(source: DiaryReader) -> Iterator[bytes]:
    return json_parts(_document(source), indent=1)


def _on_one_line(source: DiaryReader) -> Iterator[bytes]:
    return json_parts(_document(source), separators=(",", ":"))


def _document(source: DiaryReader) -> dict[str, Any]:
    from tracker.interchange.schema import dump

    diary = canonical(source.diary)
    head = DiaryFile(
        format=FORMAT,
        version=VERSION,
        false_means_no=source.has_answer_no,
        **vars(diary) | {"concerns": ()},
    )
    file = dump(head)
    return file | {"concerns": LazyList(_concern(concern, source) for concern in diary.concerns)}


def _concern(concern: Concern, source: DiaryReader) -> dict[str, Any]:
    from tracker.interchange.schema import dump

    entries = LazyList(dump(canonical_entry(entry)) for entry in source.entries_of(concern))
    values = dump(concern) | ({"entries": entries} if entries else {})
    return {key: values[key] for key in keys_of(Concern).values() if key in values}
