"""A form sent twice writes once, and one that says something else by then overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID, uuid5

from tracker.actions.history import ChangeRecorder
from tracker.models.record import Record

R = TypeVar("R", bound=Record)


class AlreadySaved(Exception):
    """What this form wrote, ``row``, still stands, and now the form says something else."""

    def __init__(self, row: Record) -> None:
        self.row = row


def write_once(
    model: type[R],
    *,
    uuid: UUID,
    whose: dict[str, Any],
    fields: dict[str, Any],
    same_content: Callable[[R], bool],
    finish: Callable[[R], None],
    recorder: ChangeRecorder,
) -> R:
    """The row that a form wrote or now writes, under the form's ``uuid``.

    Sent for the first time it is written, and ``finish`` adds its parts. Sent again it is there
    once; deleted or taken back meanwhile, it is there again. Where ``same_content`` says that the
    form no longer says what a standing row says, AlreadySaved is raised; where that row was
    deleted, another one is written. ``recorder`` knows which of these it was.
    """
    row: R
    row, is_new = model.all_objects.get_or_create(**whose, uuid=uuid, defaults=fields)
    if is_new:
        recorder.written(row)
        finish(row)
        return row
    if row.deleted_at is not None:
        another = uuid5(row.uuid, "again")
        is_superseded = model.all_objects.filter(**whose, uuid=another).exists()
        if is_superseded or not same_content(row):
            return write_once(
                model,
                uuid=another,
                whose=whose,
                fields=fields,
                same_content=same_content,
                finish=finish,
                recorder=recorder,
            )
        recorder.restored(row)
    elif not same_content(row):
        raise AlreadySaved(row)
    return row
