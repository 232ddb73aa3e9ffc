"""What is written down around the skin: care, exposures, visits, questions, flags dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from tracker.actions.concerns import DoctorsName, name_concern
from tracker.actions.history import ChangeRecorder
from tracker.actions.idempotency import write_once
from tracker.actions.revisions import save_fields
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


@transaction.atomic
def write_care(*, concern: Concern, care: records.Care, uuid: UUID, by: User) -> UUID | None:
    """Like all writes of this module: the batch to undo it, None where it was sent before.

    Raises SavedBefore, see ``write_once``.
    """
    recorder, fields = ChangeRecorder(concern.child, by), care_fields(care)
    write_once(
        Care,
        uuid=uuid,
        whose={"concern": concern},
        fields=fields,
        same_content=lambda before: _says(before, fields),
        recorder=recorder,
    )
    return recorder.change_set


@transaction.atomic
def change_care(*, row: Care, care: records.Care, revision: int, by: User) -> UUID | None:
    """Puts ``care`` in the place of what was written. Like all changes of this module: revision,
    batch and what is raised are as in ``change_entry``.
    """
    recorder = ChangeRecorder(row.concern.child, by)
    recorder.change(row, care_fields(care), revision)
    return recorder.change_set


@transaction.atomic
def write_exposure(
    *, child: Child, exposure: records.Exposure, uuid: UUID, by: User
) -> UUID | None:
    recorder, fields = ChangeRecorder(child, by), exposure_fields(exposure)
    write_once(
        Exposure,
        uuid=uuid,
        whose={"child": child},
        fields=fields,
        same_content=lambda before: _says(before, fields),
        recorder=recorder,
    )
    return recorder.change_set


@transaction.atomic
def change_exposure(
    *, row: Exposure, exposure: records.Exposure, revision: int, by: User
) -> UUID | None:
    recorder = ChangeRecorder(row.child, by)
    recorder.change(row, exposure_fields(exposure), revision)
    return recorder.change_set


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
    recorder, fields, about = ChangeRecorder(child, by), visit_fields(visit), set(concerns)

    def finish(row: Visit) -> None:
        row.concerns.set(about)
        if name is not None:
            name_concern(name, recorder)

    def same_content(before: Visit) -> bool:
        is_named_so = name is None or name.is_known
        return _says(before, fields) and set(before.concerns.all()) == about and is_named_so

    write_once(
        Visit,
        uuid=uuid,
        whose={"child": child},
        fields=fields,
        same_content=same_content,
        finish=finish,
        recorder=recorder,
    )
    return recorder.change_set


@transaction.atomic
def change_visit(
    *,
    row: Visit,
    visit: records.Visit,
    concerns: Iterable[Concern],
    revision: int,
    by: User,
) -> UUID | None:
    """Also what it was about."""
    recorder = ChangeRecorder(row.child, by)
    with recorder.changing(row, revision):
        save_fields(row, visit_fields(visit))
        row.concerns.set(concerns)
    return recorder.change_set


@transaction.atomic
def write_question(*, child: Child, text: str, asked_on: date, uuid: UUID, by: User) -> UUID | None:
    """Another text is another question, and so is the same one on another day."""
    recorder = ChangeRecorder(child, by)
    write_once(
        Question,
        uuid=uuid5(uuid, f"{asked_on.isoformat()} {text}"),
        whose={"child": child},
        fields={"text": text, "asked_on": asked_on},
        same_content=lambda _question: True,
        recorder=recorder,
    )
    return recorder.change_set


@transaction.atomic
def acknowledge(
    *,
    child: Child,
    rule: str,
    day: date,
    concern: Concern | None,
    record: Entry | DayNote | None,
    note: str,
    uuid: UUID,
    by: User,
) -> UUID | None:
    """A flag was dealt with, on ``day``; of one look, or of all looks before that day."""
    fields = {
        "rule": rule,
        "day": day,
        "concern": concern,
        "entry": record if isinstance(record, Entry) else None,
        "day_note": record if isinstance(record, DayNote) else None,
        "note": note,
        "author": by,
        "author_name": by.shown_name,
    }
    recorder = ChangeRecorder(child, by)
    # A page left open until another day says it of that day.
    said = f"{day.isoformat()} {rule} {concern.uuid if concern else ''}"
    write_once(
        Acknowledgement,
        uuid=uuid5(uuid, said),
        whose={"child": child},
        fields=fields,
        same_content=lambda _acknowledgement: True,
        recorder=recorder,
    )
    return recorder.change_set


@transaction.atomic
def delete(*, record: Record, child: Child, by: User) -> UUID | None:
    """Puts a record of the child out of sight, and with it what hangs on it: photos, the entries
    and the care of a concern. Returns the batch that brings it back.
    """
    recorder = ChangeRecorder(child, by)
    recorder.delete(record)
    return recorder.change_set


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


def _says(row: Record, fields: dict[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in fields.items())
