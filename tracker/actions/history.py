"""Every write leaves a change behind, so that it can be read and undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from uuid import UUID, uuid4

from django.core import serializers
from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Now

from tracker.actions.read_only import lock_family_for_writing
from tracker.actions.revisions import (
    NOT_SAID,
    PARTS,
    Snapshot,
    lock_row,
    optimistic_update,
    save_fields,
)
from tracker.models import KINDS, Care, Change, Child, Concern, Entry, Photo, User, Visit, kind_of
from tracker.models.record import Record, Versioned
from tracker.queries.children import first_day_written


class CannotUndo(Exception):
    """It was undone already, or something changed since: nothing newer may be overwritten."""


class ChangeRecorder:
    """The changes of one act; with a ``change_set`` it goes on with that act.

    To be made within the act's transaction, before anything is locked or written: it locks the
    family, and raises FamilyReadOnly.
    """

    def __init__(self, child: Child, by: User | None, change_set: UUID | None = None) -> None:
        lock_family_for_writing(child.family_id)
        self._change_set = change_set or uuid4()
        self._is_empty = True
        self._child = child
        self._by = by

    @property
    def change_set(self) -> UUID | None:
        """What the undo button of the act sends back; None where there was nothing to do."""
        return None if self._is_empty else self._change_set

    def written(self, record: Record) -> None:
        """To be called after the record was written anew."""
        self._add(record, Change.Verb.WRITTEN)

    def restored(self, record: Record) -> bool:
        """What was deleted or taken back is there again; True where that was so."""
        if lock_row(record).deleted_at is None:
            return False
        _show(record)
        self._add(record, Change.Verb.RESTORED)
        if isinstance(record, Entry):
            self.note_first_seen(record.concern, record.day)
        return True

    @contextmanager
    def changing(self, row: Versioned, revision: int | None = None) -> Iterator[None]:
        """What is done to the row within is one change. ``revision`` and what is raised are as
        in ``optimistic_update``.
        """
        with optimistic_update(row, by=self._by, revision=revision) as change:
            yield
        if change.after is not None:
            self._add(row, Change.Verb.CHANGED, change.before, change.after)

    def change(self, row: Versioned, fields: Mapping[str, object], revision: int | None) -> None:
        """Puts these values in the place of what was written."""
        with self.changing(row, revision):
            save_fields(row, fields)

    def note_first_seen(self, concern: Concern, day: date) -> None:
        """A look earlier than the day first noticed moves that day back."""
        if day < concern.first_noticed_on:
            with self.changing(concern):
                _move_first_noticed(concern, day)

    def delete(self, record: Record) -> None:
        """Puts the record out of sight; its row stays so that it can come back."""
        self._add(record, Change.Verb.DELETED)
        _hide(record, self._by)

    def removed(self, record: Record) -> None:
        """To be called before the record goes for good: this alone stays of it."""
        self._add(record, Change.Verb.REMOVED)

    def _add(
        self,
        row: Versioned,
        verb: Change.Verb,
        before: Snapshot | None = None,
        after: Snapshot | None = None,
    ) -> None:
        self._is_empty = False
        Change.objects.create(
            child=self._child,
            change_set=self._change_set,
            kind=kind_of(row),
            record_id=row.pk,
            entry=row.entry if isinstance(row, Photo) else None,
            verb=verb,
            before=before,
            after=after,
            by=self._by,
        )


@transaction.atomic
def undo(*, change_set: UUID, child: Child, by: User) -> list[Record]:
    """Takes one act back and returns the records it touched.

    Raises CannotUndo where there is no such act of this child, where it was undone before, or
    where one of its records has changed, or something was written about its concern, since; and
    where something from before the birth would be there.
    """
    lock_family_for_writing(child.family_id)
    changes = list(
        Change.objects.select_for_update()
        .filter(child=child, change_set=change_set, undone_at=None, kind__in=KINDS)
        .exclude(verb=Change.Verb.REMOVED)
    )
    if not changes:
        raise CannotUndo
    for change in changes:
        _held(change)
    if any(_changed_since(change) or _is_built_upon(change) for change in changes):
        raise CannotUndo
    touched = [_undo_one(change, by) for change in reversed(changes)]
    _hold_first_noticed(touched, by)
    if is_before_birth(child):
        raise CannotUndo
    Change.objects.filter(change_set=change_set, child=child).update(undone_at=Now(), undone_by=by)
    return touched


def is_before_birth(child: Child) -> bool:
    """Something is there from before the birth, which somebody moved while it was deleted."""
    first = first_day_written(child)
    return first is not None and first < child.birth_date


def _held(change: Change) -> Record:
    """Its record, which nobody changes or writes about until this transaction ends."""
    record: Record = KINDS[change.kind].all_objects.select_for_update().get(pk=change.record_id)
    return record


def _changed_since(change: Change) -> bool:
    return (
        Change.objects.filter(
            kind=change.kind, record_id=change.record_id, pk__gt=change.pk, undone_at=None
        )
        .exclude(change_set=change.change_set)
        .exists()
    )


def _is_built_upon(change: Change) -> bool:
    """A concern just begun about which more was written: taking it back would hide that too."""
    begins = (Change.Verb.WRITTEN, Change.Verb.RESTORED)
    if change.kind != "concern" or change.verb not in begins:
        return False
    own = Change.objects.filter(change_set=change.change_set, kind="entry").values("record_id")
    concern = change.record_id
    return (
        Entry.objects.filter(concern=concern).exclude(pk__in=own).exists()
        or Care.objects.filter(concern=concern).exists()
        or Visit.objects.filter(concerns=concern).exists()
    )


def _hold_first_noticed(touched: Iterable[Record], by: User) -> None:
    """No look that is there lies before the day its concern was first noticed."""
    ids = {row.pk for row in touched if isinstance(row, Concern)}
    ids |= {row.concern_id for row in touched if isinstance(row, Entry)}
    for concern in Concern.all_objects.filter(pk__in=ids):
        first = Entry.objects.filter(concern=concern).aggregate(day=Min("day"))["day"]
        if first is not None and first < concern.first_noticed_on:
            with optimistic_update(concern, by=by, revision=None):
                _move_first_noticed(concern, first)


def _move_first_noticed(concern: Concern, day: date) -> None:
    """Back to that day, unless somebody has moved it further back meanwhile."""
    stored = Concern.all_objects.filter(pk=concern.pk, first_noticed_on__gt=day)
    stored.update(first_noticed_on=day)
    concern.first_noticed_on = day


def _undo_one(change: Change, by: User) -> Record:
    record = _held(change)
    if change.verb in (Change.Verb.WRITTEN, Change.Verb.RESTORED):
        _hide(record, by)
    elif change.verb == Change.Verb.DELETED:
        _show(record)
    else:
        with optimistic_update(record, by=by, revision=None):
            _bring_back(record, change.before or ())
        record.refresh_from_db()
    return record


def _hide(record: Record, by: User | None) -> None:
    save_fields(record, {"deleted_at": Now(), "deleted_by": by})
    record.refresh_from_db(fields=["deleted_at"])


def _show(record: Record) -> None:
    save_fields(record, {"deleted_at": None, "deleted_by": None})


def _bring_back(record: Record, before: Iterable[dict[str, object]]) -> None:
    """What it said before; who wrote it and whether it is there stay as they are."""
    for name in PARTS.get(kind_of(record), ()):
        getattr(record, name).all().delete()
    for former in serializers.deserialize("python", before, ignorenonexistent=True):
        if former.object == record:
            for field in record._meta.concrete_fields:
                if field.name in NOT_SAID:
                    setattr(former.object, field.attname, getattr(record, field.attname))
        former.save()
