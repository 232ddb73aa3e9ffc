"""Nobody overwrites what they have not seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core import serializers
from django.db import transaction
from django.db.models.functions import Now

from tracker.models import User, kind_of
from tracker.models.record import Record, Versioned

R = TypeVar("R", bound=Versioned)

Snapshot = list[dict[str, Any]]
"""What a row and its parts say, in Django's own serialised form; the row itself comes first."""

PARTS = {"entry": ("spots", "signs"), "daynote": ("signs",), "concern": ("former_names",)}
"""What hangs on a record and is kept and brought back together with it."""

NOT_SAID = {
    "author",
    "author_name",
    "changed_at",
    "changed_by",
    "created_at",
    "deleted_at",
    "deleted_by",
    "read_only_until",
    "revision",
    "uuid",
}
"""What is about a row and stays while its content changes."""

NOT_CHECKED = "not_checked"
"""The answer about a sign that says no more than none does."""

_WHOSE = {"concern", "day_note", "entry", "track"}
"""What binds a part to its record and to earlier spots. The diary gives it by itself."""


class ChangedMeanwhile(Exception):
    """Somebody changed ``row`` since it was looked at. ``theirs`` is what it says now, ``yours``
    what would have stood in its place.
    """

    def __init__(self, row: Versioned, theirs: Snapshot, yours: Snapshot) -> None:
        self.row, self.theirs, self.yours = row, theirs, yours


class RecordDeleted(Exception):
    """Somebody deleted the record ``row``; it can still come back."""

    def __init__(self, row: Record) -> None:
        self.row = row


@dataclass
class Revision:
    """One change of a row; ``after`` is None where nothing became different."""

    before: Snapshot
    after: Snapshot | None = None


def lock_row(row: R) -> R:
    """The row as it is stored. Whoever else wants to change it waits until the transaction ends."""
    stored: R = type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)
    return stored


@contextmanager
def optimistic_update(
    row: Versioned, *, by: User | None, revision: int | None
) -> Iterator[Revision]:
    """What is done to ``row`` within is one change, or none where nothing becomes different.

    ``revision`` is the one that the editor saw; None for what only adds to whatever stands there.
    To be used within a transaction, which ChangedMeanwhile and IsDeleted roll back: the first
    comes where the row has moved on and does not say what it would say now.
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
    """Saves these values, and nothing else that this process may have read long ago."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def snapshot(row: Versioned) -> Snapshot:
    parts = [part for name in PARTS.get(kind_of(row), ()) for part in getattr(row, name).all()]
    rows: Snapshot = json.loads(serializers.serialize("json", [row, *parts]))
    said = rows[0]["fields"]
    for name in NOT_SAID & said.keys():
        del said[name]
    for field in row._meta.many_to_many:
        if field.name in said:
            said[field.name].sort()
    return rows


def _content(rows: Snapshot) -> tuple[dict[str, Any], list[str]]:
    """What it says, whatever the keys of its parts."""
    own, *parts = rows
    said = ((part["model"], part["fields"]) for part in parts)
    return own["fields"], sorted(
        json.dumps([model, {name: fields[name] for name in fields.keys() - _WHOSE}], sort_keys=True)
        for model, fields in said
        if fields.get("answer") != NOT_CHECKED
    )
