"""How uploaded files come in: bounded, and in files without a name.

A photo as the phone sent it may say where the family lives. It is never in a file that could be
left behind: its file has no name and is gone with the process that holds it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from tracker.photos.take_in import MAX_BYTES

logger = logging.getLogger(__name__)

MAX_BYTES_AT_ONCE = 10 * MAX_BYTES
"""Of all files of a request together."""

MAX_BYTES_READ = 4 * MAX_BYTES_AT_ONCE
"""Up to here the rest of a request is read, so that its form can say what was wrong."""


class CutOff(UploadedFile):
    """A file of which nothing was kept, since all files together were too large."""


class NoRoom(UploadedFile):
    """A file of which nothing was kept, since the disk did not take it."""


class BoundedUploads(FileUploadHandler):
    """Keeps of each file no more than it takes to see that it is too large.

    Who is not logged in sends no files.
    """

    request: HttpRequest

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._left = MAX_BYTES_AT_ONCE
        self._file: SpooledTemporaryFile[bytes] | None = None
        self._without: type[UploadedFile] = CutOff

    def handle_raw_input(self, *request: Any) -> None:
        content_length: int = request[2]
        if content_length > (MAX_BYTES_READ if self._is_member() else MAX_BYTES):
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._is_member():
            raise SkipFile
        self._without = CutOff
        self._file = SpooledTemporaryFile(  # noqa: SIM115  (closed with the request)
            settings.FILE_UPLOAD_MAX_MEMORY_SIZE, dir=str(settings.FILE_UPLOAD_TEMP_DIR)
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._left -= len(raw_data)
        if self._file is None:
            return
        if self._left < 0:
            self._drop()
        elif start <= MAX_BYTES:
            with self._or_no_room():
                self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        if self._file is not None:
            with self._or_no_room():
                self._file.seek(0)
        file, self._file = self._file, None
        kind = self._without if file is None else UploadedFile
        return kind(
            file or BytesIO(),
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        self._drop()

    @contextmanager
    def _or_no_room(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            logger.exception("An upload could not be kept")
            self._without = NoRoom
            self._drop()

    def _is_member(self) -> bool:
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    def _drop(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # closing writes what is not written yet
                self._file.close()
            self._file = None
