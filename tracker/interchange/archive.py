"""The diary with its pictures: a zip that holds ``diary.json`` and ``photos/…jpg``.

Nothing is unpacked to the disk. The directory of a zip is checked before any file of it is read,
and the sizes in it bound what is read.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import IO, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from tracker.domain.diary_reader import DiaryReader
from tracker.domain.photos.pictures import (
    DIARY_FILE,
    MISSING_FILE,
    is_archive_name,
    is_large_picture,
    is_picture,
    small_file,
)
from tracker.domain.records import Concern, Diary, Entry
from tracker.interchange.parsing import MAX_FILE_SIZE
from tracker.interchange.pictures import MAX_PICTURE_SIZE, PictureSize, WrongPicture, check_picture
from tracker.interchange.problems import Issue, WrongDiary
from tracker.interchange.reading import read_diary
from tracker.interchange.writing import diary_parts

MAX_FILES = 40_001
MAX_UNPACKED_SIZE = 20_000_000_000
MAX_RATIO = 100
"""The largest ratio of unpacked to packed bytes; a picture of a single colour stays below."""

_MAX_READ = 16_000_000
"""Bytes to read at once: more than the directory of ``MAX_FILES`` files takes."""

_CHUNK = 1_000_000
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_ZIP_ERRORS = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""The exceptions that zipfile is known to raise on a broken file."""

_ENCRYPTED = 0x1


class ZippedPhoto(NamedTuple):
    """A photo of a diary with the bytes of both files; the size in pixels is that of ``large``."""

    file: str
    large: bytes
    small: bytes
    width: int
    height: int


def is_zip(start: bytes) -> bool:
    """Tells a zip by its first four bytes."""
    return start.startswith((b"PK\3\4", b"PK\5\6"))


def write_zip(out: IO[bytes], source: DiaryReader, read: Callable[[str], bytes]) -> list[str]:
    """Writes the zip of ``zip_blocks``; returns the names of the photos that are missing."""
    missing: list[str] = []
    out.writelines(zip_blocks(source, read, missing))
    return missing


def zip_blocks(
    source: DiaryReader, read: Callable[[str], bytes], missing: list[str] | None = None
) -> Iterator[bytes]:
    """Yields a zip of the diary with its pictures; the same diary always gives the same bytes.

    ``read`` returns the bytes of a picture by name, or raises FileNotFoundError. Photos with a
    missing file are left out; their names are in ``MISSING_FILE`` and appended to ``missing``. At
    most one photo and a few entries are in memory at a time.
    """
    missing = [] if missing is None else missing
    out = ZipBuffer()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for photo in chain.from_iterable(map(source.photo_files_of, source.diary.concerns)):
            names = (photo, small_file(photo))
            try:
                contents = [read(name) for name in names]
            except FileNotFoundError:
                missing.append(photo)
                continue
            for name, content in zip(names, contents, strict=True):
                archive.writestr(_info(name), content)
            yield out.take()
        if missing:
            archive.writestr(_info(MISSING_FILE), _missing_text(missing))
        complete = _WithoutPhotos(source, frozenset(missing)) if missing else source
        with archive.open(_info(DIARY_FILE), "w") as file:
            for chunk in diary_parts(complete):
                file.write(chunk)
                yield out.take()
    yield out.take()


def _missing_text(names: Iterable[str]) -> str:
    text = _("These photos are not in this file, because they're no longer in storage:")
    return "\n".join((text, *names, ""))


class ZipBuffer:
    """An output for ``ZipFile`` that holds what was written until it is taken.

    It cannot seek, so that ``ZipFile`` writes the sizes of a file after it, not before.
    """

    def __init__(self) -> None:
        self._blocks: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._blocks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Does nothing; required by ZipFile, as ``close`` is by its type."""

    close = flush

    def take(self) -> bytes:
        """Returns what was written since the last call."""
        taken = b"".join(self._blocks)
        self._blocks.clear()
        return taken


@dataclass(frozen=True)
class _WithoutPhotos:
    """A DiaryReader without the photos in ``files``."""

    source: DiaryReader
    files: frozenset[str]

    @property
    def diary(self) -> Diary:
        return self.source.diary

    @property
    def concerns(self) -> Sequence[Concern]:
        return self.source.concerns

    def entries_of(self, concern: Concern) -> Iterator[Entry]:
        for entry in self.source.entries_of(concern):
            photos = tuple(photo for photo in entry.photos if photo.file not in self.files)
            yield replace(entry, photos=photos)

    def outlines_of(self, concern: Concern) -> Iterable[Entry]:
        return self.source.outlines_of(concern)

    def sites_of(self, concern: Concern) -> Collection[str]:
        return self.source.sites_of(concern)

    def photo_files_of(self, concern: Concern) -> Iterator[str]:
        files = self.source.photo_files_of(concern)
        return (file for file in files if file not in self.files)

    @property
    def entry_count(self) -> int:
        return self.source.entry_count

    @property
    def has_answer_no(self) -> bool:
        return self.source.has_answer_no


def _info(name: str) -> ZipInfo:
    """Returns the header of an uncompressed file; compression may differ between machines."""
    info = ZipInfo(name, _FIXED_DATE)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


class DiaryZip:
    """An untrusted zip of a diary with its pictures. Needs the file open while it is used."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises WrongDiary where the directory of the zip is invalid; reads no file in it."""
        try:
            self._archive = ZipFile(_BoundedFile(file))
            members = self._archive.infolist()
        except _ZIP_ERRORS:
            broken = Issue((), _("not a .zip file, or a damaged one"))
            raise WrongDiary.at([broken]) from None
        file.seek(0, 2)
        issues = list(_directory_issues(members, file.tell()))
        if issues:
            raise WrongDiary.at(issues, {})
        self._members = {
            member.filename: member for member in members if is_archive_name(member.filename)
        }

    def diary(self, today: date, *, for_import: bool = False) -> Diary:
        """Returns the diary as ``read_diary`` does; ``for_import`` checks each picture too."""
        pictures = [name for name in self._members if name != DIARY_FILE]
        issues = list(self._picture_issues(pictures)) if for_import else []
        try:
            data = self._content(DIARY_FILE)
            diary = read_diary(data, today, for_import=for_import, pictures=pictures)
        except _Unreadable:
            unreadable = Issue((DIARY_FILE,), _("cannot be unpacked"))
            raise WrongDiary.at([unreadable, *issues], {}) from None
        except WrongDiary as wrong:
            raise WrongDiary((*wrong.problems, *WrongDiary.at(issues, {}).problems)) from None
        if issues:
            raise WrongDiary.at(issues, {})
        return diary

    def lengths(self, diary: Diary) -> dict[str, int]:
        """Returns how many bytes each photo takes, both its files together, by its file."""
        photos = (photo for row in diary.concerns for each in row.entries for photo in each.photos)
        return {
            photo.file: sum(
                self._members[name].file_size for name in (photo.file, small_file(photo.file))
            )
            for photo in photos
        }

    def pictures(self, diary: Diary) -> Iterator[ZippedPhoto]:
        """Yields the photos of the diary; one at a time is in memory."""
        for concern in diary.concerns:
            for entry in concern.entries:
                for photo in entry.photos:
                    large = self._content(photo.file)
                    small = self._content(small_file(photo.file))
                    yield ZippedPhoto(photo.file, large, small, *check_picture(large, small=False))

    def _picture_issues(self, names: Iterable[str]) -> Iterator[Issue]:
        for name in names:
            try:
                self._size(name)
            except _Unreadable:
                yield Issue((name,), _("cannot be unpacked"))
            except WrongPicture as wrong:
                yield Issue((name,), str(wrong))

    def _size(self, name: str) -> PictureSize:
        return check_picture(self._content(name), small=not is_large_picture(name))

    def _content(self, name: str) -> bytes:
        """Returns the whole file, bounded by its size in the directory; raises _Unreadable."""
        try:
            with self._archive.open(self._members[name]) as opened:
                return b"".join(iter(lambda: opened.read(_CHUNK), b""))
        except _ZIP_ERRORS:
            raise _Unreadable from None


class _Unreadable(Exception):
    """A file cannot be unpacked as the directory of the zip describes it."""


class _BoundedFile:
    """A file that limits each read to ``_MAX_READ`` bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > _MAX_READ:
            raise BadZipFile
        return self._file.read(size if size >= 0 else _MAX_READ)


def _directory_issues(members: list[ZipInfo], size: int) -> Iterator[Issue]:
    if len(members) > MAX_FILES:
        values = {"n": len(members), "most": MAX_FILES}
        yield Issue((), _("%(n)s files; the limit is %(most)s") % values)
        return
    seen: set[str] = set()
    for member in members:
        for sentence in _member_issues(member):
            yield Issue((member.orig_filename,), sentence)
        if member.filename in seen:
            yield Issue((member.orig_filename,), _("in the .zip file twice"))
        seen.add(member.filename)
    if DIARY_FILE not in seen:
        yield Issue((DIARY_FILE,), _("missing"))
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_SIZE:
        values = {"n": MAX_UNPACKED_SIZE // 1_000_000_000}
        yield Issue((), _("larger than %(n)s GB when unpacked") % values)
    if sum(member.compress_size for member in members) > size:
        yield Issue((), _("its files overlap"))


def _member_issues(member: ZipInfo) -> Iterator[str]:
    name = member.orig_filename
    mode = member.external_attr >> 16
    if name.endswith("/") and member.file_size == 0 and is_picture(f"{name}a.jpg"):
        return
    if not is_archive_name(name) and name != MISSING_FILE:
        yield _("neither diary.json nor a photo; use photos/NAME.jpg")
    if member.flag_bits & _ENCRYPTED:
        yield _("encrypted")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        yield _("not a plain file")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        yield _("packed in an unknown way")
    limit = MAX_FILE_SIZE if name == DIARY_FILE else MAX_PICTURE_SIZE
    if member.file_size > limit:
        yield _("larger than %(n)s MB") % {"n": limit // 1_000_000}
    elif member.file_size > MAX_RATIO * max(member.compress_size, 1_000):
        yield _("compressed too much to be what it says")
