"""Removes deleted records permanently."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tracker.actions.history import ChangeRecorder
from tracker.actions.photos import remove_deleted_photos, remove_photos
from tracker.models import (
    KINDS,
    Acknowledgement,
    Care,
    Change,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Photo,
    Question,
    User,
    Visit,
)
from tracker.models.record import Record
from tracker.queries.history import child_filter


@transaction.atomic
def remove_now(*, record: Record, child: Child, by: User) -> None:
    """Removes a deleted record at once, with its related rows, changes and files.

    Only a change that names the kind of record and who removed it remains.
    """
    recorder = ChangeRecorder(child, by)
    if _remove({type(record): Q(pk=record.pk, deleted_at__isnull=False)}):
        recorder.note_removed(record)


@transaction.atomic
def remove_deleted(*, now: datetime) -> int:
    """Removes records that can no longer be restored, with what belongs to them.

    A joined concern stays as long as the one that it was joined with. Returns how many, without the
    photos of removed entries.
    """
    photos = remove_deleted_photos(before=now - Photo.restore_period)
    deleted = {model: Q(deleted_at__lt=now - model.restore_period) for model in KINDS.values()}
    deleted[Concern] &= Q(joined_into=None)
    return photos + _remove(deleted)


def remove_changes_of(child: Child) -> None:
    """Removes the changes of the child's records, also those from before they were moved to it."""
    for kind, model in KINDS.items():
        rows = model.all_objects.filter(**child_filter(model, child))
        Change.objects.filter(kind=kind, record_id__in=rows.values("pk")).delete()


_NOTHING = Q(pk__in=[])


def _remove(chosen: Mapping[type[Record], Q]) -> int:
    """Locks each row before it is removed, so that one being restored at the same time stays."""

    def ids(model: type[Record], dependent: Q = _NOTHING) -> list[int]:
        rows = model.all_objects.select_for_update().filter(chosen.get(model, _NOTHING) | dependent)
        return list(rows.values_list("pk", flat=True))

    concerns = ids(Concern)
    joined = Concern.all_objects.filter(joined_into__in=concerns)
    concerns += joined.select_for_update().values_list("pk", flat=True)
    entries = ids(Entry, Q(concern__in=concerns))
    notes = ids(DayNote)
    answers = Q(concern__in=concerns) | Q(entry__in=entries) | Q(day_note__in=notes)
    keys_by_model: dict[type[Record], list[int]] = {
        Acknowledgement: ids(Acknowledgement, answers),
        Care: ids(Care, Q(concern__in=concerns)),
        DayNote: notes,
        Entry: entries,
        Exposure: ids(Exposure),
        Question: ids(Question),
        Visit: ids(Visit, _only_about(concerns)),
        Concern: concerns,
    }
    remove_photos(Photo.all_objects.filter(entry__in=entries))
    for model, keys in keys_by_model.items():
        kind = model.__name__.lower()
        Change.objects.filter(kind=kind, record_id__in=keys).delete()
        model.all_objects.filter(pk__in=keys).delete()
    return sum(len(keys) for keys in keys_by_model.values())


def _only_about(concerns: list[int]) -> Q:
    """Selects visits whose only concerns are these.

    Without them they would read as visits about the child, and answer flags that they were never
    about.
    """
    links = Visit.concerns.through._default_manager
    about = links.filter(concern__in=concerns).values("visit")
    about_others = links.exclude(concern__in=concerns).values("visit")
    return Q(pk__in=about) & ~Q(pk__in=about_others)
