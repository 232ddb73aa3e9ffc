"""Reading a diary file: every problem of it, or the diary."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from itertools import chain, islice

from django.utils.translation import gettext as _

from tracker.domain.records import Diary
from tracker.interchange import photos, references, schema, validation
from tracker.interchange.building import build
from tracker.interchange.parsing import parse
from tracker.interchange.problems import Found, WrongDiary

MAX_PROBLEMS = 100_000
"""So that a hostile file cannot fill the memory with what is wrong with it."""


def read_diary(
    data: bytes, today: date, *, to_keep: bool = False, pictures: Collection[str] | None = None
) -> Diary:
    """The diary in a file.

    ``today``: nothing in it may have been written later. ``to_keep``: it is to be kept here, not
    only looked at, so each of its photos has to be right and among the ``pictures`` that came
    with it; without it photos are passed over. Raises WrongDiary with every problem of the file,
    in its order, and nothing else.
    """
    document, oddities = parse(data)
    found = chain(
        oddities,
        schema.DIARY.problems(document, ()),
        validation.problems(document, today),
        references.problems(document),
        photos.problems(document, pictures) if to_keep else (),
    )
    problems = list(islice(found, MAX_PROBLEMS))
    if len(problems) == MAX_PROBLEMS:
        problems.append(Found((), _("only %(n)s problems are listed") % {"n": MAX_PROBLEMS}))
    if problems:
        raise WrongDiary.at(problems, document)
    return build(document)


def read_again(data: bytes) -> Diary:
    """What ``write_diary`` wrote here, and nobody else had since.

    It is taken as it is: like the diary that it was written from, it may say what a file from
    elsewhere may not, such as a word of another version.
    """
    return build(json.loads(data))
