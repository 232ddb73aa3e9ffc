"""The diary file: a JSON document with one child's whole diary, or a zip of that and its photos.

Reading: ``parsing`` decodes JSON, ``schema`` converts it to records, ``validation`` and ``photos``
check what types cannot. Writing: ``writing`` converts records through ``schema`` into a ``stream``
of constant memory. ``diary.schema.json`` is generated from ``schema``
(``script/manage diary_schema``). ``archive`` reads and writes the zip, ``pictures`` checks
the photos in it.

``schema``, ``context`` and ``error_messages`` import pydantic, which takes 0.2 s; they are imported
by the functions that use them.
"""

from tracker.interchange.archive import (
    DiaryZip,
    ZipBuffer,
    ZippedPhoto,
    is_zip,
    write_zip,
    zip_blocks,
)
from tracker.interchange.parsing import MAX_FILE_SIZE
from tracker.interchange.problems import Problem, WrongDiary
from tracker.interchange.reading import read_diary, read_trusted
from tracker.interchange.writing import diary_parts, write_diary

__all__ = [
    "MAX_FILE_SIZE",
    "DiaryZip",
    "Problem",
    "WrongDiary",
    "ZipBuffer",
    "ZippedPhoto",
    "diary_parts",
    "is_zip",
    "read_diary",
    "read_trusted",
    "write_diary",
    "write_zip",
    "zip_blocks",
]
