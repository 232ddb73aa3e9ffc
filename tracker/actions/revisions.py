"""Optimistic locking: nobody overwrites a change that they have not seen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core import serializers
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.functions import Now

from tracker.models import User, kind_of
from tracker.models.record import Record, Versioned

R = TypeVar("R", bound=Versioned)

Snapshot = list[dict[str, Any]]
"""A row and its related rows in Django's serialised form; the row itself is first."""

RELATED_ROWS = {
    "child": ("weights",),
    "concern": ("former_names",),
    "daynote": ("signs",),
    "entry": ("spots", "signs"),
}
"""Related rows that belong to a record's content, and are stored and restored with it."""

METADATA_FIELDS = {
    "author",
    "author_name",
    "changed_at",
    "changed_by",
    "created_at",
    "deleted_at",
    "deleted_by",
    "has_id",
    "height",
    "large",
    "large_sha256",
    "read_only_until",
    "revision",
    "small",
    "small_sha256",
    "stored_bytes",
    "width",
}
"""Fields that are no content: they are neither compared nor restored.

The files of a photo are replaced when it is turned; an older name must not come back.
"""

NOT_CHECKED = "not_checked"
"""The answer that equals having no answer."""

_OWNER_FIELDS = {"child", "concern", "day_note", "entry", "track"}
"""Fields that link a related row to its record or to earlier spots; the diary sets them itself."""


class ChangedMeanwhile(Exception):
    """``row`` was changed since it was read.

    ``theirs`` is its present content, ``yours`` what would have been saved.
    """

    def __init__(self, row: Versioned, theirs: Snapshot, yours: Snapshot) -> None:
        self.row, self.theirs, self.yours = row, theirs, yours


class RecordDeleted(Exception):
    """The record ``row`` was deleted; it can still be restored."""

    def __init__(self, row: Record) -> None:
        self.row = row


@dataclass
class Revision:
    """One change of a row; ``after`` is None if nothing changed."""

    before: Snapshot
    after: Snapshot | None = None


def lock_row(row: R) -> R:
    """Returns the stored row, locked until the transaction ends."""
    stored: R = type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)
    return stored


@contextmanager
def optimistic_update(
    row: Versioned, *, by: User | None, revision: int | None
) -> Iterator[Revision]:
    """Counts what the block does to ``row`` as one change, or none if the content stays the same.

    ``revision`` is the one that the editor saw; None for what only adds to the present content.
    Must run in a transaction. Raises RecordDeleted, and ChangedMeanwhile if the revision differs
    and the present content is not what would be saved.
    """
    stored = lock_row(row)
    if revision is not None and isinstance(stored, Record) and stored.deleted_at is not None:
        raise RecordDeleted(stored)
    change = Revision(snapshot(stored))
    with transaction.atomic():
        yield change
        after = snapshot(type(row)._base_manager.get(pk=row.pk))
        if _content(after) == _content(change.before):
            transaction.set_rollback(True)
            return
    if revision is not None and revision != stored.revision:
        raise ChangedMeanwhile(stored, change.before, after)
    change.after = after
    save_fields(row, {"revision": stored.revision + 1, "changed_by": by, "changed_at": Now()})
    row.refresh_from_db(fields=["changed_at"])


def save_fields(row: Versioned, fields: Mapping[str, object]) -> None:
    """Saves only these values, since others may have been read long ago."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def snapshot(row: Versioned) -> Snapshot:
    """Returns the content of a row and its related rows."""
    related = [
        each for name in RELATED_ROWS.get(kind_of(row), ()) for each in getattr(row, name).all()
    ]
    links = {
        field.name: links_of(row, field.name).values_list(field.m2m_reverse_field_name(), flat=True)
        for field in row._meta.many_to_many
    }
    return _serialised(row, related, links)


def snapshots(model: type[R], keys: Collection[int]) -> dict[int, Snapshot]:
    """Returns the snapshots of the rows with these primary keys. A query for each relation."""
    fields = model._meta.many_to_many
    names = RELATED_ROWS.get(kind_of(model()), ())
    linked = {field.name: _links_by_row(field, keys) for field in fields}
    rows = model._base_manager.filter(pk__in=keys)
    return {
        row.pk: _serialised(
            row,
            [each for name in names for each in getattr(row, name).all()],
            {name: of_row[row.pk] for name, of_row in linked.items()},
        )
        for row in rows.prefetch_related(*names, *(field.name for field in fields))
    }


def _links_by_row(field: Any, keys: Collection[int]) -> dict[int, list[int]]:
    """Returns the linked primary keys, those of deleted records too, by the row's."""
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    links = field.remote_field.through._default_manager.filter(**{f"{own}__in": keys})
    by_row: dict[int, list[int]] = defaultdict(list)
    for key, linked in links.values_list(own, other):
        by_row[key].append(linked)
    return by_row


def _serialised(
    row: Versioned, related: Iterable[Model], links: Mapping[str, Iterable[int]]
) -> Snapshot:
    rows: Snapshot = json.loads(serializers.serialize("json", [row, *related]))
    fields = rows[0]["fields"]
    for name in METADATA_FIELDS & fields.keys():
        del fields[name]
    fields.update((name, sorted(keys)) for name, keys in links.items())
    return rows


def links_of(row: Versioned, name: str) -> QuerySet[Any]:
    """Returns the rows that link a row to the records of its relation ``name``.

    Those to deleted records too, which the relation itself hides.
    """
    field: Any = row._meta.get_field(name)
    links: QuerySet[Any] = field.remote_field.through._default_manager.all()
    return links.filter(**{field.m2m_field_name(): row.pk})


def _content(rows: Snapshot) -> tuple[dict[str, Any], list[str]]:
    """Returns the content in a comparable form, without primary keys."""
    own, *related = rows
    contents = ((each["model"], each["fields"]) for each in related)
    return own["fields"], sorted(
        json.dumps(
            [model, {name: fields[name] for name in fields.keys() - _OWNER_FIELDS}], sort_keys=True
        )
        for model, fields in contents
        if fields.get("answer") != NOT_CHECKED
    )
