"""Reading a diary file: every problem of it, or the diary."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tracker.domain.canonical import canonical_id
from tracker.domain.records import Acknowledgement, Concern, Diary, Entry, Visit
from tracker.interchange import photos, validation
from tracker.interchange.layout import DiaryFile
from tracker.interchange.parsing import parse
from tracker.interchange.problems import Issue, WrongDiary

MAX_PROBLEMS = 100_000
"""So that a hostile file cannot fill the memory with what is wrong with it."""


def read_diary(
    data: bytes, today: date, *, to_keep: bool = False, pictures: Collection[str] | None = None
) -> Diary:
    """The diary in a file.

    ``today``: nothing in it may have been written later. ``to_keep``: it is to be kept here, not
    only looked at, so each of its photos has to be right and among the ``pictures`` that came
    with it; without it photos without a file are passed over. Raises WrongDiary with every
    problem of the file, in its order, and nothing else.
    """
    from tracker.interchange.context import ReadingContext, TooManyProblems

    document, oddities = parse(data)
    context = ReadingContext(MAX_PROBLEMS, checks_photos=to_keep and pictures is not None)
    try:
        context.report(oddities)
        file = _file(document, context)
        if isinstance(file, DiaryFile):
            context.report(validation.problems(file, today))
            context.report(photos.problems(file, pictures) if to_keep else ())
    except TooManyProblems:
        sentence = _("only %(n)s problems are listed") % {"n": MAX_PROBLEMS}
        context.problems.append(Issue((), sentence))
    if context.problems:
        raise WrongDiary.at(context.problems, document)
    return _diary(file)


def read_trusted(data: bytes) -> Diary:
    """What ``write_diary`` wrote here, and nobody else had since.

    It is taken as it is: like the diary that it was written from, it may say what a file from
    elsewhere may not, such as a word of another version.
    """
    from tracker.interchange.context import TrustingContext

    return _diary(_file(json.loads(data), TrustingContext()))


def _file(document: Any, context: Any) -> Any:
    """A DiaryFile; the document itself where it is none."""
    from tracker.interchange.schema import adapter

    validate = adapter(DiaryFile).validate_python
    return context.validate(document, lambda value: validate(value, context=context))


def _diary(file: DiaryFile) -> Diary:
    """What the file says: each id is spelled as it is where it is given; photos have a file."""
    named: list[Any] = [*file.concerns, *file.day_notes]
    named += [entry for concern in file.concerns for entry in concern.entries]
    ids = {canonical_id(record.id): record.id for record in named if record.id}

    def visit(record: Visit) -> Visit:
        concerns = dict.fromkeys(ids[canonical_id(id)] for id in record.concerns)
        return replace(record, concerns=tuple(concerns))

    def acknowledgement(record: Acknowledgement) -> Acknowledgement:
        concern = record.concern and ids[canonical_id(record.concern)]
        entry = record.entry and ids[canonical_id(record.entry)]
        return replace(record, concern=concern, entry=entry)

    def concern(record: Concern) -> Concern:
        return replace(record, entries=tuple(map(_with_whole_photos, record.entries)))

    diary = Diary(**{field.name: getattr(file, field.name) for field in fields(Diary)})
    return replace(
        diary,
        child=replace(file.child, family_atopy=tuple(dict.fromkeys(file.child.family_atopy))),
        concerns=tuple(map(concern, file.concerns)),
        visits=tuple(map(visit, file.visits)),
        acknowledgements=tuple(map(acknowledgement, file.acknowledgements)),
    )


def _with_whole_photos(entry: Entry) -> Entry:
    photos = tuple(photo for photo in entry.photos if photo.file)
    return replace(entry, photos=photos) if len(photos) < len(entry.photos) else entry
