"""Every write leaves a change behind, so that it can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID, uuid4

from django.core import serializers
from django.db import models, transaction
from django.db.models import Min
from django.db.models.functions import Now

from tracker.models import (
    Acknowledgement,
    Care,
    Change,
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

_KINDS: dict[str, type[Record]] = {
    model.__name__.lower(): model
    for model in (
        Acknowledgement,
        Care,
        Concern,
        DayNote,
        Entry,
        Exposure,
        Question,
        Visit,
    )
}

_PARTS = {"entry": ("spots", "signs"), "daynote": ("signs",), "concern": ("former_names",)}
"""What hangs on a record and is kept and brought back together with it."""


class CannotUndo(Exception):
    """It was undone already, or something changed since: nothing newer may be overwritten."""


class SavedBefore(Exception):
    """What this form wrote, ``row``, still stands, and now the form says something else."""

    def __init__(self, row: Record) -> None:
        self.row = row


class Journal:
    """The changes of one act. ``batch`` is what its undo button sends back."""

    def __init__(self, child: Child, by: User | None) -> None:
        self.batch: UUID = uuid4()
        self._child = child
        self._by = by

    def written(self, record: Record) -> None:
        """To be called after the record was written anew."""
        self._add(record, Change.Verb.WRITTEN, None)

    def restored(self, record: Record) -> bool:
        """What was taken back and is sent again is there again; True where that was so."""
        if record.deleted_at is None:
            return False
        _show(record)
        self.written(record)
        if isinstance(record, Entry):
            self.sees(record.concern, record.day)
        return True

    def changes(self, record: Record) -> None:
        """To be called before the record changes."""
        self._add(record, Change.Verb.CHANGED, snapshot(record))

    def change(self, record: Record, fields: Mapping[str, object]) -> None:
        """Puts these values in the place of what was written."""
        self.changes(record)
        for name, value in fields.items():
            setattr(record, name, value)
        record.save()

    def sees(self, concern: Concern, day: date) -> None:
        """A look earlier than the day first noticed moves that day back."""
        if day < concern.first_noticed_on:
            self.changes(concern)
            _move_first_noticed(concern, day)

    def delete(self, record: Record) -> None:
        """Puts the record out of sight; its row stays so that it can come back."""
        self._add(record, Change.Verb.DELETED, None)
        _hide(record)

    def _add(self, record: Record, verb: Change.Verb, before: str | None) -> None:
        Change.objects.create(
            child=self._child,
            batch=self.batch,
            kind=_kind(record),
            record_id=record.pk,
            verb=verb,
            before=before and json.loads(before),
            by=self._by,
        )


def snapshot(record: Record) -> str:
    """The stored record and its parts, serialised, as they are before a change.

    Whoever else wants to change it waits until this transaction ends.
    """
    stored = type(record).all_objects.select_for_update(no_key=True).get(pk=record.pk)
    parts = [part for name in _PARTS.get(_kind(record), ()) for part in getattr(stored, name).all()]
    return serializers.serialize("json", [stored, *parts])


@transaction.atomic
def undo(*, batch: UUID, child: Child, by: User) -> list[Record]:
    """Takes one act back and returns the records it touched.

    Raises CannotUndo where there is no such act of this child, where it was undone before, or
    where one of its records has changed, or something was written about its concern, since.
    """
    changes = list(
        Change.objects.select_for_update().filter(child=child, batch=batch, undone_at=None)
    )
    if not changes:
        raise CannotUndo
    last_first = [(change, _held(change)) for change in reversed(changes)]
    if any(_changed_since(change) or _is_built_upon(change) for change in changes):
        raise CannotUndo
    touched = [_undo_one(change, record) for change, record in last_first]
    _hold_first_noticed(touched)
    Change.objects.filter(batch=batch, child=child).update(undone_at=Now())
    return touched


def _held(change: Change) -> Record:
    """Its record, which nobody changes or writes about until this transaction ends."""
    record: Record = _KINDS[change.kind].all_objects.select_for_update().get(pk=change.record_id)
    return record


def _changed_since(change: Change) -> bool:
    return (
        Change.objects.filter(
            kind=change.kind, record_id=change.record_id, pk__gt=change.pk, undone_at=None
        )
        .exclude(batch=change.batch)
        .exists()
    )


def _is_built_upon(change: Change) -> bool:
    """A concern just begun about which more was written: taking it back would hide that too."""
    if (change.kind, change.verb) != ("concern", Change.Verb.WRITTEN):
        return False
    own = Change.objects.filter(batch=change.batch, kind="entry").values("record_id")
    concern = change.record_id
    return (
        Entry.objects.filter(concern=concern).exclude(pk__in=own).exists()
        or Care.objects.filter(concern=concern).exists()
        or Visit.objects.filter(concerns=concern).exists()
    )


def _hold_first_noticed(touched: Iterable[Record]) -> None:
    """No look that is there lies before the day its concern was first noticed."""
    ids = {row.pk for row in touched if isinstance(row, Concern)}
    ids |= {row.concern_id for row in touched if isinstance(row, Entry)}
    for concern in Concern.all_objects.filter(pk__in=ids):
        first = Entry.objects.filter(concern=concern).aggregate(day=Min("day"))["day"]
        if first is not None and first < concern.first_noticed_on:
            _move_first_noticed(concern, first)


def _move_first_noticed(concern: Concern, day: date) -> None:
    """Back to that day, unless somebody has moved it further back meanwhile."""
    stored = Concern.all_objects.filter(pk=concern.pk, first_noticed_on__gt=day)
    stored.update(first_noticed_on=day)
    concern.first_noticed_on = day


def _undo_one(change: Change, record: Record) -> Record:
    if change.verb == Change.Verb.WRITTEN:
        _hide(record)
    elif change.verb == Change.Verb.DELETED:
        _show(record)
    else:
        _bring_back(record, change.before or ())
        record.refresh_from_db()
    return record


def _hide(record: Record) -> None:
    record.deleted_at = Now()
    record.save(update_fields=["deleted_at"])
    record.refresh_from_db(fields=["deleted_at"])


def _show(record: Record) -> None:
    record.deleted_at = None
    record.save(update_fields=["deleted_at"])


def _bring_back(record: Record, before: Iterable[dict[str, object]]) -> None:
    for name in _PARTS.get(_kind(record), ()):
        getattr(record, name).all().delete()
    for former in serializers.deserialize("python", before, ignorenonexistent=True):
        former.save()


def _kind(record: models.Model) -> str:
    return type(record).__name__.lower()
