"""Full copies of diaries, for people who lose access or download their own data."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.photos import remove_files
from tracker.interchange import ZipBuffer, write_zip, zip_blocks
from tracker.models import Child, KeptCopy, User
from tracker.models.membership import COPIES, copy_name
from tracker.queries.snapshot import read_snapshot
from tracker.queries.stored import StoredDiary
from tracker.reports.pictures import pictures_of

DAYS_COPIES_ARE_KEPT = 30

_COPY_FILE_NAME = re.compile(r"[0-9a-f]{32}\.zip")
"""Names that ``copy_name`` makes."""

_NON_WORD = re.compile(r"\W+")


class CopyFailed(Exception):
    """Photos could not be read or copies not stored. Nothing was removed."""


@contextmanager
def write_copies(
    children: Iterable[Child], people: Iterable[User], now: datetime
) -> Iterator[list[KeptCopy]]:
    """Writes a zip of each diary for each person, outside any lock.

    Yields the unsaved rows for ``save_copies``. At the end, files of rows that were not saved are
    removed. Raises CopyFailed: a diary that cannot be copied must not be removed.
    """
    readers = list(people)
    rows: list[KeptCopy] = []
    try:
        try:
            for child in children if readers else ():
                with whole_diary_file(child) as archive_file:
                    rows.extend(_stored_copy(archive_file, child, user, now) for user in readers)
        except Exception as error:  # each storage backend has its own errors
            raise CopyFailed from error
        yield rows
    except BaseException:
        _remove_files_of(rows)
        raise
    _remove_files_of(row for row in rows if row.pk is None)


def save_copies(rows: Iterable[KeptCopy]) -> None:
    """Saves the rows; call it in the transaction that removes the diaries."""
    KeptCopy.objects.bulk_create(rows)


def account_export_blocks(children: Iterable[Child], agreed: str = "") -> Iterator[bytes]:
    """Yields a zip that contains a zip of each child's diary with photos.

    ``agreed`` has the host's terms that the person agreed to. Holds one photo and a few entries in
    memory at most. Raises StorageFailed.
    """
    out = ZipBuffer()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        if agreed:
            archive.writestr("terms.txt", agreed)
        for child in children:
            name = f"{_NON_WORD.sub('_', child.name[:60])}-{child.pk}.zip"
            with read_snapshot(), archive.open(name, "w", force_zip64=True) as member:
                source = StoredDiary(child, with_photos=True)
                for block in zip_blocks(source, pictures_of(child)):
                    member.write(block)
                    yield out.take()
    yield out.take()


@contextmanager
def whole_diary_file(child: Child) -> Iterator[BinaryIO]:
    """Yields a temporary file with the child's diary and photos, read from one snapshot.

    It has no name and is deleted at the end.
    """
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as archive_file:
        with read_snapshot():
            write_zip(archive_file, StoredDiary(child, with_photos=True), pictures_of(child))
        archive_file.seek(0)
        yield archive_file


@transaction.atomic
def remove_old_copies(*, now: datetime) -> int:
    """Removes copies past their thirty days, with their files. Returns how many."""
    return remove_copies(KeptCopy.objects.filter(expires_at__lte=now))


@transaction.atomic
def remove_copies(rows: QuerySet[KeptCopy]) -> int:
    """Deletes the rows now and the files on commit. Returns how many."""
    found = list(rows)
    KeptCopy.objects.filter(pk__in=[row.pk for row in found]).delete()
    transaction.on_commit(lambda: _remove_files_of(found))
    return len(found)


def remove_lost_copies(*, before: datetime) -> int:
    """Removes files without a row that were written before that moment. Returns how many.

    There are such files after a power failure, for example.
    """
    try:
        _folders, files = default_storage.listdir(COPIES)
    except FileNotFoundError:
        return 0
    kept = set(KeptCopy.objects.values_list("file", flat=True))
    names = (f"{COPIES}/{file}" for file in files if _COPY_FILE_NAME.fullmatch(file))
    lost = [
        name
        for name in names
        if name not in kept and default_storage.get_modified_time(name) < before
    ]
    remove_files(lost)
    return len(lost)


def _stored_copy(archive_file: BinaryIO, child: Child, user: User, now: datetime) -> KeptCopy:
    """Returns an unsaved row; its file is stored."""
    archive_file.seek(0)
    return KeptCopy(
        user=user,
        child_name=child.name,
        file=default_storage.save(copy_name(), File(archive_file)),
        made_at=now,
        expires_at=now + timedelta(days=DAYS_COPIES_ARE_KEPT),
    )


def _remove_files_of(rows: Iterable[KeptCopy]) -> None:
    remove_files(str(row.file.name) for row in rows)
