"""What is written down around the skin: care, exposures, visits, questions, flags dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.concerns import DoctorsName, name_concern
from tracker.actions.history import Journal, SavedBefore
from tracker.domain import records
from tracker.models import (
    Acknowledgement,
    Care,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Question,
    User,
    Visit,
)
from tracker.models.record import Record

R = TypeVar("R", bound=Record)


@transaction.atomic
def write_care(*, concern: Concern, care: records.Care, uuid: UUID, by: User) -> UUID | None:
    """Like all writes of this module: the batch to undo it, None where it was sent before.

    Raises SavedBefore where what stands would have to be overwritten, or what is sent be lost.
    """
    _row, batch = _once(
        Care, care_fields(care), Journal(concern.child, by), concern=concern, uuid=uuid
    )
    return batch


@transaction.atomic
def change_care(*, row: Care, care: records.Care, by: User) -> UUID:
    """Puts ``care`` in the place of what was written. Returns the undo batch."""
    return _change(row, care_fields(care), Journal(row.concern.child, by))


@transaction.atomic
def write_exposure(
    *, child: Child, exposure: records.Exposure, uuid: UUID, by: User
) -> UUID | None:
    """Returns and raises as ``write_care``."""
    fields = exposure_fields(exposure)
    _row, batch = _once(Exposure, fields, Journal(child, by), child=child, uuid=uuid)
    return batch


@transaction.atomic
def change_exposure(*, row: Exposure, exposure: records.Exposure, by: User) -> UUID:
    """Returns the undo batch."""
    return _change(row, exposure_fields(exposure), Journal(row.child, by))


@transaction.atomic
def write_visit(
    *,
    child: Child,
    visit: records.Visit,
    concerns: Iterable[Concern],
    uuid: UUID,
    by: User,
    name: DoctorsName | None = None,
) -> UUID | None:
    """A visit about these concerns, or about the child where there are none.

    ``name``: what the doctor called one of them there. The batch takes back both.
    """
    journal = Journal(child, by)
    row, batch = _once(Visit, visit_fields(visit), journal, child=child, uuid=uuid)
    if batch is not None:
        row.concerns.set(concerns)
        if name is not None:
            name_concern(name, journal)
    elif set(row.concerns.all()) != set(concerns) or (name is not None and not name.is_known):
        raise SavedBefore(row)
    return batch


@transaction.atomic
def change_visit(
    *, row: Visit, visit: records.Visit, concerns: Iterable[Concern], by: User
) -> UUID:
    """Also what it was about. Returns the undo batch."""
    batch = _change(row, visit_fields(visit), Journal(row.child, by))
    row.concerns.set(concerns)
    return batch


@transaction.atomic
def write_question(*, child: Child, text: str, asked_on: date, uuid: UUID, by: User) -> UUID | None:
    """Returns as ``write_care``; another text is never taken for the same question."""
    fields = {"text": text, "asked_on": asked_on}
    # Another text is another question, and so is the same one on another day.
    identity = {"child": child, "uuid": uuid5(uuid, f"{asked_on.isoformat()} {text}")}
    _row, batch = _once(Question, fields, Journal(child, by), **identity)
    return batch


@transaction.atomic
def acknowledge(
    *,
    child: Child,
    rule: str,
    day: date,
    concern: Concern | None,
    look: Entry | DayNote | None,
    note: str,
    uuid: UUID,
    by: User,
) -> UUID | None:
    """A flag was dealt with, on ``day``; of one look, or of all looks before that day."""
    fields = {
        "rule": rule,
        "day": day,
        "concern": concern,
        "entry": look if isinstance(look, Entry) else None,
        "day_note": look if isinstance(look, DayNote) else None,
        "note": note,
        "author": by,
        "author_name": by.shown_name,
    }
    # A page left open until another day says it of that day.
    said = f"{day.isoformat()} {rule} {concern.uuid if concern else ''}"
    identity = {"child": child, "uuid": uuid5(uuid, said)}
    _row, batch = _once(Acknowledgement, fields, Journal(child, by), **identity)
    return batch


@transaction.atomic
def delete(*, record: Record, child: Child, by: User) -> UUID:
    """Puts a record of the child out of sight. Returns the batch that brings it back."""
    journal = Journal(child, by)
    journal.delete(record)
    return journal.batch


def care_fields(care: records.Care) -> dict[str, object]:
    """A record's own columns; empty text stands for None, as in all such functions."""
    return {
        "kind": care.kind,
        "product": care.product,
        "started_on": care.started_on,
        "ended_on": care.ended_on,
        "prescribed": care.prescribed,
        "outcome": care.outcome or "",
        "notes": care.notes,
    }


def exposure_fields(exposure: records.Exposure) -> dict[str, object]:
    """Its own columns."""
    return {
        "day": exposure.day,
        "kind": exposure.kind,
        "name": exposure.name,
        "notes": exposure.notes,
    }


def visit_fields(visit: records.Visit) -> dict[str, object]:
    """Its own columns; its concerns are linked by a table of their own."""
    return {
        "day": visit.day,
        "at": visit.at,
        "who": visit.who,
        "said": visit.said,
        "follow_up_on": visit.follow_up_on,
    }


def _once(
    model: type[R], fields: dict[str, object], journal: Journal, **identity: object
) -> tuple[R, UUID | None]:
    row: R
    row, is_new = model.all_objects.get_or_create(defaults=fields, **identity)
    if is_new:
        journal.written(row)
        return row, journal.batch
    if all(getattr(row, name) == value for name, value in fields.items()):
        return row, journal.batch if journal.restored(row) else None
    if row.deleted_at is None:
        raise SavedBefore(row)
    return _once(model, fields, journal, **identity | {"uuid": uuid5(row.uuid, "again")})


def _change(row: Record, fields: dict[str, object], journal: Journal) -> UUID:
    journal.change(row, fields)
    return journal.batch
