"""Full copies of diaries, for people who lose them or take everything along."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from shutil import copyfileobj
from typing import BinaryIO, ParamSpec, TypeVar
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.people import lock_tables
from tracker.actions.photos import remove_files
from tracker.interchange import diary_parts, write_zip
from tracker.models import Change, Child, KeptCopy, Photo, User
from tracker.models.membership import COPIES, copy_name
from tracker.queries.stored import StoredDiary, one_moment
from tracker.reports.pictures import pictures_of

P = ParamSpec("P")
T = TypeVar("T")

DAYS_COPIES_ARE_KEPT = 30

ROUNDS = 3
"""So often copies are made for one deletion, while others go on writing."""

_OUR_COPY = re.compile(r"[0-9a-f]{32}\.zip")
"""What ``copy_name`` makes."""

_NO_LETTER = re.compile(r"\W+")


class CopyFailed(Exception):
    """The photos cannot be read, or the copies not be stored, just now: nothing was taken away."""


class WrittenMeanwhile(CopyFailed):
    """Somebody wrote, came or went while the copies were made: they are not of all there is."""


class Copies:
    """Zips of diaries for each of some people: written, and not theirs yet."""

    def __init__(self, children: QuerySet[Child], people: QuerySet[User]) -> None:
        self.are_kept = False
        self._children = children
        self._people = people
        self._readers = list(people)
        self._marks: dict[Child, str] = {}
        self._rows: list[KeptCopy] = []

    def write(self, now: datetime) -> None:
        for child in self._children if self._readers else ():
            with whole_diary_file(child) as (whole, mark):
                self._marks[child] = mark
                self._rows.extend(_stored_copy(whole, child, user, now) for user in self._readers)

    def see_that_all_is_in(self) -> None:
        """For who deletes the diaries in this transaction and holds the family's row: until its end
        nobody writes into them, and the copies have all that stands in them.

        Raises WrittenMeanwhile.
        """
        lock_tables(Change, Photo)
        if set(self._people.all()) != set(self._readers):
            raise WrittenMeanwhile
        if self._readers and _marks(self._children) != self._marks:
            raise WrittenMeanwhile

    def keep(self) -> None:
        """They are theirs as soon as this transaction is done."""
        KeptCopy.objects.bulk_create(self._rows)
        self.are_kept = True

    def remove(self) -> None:
        remove_files(str(row.file.name) for row in self._rows)


@contextmanager
def copies(children: QuerySet[Child], people: QuerySet[User], now: datetime) -> Iterator[Copies]:
    """Zips of these diaries for each of these people: written now, while others go on writing, to
    be kept in the transaction that takes the diaries from them. If that fails the files go again.

    Raises CopyFailed: what cannot be copied is not taken away.
    """
    made = Copies(children, people)
    try:
        try:
            made.write(now)
        except Exception as error:  # each storage has its own
            raise CopyFailed from error
        yield made
    except BaseException:
        made.remove()
        raise
    if not made.are_kept:
        made.remove()


def until_all_is_in(delete: Callable[P, T]) -> Callable[P, T]:
    """Starts anew where somebody wrote while the copies were made, a few times.

    Then WrittenMeanwhile is raised, and nothing is deleted.
    """

    @wraps(delete)
    def in_rounds(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(ROUNDS - 1):
            with suppress(WrittenMeanwhile):
                return delete(*args, **kwargs)
        return delete(*args, **kwargs)

    return in_rounds


def write_everything(out: BinaryIO, children: Iterable[Child]) -> None:
    """A zip with a zip for each of the children, which is their diary with its photos.

    No more is in memory than of one diary. Raises StorageFailed.
    """
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for child in children:
            name = f"{_NO_LETTER.sub('_', child.name[:60])}-{child.pk}.zip"
            with (
                whole_diary_file(child) as (whole, _),
                archive.open(name, "w", force_zip64=True) as to,
            ):
                copyfileobj(whole, to)


@contextmanager
def whole_diary_file(child: Child) -> Iterator[tuple[BinaryIO, str]]:
    """The child's diary with its photos, as of one moment, from its beginning, and the mark by
    which it is known again. The file has no name and is gone afterwards.
    """
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as whole:
        with one_moment():
            source = StoredDiary(child, with_photos=True)
            write_zip(whole, source, pictures_of(child))
            mark = _mark(source)
        whole.seek(0)
        yield whole, mark


@transaction.atomic
def remove_old_copies(*, now: datetime) -> int:
    """Those whose thirty days are over, file and all. Returns how many."""
    return remove_copies(KeptCopy.objects.filter(expires_at__lte=now))


@transaction.atomic
def remove_copies(rows: QuerySet[KeptCopy]) -> int:
    """The rows now, the files once that is certain. Returns how many."""
    found = list(rows)
    KeptCopy.objects.filter(pk__in=[row.pk for row in found]).delete()
    names = [str(row.file.name) for row in found]
    transaction.on_commit(lambda: remove_files(names))
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


def _marks(children: QuerySet[Child]) -> dict[Child, str]:
    return {child: _mark(StoredDiary(child, with_photos=True)) for child in children.all()}


def _mark(source: StoredDiary) -> str:
    """Differs as soon as the diary says anything else, or has another photo."""
    mark = sha256()
    for part in diary_parts(source):
        mark.update(part)
    return mark.hexdigest()


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
