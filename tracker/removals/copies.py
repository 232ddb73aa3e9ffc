"""Full copies of diaries, for people who lose them or take everything along."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from shutil import copyfileobj
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.photos import remove_files
from tracker.interchange import write_zip
from tracker.models import Child, KeptCopy, User
from tracker.models.membership import COPIES, copy_name
from tracker.queries.snapshot import read_snapshot
from tracker.queries.stored import StoredDiary
from tracker.reports.pictures import pictures_of

DAYS_COPIES_ARE_KEPT = 30

_OUR_COPY = re.compile(r"[0-9a-f]{32}\.zip")
"""What ``copy_name`` makes."""

_NO_LETTER = re.compile(r"\W+")


class CopyFailed(Exception):
    """The photos cannot be read, or the copies not be stored, just now: nothing was taken away."""


@contextmanager
def copies(
    children: Iterable[Child], people: Iterable[User], now: datetime
) -> Iterator[list[KeptCopy]]:
    """Writes a zip of each of these diaries for each of these people, outside any lock.

    Yields their rows for ``keep``. The files of rows that were not kept are removed at the end.
    Raises CopyFailed: what cannot be copied is not taken away.
    """
    readers = list(people)
    rows: list[KeptCopy] = []
    try:
        try:
            for child in children if readers else ():
                with whole_diary_file(child) as whole:
                    rows.extend(_stored_copy(whole, child, user, now) for user in readers)
        except Exception as error:  # each storage has its own
            raise CopyFailed from error
        yield rows
    except BaseException:
        _remove_files_of(rows)
        raise
    _remove_files_of(row for row in rows if row.pk is None)


def keep(rows: Iterable[KeptCopy]) -> None:
    """The copies are their people's as soon as this transaction is committed."""
    KeptCopy.objects.bulk_create(rows)


def write_account_export(out: BinaryIO, children: Iterable[Child]) -> None:
    """A zip with a zip for each of the children, which is their diary with its photos.

    No more is in memory than of one diary. Raises StorageFailed.
    """
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for child in children:
            name = f"{_NO_LETTER.sub('_', child.name[:60])}-{child.pk}.zip"
            with (
                whole_diary_file(child) as whole,
                archive.open(name, "w", force_zip64=True) as to,
            ):
                copyfileobj(whole, to)


@contextmanager
def whole_diary_file(child: Child) -> Iterator[BinaryIO]:
    """The child's diary with its photos, as of one moment, from its beginning. The file has no
    name and is gone afterwards.
    """
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as whole:
        with read_snapshot():
            write_zip(whole, StoredDiary(child, with_photos=True), pictures_of(child))
        whole.seek(0)
        yield whole


@transaction.atomic
def remove_old_copies(*, now: datetime) -> int:
    """Those whose thirty days are over, file and all. Returns how many."""
    return remove_copies(KeptCopy.objects.filter(expires_at__lte=now))


@transaction.atomic
def remove_copies(rows: QuerySet[KeptCopy]) -> int:
    """The rows now, the files once that is certain. Returns how many."""
    found = list(rows)
    KeptCopy.objects.filter(pk__in=[row.pk for row in found]).delete()
    transaction.on_commit(lambda: _remove_files_of(found))
    return len(found)


def remove_lost_copies(*, before: datetime) -> int:
    """Files written before that moment that nobody keeps, say after the power failed in the
    middle. Returns how many.
    """
    try:
        _folders, files = default_storage.listdir(COPIES)
    except FileNotFoundError:
        return 0
    kept = set(KeptCopy.objects.values_list("file", flat=True))
    names = (f"{COPIES}/{file}" for file in files if _OUR_COPY.fullmatch(file))
    lost = [
        name
        for name in names
        if name not in kept and default_storage.get_modified_time(name) < before
    ]
    remove_files(lost)
    return len(lost)


def _stored_copy(whole: BinaryIO, child: Child, user: User, now: datetime) -> KeptCopy:
    """Not saved yet; its file is there."""
    whole.seek(0)
    return KeptCopy(
        user=user,
        child_name=child.name,
        file=default_storage.save(copy_name(), File(whole)),
        made_at=now,
        expires_at=now + timedelta(days=DAYS_COPIES_ARE_KEPT),
    )


def _remove_files_of(rows: Iterable[KeptCopy]) -> None:
    remove_files(str(row.file.name) for row in rows)
