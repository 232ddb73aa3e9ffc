"""Reads a diary file: returns the diary or reports every problem."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tracker.domain.canonical import canonical_id, in_order_of_signs
from tracker.domain.records import Acknowledgement, Concern, Diary, Entry, Exposure, Visit
from tracker.domain.vocabulary import TICKS
from tracker.interchange import photos, validation
from tracker.interchange.layout import DiaryFile
from tracker.interchange.parsing import parse
from tracker.interchange.problems import Issue, WrongDiary

MAX_PROBLEMS = 100_000
"""A bound, so that a hostile file cannot fill the memory with problems."""


def read_diary(
    data: bytes, today: date, *, for_import: bool = False, pictures: Collection[str] | None = None
) -> Diary:
    """Returns the diary in a file.

    ``today``: records must not be dated later. ``for_import``: each photo must be valid and among
    the ``pictures``, the names in the zip; otherwise photos without a file are dropped. Raises
    WrongDiary with every problem in the order of the file, and no other exception.
    """
    from tracker.interchange.context import ReadingContext, TooManyProblems

    document, value_issues = parse(data)
    context = ReadingContext(MAX_PROBLEMS, checks_photos=for_import and pictures is not None)
    try:
        context.report(value_issues)
        file = _file(document, context)
        if isinstance(file, DiaryFile):
            context.report(validation.problems(file, today))
            context.report(photos.problems(file, pictures) if for_import else ())
    except TooManyProblems:
        sentence = _("only %(n)s problems are listed") % {"n": MAX_PROBLEMS}
        context.problems.append(Issue((), sentence))
    if context.problems:
        raise WrongDiary.at(context.problems, document)
    return _diary(file)


def read_trusted(data: bytes) -> Diary:
    """Returns the diary in a file that ``write_diary`` wrote and that never left the server.

    Does not validate: such a file may hold values that another file may not, such as a vocabulary
    key of another version.
    """
    from tracker.interchange.context import TrustingContext

    return _diary(_file(json.loads(data), TrustingContext()))


def _file(document: Any, context: Any) -> Any:
    """Returns a DiaryFile, or the document itself where it is not valid as one."""
    from tracker.interchange.schema import adapter

    validate = adapter(DiaryFile).validate_python
    return context.validate(document, lambda value: validate(value, context=context))


def _diary(file: DiaryFile) -> Diary:
    """Returns the diary with references spelled like the ids, and only photos with a file.

    An answer of false stays only where the file says that it means no.
    """
    named: list[Any] = [*file.concerns, *file.day_notes, *file.exposures, *file.visits]
    named += [entry for concern in file.concerns for entry in concern.entries]
    ids = {canonical_id(record.id): record.id for record in named if record.id}

    def spelled(named: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids[canonical_id(id)] for id in named))

    def visit(record: Visit) -> Visit:
        signs = in_order_of_signs(record.come_back_if)
        return replace(record, concerns=spelled(record.concerns), come_back_if=signs)

    def exposure(record: Exposure) -> Exposure:
        return replace(record, concerns=spelled(record.concerns))

    def entry(record: Entry) -> Entry:
        photos = tuple(photo for photo in record.photos if photo.file)
        if len(photos) == len(record.photos) and not record.come_back:
            return record
        return replace(record, photos=photos, come_back=spelled(record.come_back))

    def acknowledgement(record: Acknowledgement) -> Acknowledgement:
        concern = record.concern and ids[canonical_id(record.concern)]
        entry = record.entry and ids[canonical_id(record.entry)]
        return replace(record, concern=concern, entry=entry)

    def concern(record: Concern) -> Concern:
        entries = map(entry, record.entries)
        if not file.false_means_no:
            entries = map(_without_no, entries)
        return replace(record, entries=tuple(entries))

    diary = Diary(**{field.name: getattr(file, field.name) for field in fields(Diary)})
    return replace(
        diary,
        child=replace(file.child, family_atopy=tuple(dict.fromkeys(file.child.family_atopy))),
        concerns=tuple(map(concern, file.concerns)),
        exposures=tuple(map(exposure, file.exposures)),
        visits=tuple(map(visit, file.visits)),
        acknowledgements=tuple(map(acknowledgement, file.acknowledgements)),
    )


def _without_no(entry: Entry) -> Entry:
    """Returns the entry with each false answer as not asked."""
    unticked: dict[str, Any] = {key: None for key in TICKS if getattr(entry, key) is False}
    return replace(entry, **unticked) if unticked else entry
