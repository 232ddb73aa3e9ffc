"""Imports a diary file into a family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from tracker.actions.history import ChangeRecorder
from tracker.actions.imported_photos import add_missing_photos, count_photos, missing_files
from tracker.actions.merge import records_to_add, with_ids_of
from tracker.actions.people import add_child, add_weights
from tracker.actions.photos import (
    StoredPhoto,
    file_names,
    new_files,
    remove_files,
    store_photo,
)
from tracker.actions.quota import check_quota
from tracker.actions.read_only import lock_family_for_writing
from tracker.domain import records
from tracker.domain.canonical import is_uuid
from tracker.models import (
    Acknowledgement,
    Author,
    Care,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Family,
    FormerName,
    Member,
    Question,
    Sign,
    Spot,
    User,
    Visit,
    kind_of,
)
from tracker.models.record import WithFileId
from tracker.models.rows import identity_of, values_of
from tracker.photos import CleanPhoto
from tracker.queries import whole_diary
from tracker.queries.mending import joined_ids
from tracker.queries.records import full_record

M = TypeVar("M", bound=Model)
R = TypeVar("R")


class CannotImport(Exception):
    """The diary conflicts with the family's data; the text says why."""


@dataclass(frozen=True)
class ImportResult:
    """Counts of records and photos. Spots and signs count as part of their entry."""

    child: Child
    added: int
    already_there: int


def import_diary(
    *,
    diary: records.Diary,
    family: Family,
    by: User,
    pictures: Iterable[tuple[str, CleanPhoto]] = (),
    lengths: Mapping[str, int] = MappingProxyType({}),
) -> ImportResult:
    """Adds what a diary has and the family does not. Importing the same diary again adds nothing.

    A child of the family with one of the diary's UUIDs is taken for the same child: missing records
    are added to it and deleted ones restored, but no pause or answer that was taken back. A diary
    without UUIDs becomes a new child, unless a child with that name and birth date has all of it.
    ``pictures`` are the diary's photos by their file, ``lengths`` how many bytes each will take, so
    that photos without room are refused before one is stored.

    Raises PermissionDenied if ``by`` may not write in the family, CannotImport, PhotosNotStored and
    QuotaExceeded.
    """
    _check_room(diary, family, lengths)
    with new_files() as store:
        # Before the transaction, so that a slow storage holds no lock.
        stored = {file: store_photo(photo, store) for file, photo in pictures}
        with transaction.atomic(durable=bool(stored)):
            result, used = _import(diary, family, by, stored)
    names = (name for photo in stored.values() for name in (photo.large, photo.small))
    remove_files(name for name in names if name not in used)
    return result


def _check_room(diary: records.Diary, family: Family, lengths: Mapping[str, int]) -> None:
    """Raises QuotaExceeded, and CannotImport as ``_import`` does."""
    if not lengths or not settings.FAMILY_QUOTA:
        return
    child = _child_of(diary, family)
    files: Iterable[str] = lengths
    if child is not None:
        existing = whole_diary(child, with_hidden=True)
        files = missing_files(with_ids_of(existing, diary, joined_ids(child)), child)
    check_quota(family.pk, sum(lengths[file] for file in files))


def _import(
    diary: records.Diary, family: Family, by: User, stored: Mapping[str, StoredPhoto]
) -> tuple[ImportResult, set[str]]:
    """Returns the result and the names of the files in use."""
    member = Member.objects.filter(family=family, user=by).first()
    if member is None or not member.writes:
        raise PermissionDenied
    lock_family_for_writing(family.pk)  # serialises imports
    child = _child_of(diary, family)
    if child is None:
        child = add_child(family=family, child=replace(diary.child, weights=()))
    elif _first_day(diary) < child.birth_date:
        values = {"birth": child.birth_date, "child": child.name}
        raise CannotImport(
            _(
                "The file has something from before %(birth)s, %(child)s's date of birth in this"
                " diary."
            )
            % values
        )
    recorder = ChangeRecorder(child, by)
    added = _restore_deleted(_uuids(diary), child, recorder)
    existing = whole_diary(child, with_hidden=True)
    diary = with_ids_of(existing, diary, joined_ids(child))
    new = records_to_add(diary, _with_deleted_acknowledgements(existing, child))
    known = {concern.id for concern in existing.concerns}
    added += _count(new) - sum(concern.id in known for concern in new.concerns)
    _write(new, child)
    if new.child.weights:
        with ChangeRecorder(child, by).changing(child):
            add_weights(child, new.child.weights)
    photos = add_missing_photos(diary, child, stored, recorder)
    added += len(photos)
    used = {name for photo in photos for name in file_names(photo)}
    return ImportResult(child, added, _count(diary) + count_photos(diary) - added), used


def _child_of(diary: records.Diary, family: Family) -> Child | None:
    """Returns the family's child that the diary is about. Raises CannotImport."""
    uuids = _uuids(diary)
    return _child_with(uuids, family) if uuids else _child_with_all_of(diary, family)


def _uuids(diary: records.Diary) -> set[UUID]:
    ids = [concern.id for concern in diary.concerns]
    ids += [record.id for record in _with_optional_id(diary) if record.id]
    return {UUID(id) for id in ids if is_uuid(id)}


def _with_optional_id(
    diary: records.Diary,
) -> Iterator[records.Entry | records.DayNote | records.Exposure | records.Visit]:
    for concern in diary.concerns:
        yield from concern.entries
    yield from diary.day_notes
    yield from diary.exposures
    yield from diary.visits


def _child_with(uuids: set[UUID], family: Family) -> Child | None:
    """Returns the family's child that has, or had, a record with one of these ids."""
    rows = [
        *Concern.all_objects.filter(child__family=family).values_list("child", "uuid"),
        *Entry.all_objects.filter(concern__child__family=family).values_list(
            "concern__child", "uuid"
        ),
        *DayNote.all_objects.filter(child__family=family).values_list("child", "uuid"),
        *Exposure.all_objects.filter(child__family=family).values_list("child", "uuid"),
        *Visit.all_objects.filter(child__family=family).values_list("child", "uuid"),
    ]
    holders = {child for child, uuid in rows if uuid in uuids}
    if len(holders) > 1:
        raise CannotImport(_("What is in the file belongs to more than one child of this family."))
    return Child.objects.get(pk=holders.pop()) if holders else None


def _child_with_all_of(diary: records.Diary, family: Family) -> Child | None:
    candidates = Child.objects.filter(
        family=family, name=diary.child.name, birth_date=diary.child.birth_date
    )
    return next(
        (child for child in candidates if not _count(_records_to_add(child, diary))),
        None,
    )


def _records_to_add(child: Child, diary: records.Diary) -> records.Diary:
    existing = whole_diary(child, with_hidden=True)
    return records_to_add(with_ids_of(existing, diary), existing)


def _first_day(diary: records.Diary) -> date:
    """Returns the earliest date in the diary; date.max if it is empty."""
    days = [concern.begins_on for concern in diary.concerns]
    for concern in diary.concerns:
        days += [care.started_on for care in concern.care]
        days += [name.until for name in concern.former_names]
    days += [question.asked_on for question in diary.questions if question.asked_on]
    days += [note.day for note in diary.day_notes]
    days += [weight.day for weight in diary.child.weights]
    days += [exposure.day for exposure in diary.exposures]
    days += [visit.day for visit in diary.visits]
    days += [acknowledgement.day for acknowledgement in diary.acknowledgements]
    return min(days, default=date.max)


def _count(diary: records.Diary) -> int:
    """Counts records and weights. Spots and signs are part of theirs; authors are none."""
    owners: list[records.Diary | records.Concern] = [diary, *diary.concerns]
    return len(diary.child.weights) + sum(len(rows) for owner in owners for rows in _lists(owner))


def _lists(owner: records.Diary | records.Concern) -> list[tuple[object, ...]]:
    values = (getattr(owner, field.name) for field in fields(owner) if field.name != "authors")
    return [value for value in values if isinstance(value, tuple)]


def _restore_deleted(uuids: set[UUID], child: Child, recorder: ChangeRecorder) -> int:
    """Restores deleted records that the diary has. Returns how many."""
    deleted = [
        *Concern.all_objects.filter(child=child, deleted_at__isnull=False),
        *Entry.all_objects.filter(concern__child=child, deleted_at__isnull=False),
        *DayNote.all_objects.filter(child=child, deleted_at__isnull=False),
        *Exposure.all_objects.filter(child=child, deleted_at__isnull=False),
        *Visit.all_objects.filter(child=child, deleted_at__isnull=False),
    ]
    return sum(recorder.restore(row) for row in deleted if row.uuid in uuids)


def _with_deleted_acknowledgements(existing: records.Diary, child: Child) -> records.Diary:
    """Adds those that were taken back: to add them again would silence what is shown."""
    rows = Acknowledgement.all_objects.filter(child=child, deleted_at__isnull=False)
    deleted = [
        full_record(records.Acknowledgement, row)
        for row in rows.select_related("concern", "entry", "day_note")
    ]
    return replace(existing, acknowledgements=(*existing.acknowledgements, *deleted))


def _write(new: records.Diary, child: Child) -> None:
    """Adds records, whose ids are UUIDs, if they have any, in the order of the diary."""
    concerns = _concern_rows(new, child)
    concern_rows = [(concerns[concern.id], concern) for concern in new.concerns]
    entries = _add(Entry, ((row, entry) for row, c in concern_rows for entry in c.entries))
    notes = _add(DayNote, ((child, note) for note in new.day_notes))
    _add(Spot, ((row, spot) for row, entry in entries for spot in entry.spots))
    _add_signs("entry", entries)
    _add_signs("day_note", notes)
    _add(
        FormerName, ((row, name) for row, concern in concern_rows for name in concern.former_names)
    )
    _add(Care, ((row, care) for row, concern in concern_rows for care in concern.care))
    exposures = _add(Exposure, ((child, exposure) for exposure in new.exposures))
    _link(Exposure, exposures, concerns)
    _add(Question, ((child, question) for question in new.questions))
    _link(Visit, _add(Visit, ((child, visit) for visit in new.visits)), concerns)
    _link_come_back(entries, child)
    _add(Author, ((child, author) for author in new.authors))
    _write_acknowledgements(new.acknowledgements, concerns, child)


def _add(model: type[M], owned: Iterable[tuple[Model, R]]) -> list[tuple[M, R]]:
    """Creates a row for each record under its owner. Returns the rows with their records.

    One query as a rule.
    """
    owned = list(owned)
    rows = model._default_manager.bulk_create(
        model(**{kind_of(owner): owner}, **_columns(model, record)) for owner, record in owned
    )
    return [(row, record) for row, (_owner, record) in zip(rows, owned, strict=True)]


def _columns(model: type[Model], record: object) -> dict[str, object]:
    columns = values_of(record) | identity_of(record)
    return columns | ({"has_id": "uuid" in columns} if issubclass(model, WithFileId) else {})


def _add_signs(owner: str, rows: Iterable[tuple[Model, records.Entry | records.DayNote]]) -> None:
    Sign.objects.bulk_create(
        Sign(**{owner: row}, key=key, answer=answer)
        for row, record in rows
        for key, answer in record.signs.items()
    )


def _link(
    model: type[Exposure | Visit],
    rows: Iterable[tuple[Model, records.Exposure | records.Visit]],
    concerns: Mapping[str, Concern],
) -> None:
    """Links exposures or visits to their concerns."""
    link: Any = model.concerns.through
    link._default_manager.bulk_create(
        link(**{kind_of(row): row}, concern=concerns[id])
        for row, record in rows
        for id in record.concerns
    )


def _link_come_back(entries: Iterable[tuple[Entry, records.Entry]], child: Child) -> None:
    """Links entries to the visits whose "come back if" they met."""
    named = [(row, id) for row, entry in entries for id in entry.come_back]
    if not named:
        return
    visits = dict(Visit.objects.filter(child=child).values_list("uuid", "pk"))
    link = Entry.come_back.through
    link._default_manager.bulk_create(
        link(entry=row, visit_id=visits[UUID(id)]) for row, id in named
    )


def _concern_rows(new: records.Diary, child: Child) -> dict[str, Concern]:
    """Returns all concerns of the child by id, including those created here."""
    rows = {str(row.uuid): row for row in Concern.objects.filter(child=child)}
    added = _add(Concern, ((child, each) for each in new.concerns if each.id not in rows))
    return rows | {concern.id: row for row, concern in added}


def _write_acknowledgements(
    acknowledgements: Iterable[records.Acknowledgement],
    concerns: dict[str, Concern],
    child: Child,
) -> None:
    entries = dict(Entry.objects.filter(concern__child=child).values_list("uuid", "pk"))
    notes = dict(DayNote.objects.filter(child=child).values_list("uuid", "pk"))
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            child=child,
            **values_of(ack),
            **identity_of(ack),
            concern=concerns[ack.concern] if ack.concern else None,
            entry_id=entries.get(UUID(ack.entry)) if ack.entry else None,
            day_note_id=notes.get(UUID(ack.entry)) if ack.entry else None,
        )
        for ack in acknowledgements
    )
