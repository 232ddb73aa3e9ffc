"""The diary with its pictures: a zip that holds ``diary.json`` and ``photos/…jpg``.

Nothing is ever unpacked to a disk. A zip is looked through by its directory before anything of it
is read: what it says of itself bounds what is read.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from tracker.domain.diary_reader import DiaryReader
from tracker.domain.pictures import (
    DIARY_FILE,
    is_archive_name,
    is_large_picture,
    is_picture,
    small_file,
)
from tracker.domain.records import Concern, Diary, Entry, Photo
from tracker.interchange.parsing import MAX_FILE_SIZE
from tracker.interchange.pictures import MAX_PICTURE_SIZE, PictureSize, WrongPicture, check_picture
from tracker.interchange.problems import Issue, WrongDiary
from tracker.interchange.reading import read_diary
from tracker.interchange.writing import diary_parts

MAX_FILES = 40_001
MAX_UNPACKED_SIZE = 20_000_000_000
MAX_RATIO = 100
"""How many bytes one byte may become; a plain picture of one colour stays below."""

_DIRECTORY = 16_000_000
"""Bytes that may be read at once: more than the directory of so many files needs."""

_CHUNK = 1_000_000
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
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
"""What zipfile is known to raise on a file that is not as it should be."""

_ENCRYPTED = 0x1


class ZippedPhoto(NamedTuple):
    """A photo of a diary with both of its files as they were."""

    file: str
    large: bytes
    small: bytes
    width: int
    height: int


def is_zip(start: bytes) -> bool:
    return start.startswith((b"PK\3\4", b"PK\5\6"))


def write_zip(out: IO[bytes], source: DiaryReader, read: Callable[[str], bytes]) -> list[str]:
    """Writes the diary with its pictures; always the same bytes for the same diary.

    ``read`` gives the bytes of a picture by its name, or raises FileNotFoundError. A photo of
    which a file is missing is left out; returns the names of those. No more than one picture and
    a few entries are in memory at a time.
    """
    missing: list[str] = []
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for photo in _photos(source):
            names = (photo.file, small_file(photo.file))
            try:
                contents = [read(name) for name in names]
            except FileNotFoundError:
                missing.append(photo.file)
                continue
            for name, content in zip(names, contents, strict=True):
                archive.writestr(_info(name), content)
        with archive.open(_info(DIARY_FILE), "w") as file:
            for part in diary_parts(_Without(source, frozenset(missing))):
                file.write(part)
    return missing


def _photos(source: DiaryReader) -> Iterator[Photo]:
    for concern in source.diary.concerns:
        for entry in source.entries_of(concern):
            yield from entry.photos


@dataclass(frozen=True)
class _Without:
    """The same diary without some of its photos."""

    source: DiaryReader
    files: frozenset[str]

    @property
    def diary(self) -> Diary:
        return self.source.diary

    def entries_of(self, concern: Concern) -> Iterator[Entry]:
        for entry in self.source.entries_of(concern):
            photos = tuple(photo for photo in entry.photos if photo.file not in self.files)
            yield replace(entry, photos=photos)

    def outlines_of(self, concern: Concern) -> Iterable[Entry]:
        return self.source.outlines_of(concern)

    def sites_of(self, concern: Concern) -> Collection[str]:
        return self.source.sites_of(concern)


def _info(name: str) -> ZipInfo:
    """Stored as it is: a packed file may differ from one machine to the next."""
    info = ZipInfo(name, _NO_DATE)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


class DiaryZip:
    """A diary with its pictures as it came from somebody. The file stays open meanwhile."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises WrongDiary where the zip as such is wrong: then nothing of it is read."""
        try:
            self._archive = ZipFile(_Bounded(file))
            members = self._archive.infolist()
        except _BROKEN:
            broken = Issue((), _("not a .zip file, or a damaged one"))
            raise WrongDiary.at([broken]) from None
        file.seek(0, 2)
        found = list(_wrong_directory(members, file.tell()))
        if found:
            raise WrongDiary.at(found, {})
        self._members = {
            member.filename: member for member in members if is_archive_name(member.filename)
        }

    def diary(self, today: date, *, to_keep: bool = False) -> Diary:
        """As ``read_diary``; if the diary is to be kept, each picture is looked at too."""
        pictures = [name for name in self._members if name != DIARY_FILE]
        found = list(self._wrong_pictures(pictures)) if to_keep else []
        try:
            data = self._content(DIARY_FILE)
            diary = read_diary(data, today, to_keep=to_keep, pictures=pictures)
        except _Unreadable:
            unreadable = Issue((DIARY_FILE,), _("cannot be unpacked"))
            raise WrongDiary.at([unreadable, *found], {}) from None
        except WrongDiary as wrong:
            raise WrongDiary((*wrong.problems, *WrongDiary.at(found, {}).problems)) from None
        if found:
            raise WrongDiary.at(found, {})
        return diary

    def pictures(self, diary: Diary) -> Iterator[ZippedPhoto]:
        """Those of the diary, one after the other, so that one at a time is in memory."""
        for concern in diary.concerns:
            for entry in concern.entries:
                for photo in entry.photos:
                    large = self._content(photo.file)
                    small = self._content(small_file(photo.file))
                    yield ZippedPhoto(photo.file, large, small, *check_picture(large, small=False))

    def _wrong_pictures(self, names: Iterable[str]) -> Iterator[Issue]:
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
        """Whole, and no longer than the directory says."""
        try:
            with self._archive.open(self._members[name]) as opened:
                return b"".join(iter(lambda: opened.read(_CHUNK), b""))
        except _BROKEN:
            raise _Unreadable from None


class _Unreadable(Exception):
    """A file of the zip is not as the zip says."""


class _Bounded:
    """A file of which nobody reads more at once than a right zip needs."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > _DIRECTORY:
            raise BadZipFile
        return self._file.read(size if size >= 0 else _DIRECTORY)


def _wrong_directory(members: list[ZipInfo], size: int) -> Iterator[Issue]:
    if len(members) > MAX_FILES:
        values = {"n": len(members), "most": MAX_FILES}
        yield Issue((), _("%(n)s files; there is room for %(most)s") % values)
        return
    seen: set[str] = set()
    for member in members:
        for sentence in _wrong_member(member):
            yield Issue((member.orig_filename,), sentence)
        if member.filename in seen:
            yield Issue((member.orig_filename,), _("there twice"))
        seen.add(member.filename)
    if DIARY_FILE not in seen:
        yield Issue((DIARY_FILE,), _("missing"))
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_SIZE:
        values = {"n": MAX_UNPACKED_SIZE // 1_000_000_000}
        yield Issue((), _("larger than %(n)s GB when unpacked") % values)
    if sum(member.compress_size for member in members) > size:
        yield Issue((), _("its files overlap"))


def _wrong_member(member: ZipInfo) -> Iterator[str]:
    name = member.orig_filename
    mode = member.external_attr >> 16
    if name.endswith("/") and member.file_size == 0 and is_picture(f"{name}a.jpg"):
        return
    if not is_archive_name(name):
        yield _("neither diary.json nor a picture; write photos/NAME.jpg")
    if member.flag_bits & _ENCRYPTED:
        yield _("encrypted")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        yield _("no plain file")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        yield _("packed in a way that is not known here")
    most = MAX_FILE_SIZE if name == DIARY_FILE else MAX_PICTURE_SIZE
    if member.file_size > most:
        yield _("larger than %(n)s MB") % {"n": most // 1_000_000}
    elif member.file_size > MAX_RATIO * max(member.compress_size, 1_000):
        yield _("packed too tightly to be what it says")
