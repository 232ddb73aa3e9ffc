"""A form sent twice is saved once; sent again with other content, it changes what it saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID, uuid5

from tracker.actions.history import ChangeRecorder
from tracker.actions.revisions import ChangedMeanwhile
from tracker.models.record import Record

R = TypeVar("R", bound=Record)


class AlreadySaved(Exception):
    """The form was saved before as ``row``, with other content, and may not change it.

    ``conflict`` says what has changed the row since, if anything has.
    """

    def __init__(self, row: Record, conflict: ChangedMeanwhile | None = None) -> None:
        self.row, self.conflict = row, conflict


def write_once(
    model: type[R],
    *,
    uuid: UUID,
    lookup: dict[str, Any],
    fields: dict[str, Any],
    same_content: Callable[[R], bool],
    finish: Callable[[R], None],
    change: Callable[[R], None],
    recorder: ChangeRecorder,
) -> R:
    """Returns the row of a form, which is created under the form's ``uuid`` if it is new.

    A new row is completed by ``finish``. An existing one is returned as it is, and restored if it
    was deleted. If ``same_content`` is false for an existing row, ``change`` is called with it; if
    it is false for a deleted one, another row is created. ``recorder`` records which of these
    happened.
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
                change=change,
                recorder=recorder,
            )
        recorder.restore(row)
    elif not same_content(row):
        change(row)
    return row


def refuse_change(row: Record) -> None:
    """The ``change`` of a form that cannot change what it has saved. Raises AlreadySaved."""
    raise AlreadySaved(row)


def change_again(
    row: R, revision: int, replace: Callable[[R], None], recorder: ChangeRecorder
) -> None:
    """Replaces the content of a row by what its form says now.

    Allowed while nothing else has changed the row since this user saved the form, or if
    ``revision`` is the present one, because the form showed the conflict. Otherwise raises
    AlreadySaved.
    """
    is_own = recorder.continues_form(row.uuid, row)
    if not is_own and row.revision == 0:
        raise AlreadySaved(row)
    try:
        with recorder.changing(row, None if is_own else revision):
            replace(row)
    except ChangedMeanwhile as conflict:
        raise AlreadySaved(row, conflict) from conflict
