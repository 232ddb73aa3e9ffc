"""A form sent twice is saved once. Sent again with other content, it overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID, uuid5

from tracker.actions.history import ChangeRecorder
from tracker.models.record import Record

R = TypeVar("R", bound=Record)


class AlreadySaved(Exception):
    """The form was saved before as ``row``, with other content."""

    def __init__(self, row: Record) -> None:
        self.row = row


def write_once(
    model: type[R],
    *,
    uuid: UUID,
    lookup: dict[str, Any],
    fields: dict[str, Any],
    same_content: Callable[[R], bool],
    finish: Callable[[R], None],
    recorder: ChangeRecorder,
) -> R:
    """Returns the row of a form, which is created under the form's ``uuid`` if it is new.

    A new row is completed by ``finish``. An existing one is returned as it is, and restored if it
    was deleted. If ``same_content`` is false for an existing row, AlreadySaved is raised; if it is
    false for a deleted one, another row is created. ``recorder`` records which of these happened.
    """
    row: R
    row, is_new = model.all_objects.get_or_create(**lookup, uuid=uuid, defaults=fields)
    if is_new:
        recorder.note_written(row)
        finish(row)
        return row
    if row.deleted_at is not None:
        another = uuid5(row.uuid, "again")
        is_superseded = model.all_objects.filter(**lookup, uuid=another).exists()
        if is_superseded or not same_content(row):
            return write_once(
                model,
                uuid=another,
                lookup=lookup,
                fields=fields,
                same_content=same_content,
                finish=finish,
                recorder=recorder,
            )
        recorder.restore(row)
    elif not same_content(row):
        raise AlreadySaved(row)
    return row
