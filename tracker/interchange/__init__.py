"""The diary file: one JSON document that holds one child's whole diary, or a zip of that and
its photos.

Reading goes through these, in this order: ``parsing`` (bytes to JSON), ``shape`` (the shipped
schema), ``sense`` and ``references`` (what no schema can say), ``building`` (JSON to records).
``writing`` is the way back, in ``parts`` that need no memory. The shape of the file is
``diary.schema.json``. ``archive`` reads and writes the zip; ``photos`` and ``pictures`` look at
what comes in it.
"""

from tracker.interchange.archive import DiaryZip, Picture, is_zip, write_zip
from tracker.interchange.parsing import LARGEST_FILE
from tracker.interchange.problems import Problem, WrongDiary
from tracker.interchange.reading import read_again, read_diary
from tracker.interchange.writing import diary_parts, write_diary

__all__ = [
    "LARGEST_FILE",
    "DiaryZip",
    "Picture",
    "Problem",
    "WrongDiary",
    "diary_parts",
    "is_zip",
    "read_again",
    "read_diary",
    "write_diary",
    "write_zip",
]
