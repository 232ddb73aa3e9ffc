"""Records every write as a change, which can be shown and undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core import serializers
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from tracker.actions.read_only import lock_family_for_writing
from tracker.actions.revisions import (
    RELATED_ROWS,
    Snapshot,
    links_of,
    lock_row,
    optimistic_update,
    save_fields,
    snapshots,
)
from tracker.models import (
    KINDS,
    Care,
    Change,
    Child,
    Concern,
    Entry,
    Exposure,
    Photo,
    User,
    Visit,
    kind_of,
)
from tracker.models.record import Record, Versioned
from tracker.queries.children import first_day_written
from tracker.queries.history import changes_in, path_to_child

MAX_RESENT = 50
"""How often a form that was saved can change its record without showing a conflict."""


BATCH_SIZE = 500


class CannotUndo(Exception):
    """It was undone already, is too old, or a newer change would be overwritten."""


class ChangeRecorder:
    """Records the changes of one act under one ``change_set``, a new one unless it is given.

    ``other_child``: the sibling to whose diary the act moves something. Create it inside the act's
    transaction, before any other lock or write: it locks the family. Raises FamilyReadOnly.
    """

    def __init__(
        self,
        child: Child,
        by: User | None,
        change_set: UUID | None = None,
        *,
        other_child: Child | None = None,
    ) -> None:
        lock_family_for_writing(child.family_id)
        self._change_set = change_set or uuid4()
        self._is_empty = True
        self._child = child
        self._other_child = other_child
        self._by = by

    @property
    def change_set(self) -> UUID | None:
        """The id with which the act can be undone; None if nothing was changed."""
        return None if self._is_empty else self._change_set

    def note_written(self, record: Record) -> None:
        """Call this after a new record was saved."""
        self._add(record, Change.Verb.WRITTEN)

    def continues_form(self, form: UUID, *rows: Record) -> bool:
        """Whether nothing but this user's ``form`` has written and changed the rows.

        What is recorded from now on is then a further change by that form.
        """
        change_sets = [uuid5(form, f"sent again {number}") for number in range(MAX_RESENT)]
        used = set(
            Change.objects.filter(child=self._child, change_set__in=change_sets).values_list(
                "change_set", flat=True
            )
        )
        unused = next((each for each in change_sets if each not in used), None)
        self._change_set = unused or self._change_set
        return unused is not None and all(self._is_by_form(row, used) for row in rows)

    def _is_by_form(self, row: Record, change_sets: set[UUID]) -> bool:
        last = Change.objects.filter(kind=kind_of(row), record_id=row.pk).last()
        if last is None or last.undone_at is not None:
            return False
        is_own = last.by is not None and last.by == self._by
        return is_own and (last.verb == Change.Verb.WRITTEN or last.change_set in change_sets)

    def restore(self, record: Record) -> bool:
        """Restores a deleted record. Returns False if it was not deleted, or if it was joined."""
        stored = lock_row(record)
        if stored.deleted_at is None or getattr(stored, "joined_into_id", None) is not None:
            return False
        _show(record)
        self._add(record, Change.Verb.RESTORED)
        return True

    @contextmanager
    def changing(self, row: Versioned, revision: int | None = None) -> Iterator[None]:
        """Records what the block does to the row as one change.

        ``revision`` and the errors raised are those of ``optimistic_update``.
        """
        with optimistic_update(row, by=self._by, revision=revision) as change:
            yield
        if change.after is not None:
            self._add(row, Change.Verb.CHANGED, change.before, change.after)

    def change(self, row: Versioned, fields: Mapping[str, object], revision: int | None) -> None:
        """Saves these values."""
        with self.changing(row, revision):
            save_fields(row, fields)

    def change_all(
        self, model: type[Record], keys: list[int], fields: Mapping[str, object]
    ) -> None:
        """Saves these values, which none of the records has yet, as one change of each."""
        for some in batches(keys):
            before = snapshots(model, some)
            _update(model, some, self._by, fields)
            after = snapshots(model, some)
            Change.objects.bulk_create(
                self._change(kind_of(model()), key, Change.Verb.CHANGED, before[key], after[key])
                for key in some
            )
            self._is_empty = False

    def delete(self, record: Record) -> None:
        """Marks the record as deleted; its row stays, so that it can be restored."""
        self._add(record, Change.Verb.DELETED)
        _hide(record, self._by)

    def note_removed(self, record: Record) -> None:
        """Call this before the record is removed permanently.

        This change is all that remains of it.
        """
        self._add(record, Change.Verb.REMOVED)

    def _add(
        self,
        row: Versioned,
        verb: Change.Verb,
        before: Snapshot | None = None,
        after: Snapshot | None = None,
    ) -> None:
        self._is_empty = False
        change = self._change(kind_of(row), row.pk, verb, before, after)
        change.entry = row.entry if isinstance(row, Photo) else None
        change.save()

    def _change(
        self,
        kind: str,
        record_id: int,
        verb: Change.Verb,
        before: Snapshot | None,
        after: Snapshot | None,
    ) -> Change:
        return Change(
            child=self._child,
            other_child=self._other_child,
            change_set=self._change_set,
            kind=kind,
            record_id=record_id,
            verb=verb,
            before=before,
            after=after,
            by=self._by,
        )


@transaction.atomic
def undo(
    *, change_set: UUID, child: Child, by: User, since: datetime | None = None
) -> list[Record]:
    """Undoes one act and returns its records.

    ``since``: acts from before that moment are not undone, as what they deleted may be removed.
    Raises CannotUndo if the child has no such act, if it was undone before, if one of its records
    was changed since or its new concern was written about since, and if a record from before the
    birth, of a deleted concern or with links to a sibling's diary would be restored.

    Added photos stay with their entry: hidden by themselves they would not come back with it. One
    that was turned is turned back by turning it again, which draws its files.
    """
    lock_family_for_writing(child.family_id)
    changes = list(
        changes_in(child)
        .select_for_update(of=("self",))
        .filter(change_set=change_set, undone_at=None, kind__in=KINDS)
        .exclude(verb=Change.Verb.REMOVED)
        .exclude(kind="photo", verb=Change.Verb.WRITTEN)
        .select_related("child", "other_child")
    )
    if not changes or (since is not None and changes[0].made_at < since):
        raise CannotUndo
    if any(map(_is_turn, changes)):
        raise CannotUndo
    _lock_records(changes)
    if _changed_since(changes) or any(map(_has_later_records, changes)):
        raise CannotUndo
    moves = [change for change in changes if _is_only_move(change)]
    touched = [_undo_one(change, by) for change in reversed(changes) if not _is_only_move(change)]
    touched += _undo_moves(moves, by)
    if _has_no_owner(changes) or _has_foreign_links(changes):
        raise CannotUndo
    if any(map(is_before_birth, _children_of(changes))):
        raise CannotUndo
    changes_in(child).filter(change_set=change_set).update(undone_at=Now(), undone_by=by)
    return touched


def batches(keys: list[int]) -> Iterator[list[int]]:
    """Yields the keys in parts that a database takes in one query."""
    for start in range(0, len(keys), BATCH_SIZE):
        yield keys[start : start + BATCH_SIZE]


def _update(
    model: type[Record], keys: list[int], by: User | None, fields: Mapping[str, object]
) -> None:
    """Saves the values in rows whose content they change."""
    rows = model.all_objects.filter(pk__in=keys)
    rows.update(**fields, revision=F("revision") + 1, changed_by=by, changed_at=Now())


def is_before_birth(child: Child) -> bool:
    """Whether a record is dated before the birth date.

    The birth date may be moved while a record is deleted.
    """
    first = first_day_written(child)
    return first is not None and first < child.birth_date


def _children_of(changes: Iterable[Change]) -> set[Child]:
    return {child for row in changes for child in (row.child, row.other_child) if child}


def _lock_records(changes: Iterable[Change]) -> None:
    """Locks the changed records until the transaction ends. Raises CannotUndo if one is gone."""
    for model, keys in _keys_by_model(changes):
        rows = model.all_objects.select_for_update().filter(pk__in=keys)
        if len(rows.values_list("pk", flat=True)) != len(keys):
            raise CannotUndo


def _keys_by_model(changes: Iterable[Change]) -> Iterator[tuple[type[Record], list[int]]]:
    """Yields the changed records in batches."""
    found: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        found[change.kind].add(change.record_id)
    for kind, keys in found.items():
        for some in batches(sorted(keys)):
            yield KINDS[kind], some


def _has_no_owner(changes: Iterable[Change]) -> bool:
    """Whether an entry or care would be back in a concern that was deleted since."""
    moves = (row for row in changes if row.kind in ("entry", "care") and row.is_move)
    owners = {row.before[0]["fields"]["concern"] for row in moves if row.before}
    return Concern.objects.filter(pk__in=owners).count() != len(owners)


def _has_foreign_links(changes: Iterable[Change]) -> bool:
    """Whether a record would be linked to one that was moved to a sibling's diary since."""
    for model, keys in _keys_by_model(changes):
        relations: Iterable[Any] = model._meta.many_to_many
        for relation in relations:
            own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
            links = relation.remote_field.through._default_manager.filter(**{f"{own}__in": keys})
            if links.exclude(**{f"{other}__child": F(f"{own}__{path_to_child(model)}")}).exists():
                return True
    return False


def _changed_since(changes: list[Change]) -> bool:
    first = {(row.kind, row.record_id): row.pk for row in sorted(changes, key=lambda row: -row.pk)}
    own = {row.change_set for row in changes}
    for model, keys in _keys_by_model(changes):
        rows = Change.objects.filter(kind=kind_of(model()), record_id__in=keys, undone_at=None)
        for kind, record_id, pk in rows.exclude(change_set__in=own).values_list(
            "kind", "record_id", "pk"
        ):
            if pk > first[kind, record_id]:
                return True
    return False


def _has_later_records(change: Change) -> bool:
    """Whether more was written about a concern that this change created.

    Undoing it would hide that too, or leave it about nothing in particular.
    """
    begins = (Change.Verb.WRITTEN, Change.Verb.RESTORED)
    if change.kind != "concern" or change.verb not in begins:
        return False
    own = Change.objects.filter(change_set=change.change_set, kind="entry").values("record_id")
    concern = change.record_id
    return (
        Entry.objects.filter(concern=concern).exclude(pk__in=own).exists()
        or Care.objects.filter(concern=concern).exists()
        or Visit.objects.filter(concerns=concern).exists()
        or Exposure.objects.filter(concerns=concern).exists()
    )


def _is_turn(change: Change) -> bool:
    if change.kind != "photo" or not change.before or not change.after:
        return False
    before, after = (rows[0]["fields"].get("turned") for rows in (change.before, change.after))
    return bool(before != after)


def _is_only_move(change: Change) -> bool:
    """Whether an entry got another concern, and nothing else of it was changed."""
    if change.kind != "entry" or not change.is_move or not change.before or not change.after:
        return False
    (before, *parts), (after, *parts_after) = change.before, change.after
    concern = {"concern": after["fields"]["concern"]}
    return parts == parts_after and before["fields"] | concern == after["fields"]


def _undo_moves(moves: list[Change], by: User) -> list[Record]:
    entries: dict[int, list[int]] = defaultdict(list)
    for move in moves:
        assert move.before is not None
        entries[move.before[0]["fields"]["concern"]].append(move.record_id)
    touched: list[Record] = []
    for concern, keys in entries.items():
        for some in batches(keys):
            _update(Entry, some, by, {"concern": concern})
            touched += Entry.all_objects.filter(pk__in=some).select_related("concern__child")
    return touched


def _undo_one(change: Change, by: User) -> Record:
    record: Record = KINDS[change.kind].all_objects.get(pk=change.record_id)
    if change.verb in (Change.Verb.WRITTEN, Change.Verb.RESTORED):
        _hide(record, by)
    elif change.verb == Change.Verb.DELETED:
        _show(record)
    else:
        with optimistic_update(record, by=by, revision=None):
            if change.before is not None:
                _restore_snapshot(record, change.before)
        record.refresh_from_db()
    return record


def _hide(record: Record, by: User | None) -> None:
    save_fields(record, {"deleted_at": Now(), "deleted_by": by})
    record.refresh_from_db(fields=["deleted_at"])


def _show(record: Record) -> None:
    save_fields(record, {"deleted_at": None, "deleted_by": None})


def _restore_snapshot(record: Record, before: Snapshot) -> None:
    """Restores the content, but not the author or whether the record is deleted.

    A field that the model got after the snapshot stays as it is.
    """
    content = before[0]["fields"]
    for name in RELATED_ROWS.get(kind_of(record), ()):
        getattr(record, name).all().delete()
    for relation in record._meta.many_to_many:
        links_of(record, relation.name).delete()
    for former in serializers.deserialize("python", before, ignorenonexistent=True):
        if former.object == record:
            for field in record._meta.concrete_fields:
                if field.name not in content:
                    setattr(former.object, field.attname, getattr(record, field.attname))
        former.save()
