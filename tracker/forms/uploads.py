"""An upload handler with bounds that stores files in unnamed temporary files.

An original photo may hold the location of the family's home. An unnamed file cannot be left
behind: it is gone with the process that holds it.
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

from tracker.actions.sample import is_guest
from tracker.photos.process import MAX_BYTES
from tracker.utils.disk import disk_is_low

logger = logging.getLogger(__name__)

MAX_BYTES_AT_ONCE = 10 * MAX_BYTES
"""The limit for all files of a request together."""

MAX_BYTES_READ = 4 * MAX_BYTES_AT_ONCE
"""The longest request that is read to its end, so that its form can show the error."""


class SkippedUpload(UploadedFile):
    """A placeholder of a file that was dropped, since all files together were too large."""


class UnstoredUpload(UploadedFile):
    """A placeholder of a file that could not be written to the disk."""


class LowDiskUpload(UnstoredUpload):
    """A placeholder of a file that was refused because the server's disk is nearly full."""


class GuestUpload(UploadedFile):
    """A placeholder of a file that was not kept, since the sample's guest sent it."""


class BoundedUploadHandler(FileUploadHandler):
    """Stores of each file only as much as shows that it is too large.

    Skips the files of anonymous users, and stores none of the sample's guest, who may be anybody.
    """

    request: HttpRequest

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._bytes_left = MAX_BYTES_AT_ONCE
        self._file: SpooledTemporaryFile[bytes] | None = None
        self._placeholder_class: type[UploadedFile] = SkippedUpload

    def handle_raw_input(self, *request: Any) -> None:
        content_length: int = request[2]
        if content_length > (MAX_BYTES_READ if self._is_member() else MAX_BYTES):
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._is_member():
            raise SkipFile
        if is_guest(self.request.user):  # type: ignore[arg-type]
            self._placeholder_class = GuestUpload
            return
        self._placeholder_class = SkippedUpload
        if disk_is_low():
            logger.error("Low disk: a photo was refused")
            self._placeholder_class = LowDiskUpload
            return
        self._file = SpooledTemporaryFile(  # noqa: SIM115  (closed with the request)
            settings.FILE_UPLOAD_MAX_MEMORY_SIZE, dir=str(settings.FILE_UPLOAD_TEMP_DIR)
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._bytes_left -= len(raw_data)
        if self._file is None:
            return
        if self._bytes_left < 0:
            self._drop()
        elif start <= MAX_BYTES:
            with self._catch_disk_errors():
                self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        if self._file is not None:
            with self._catch_disk_errors():
                self._file.seek(0)
        file, self._file = self._file, None
        upload_class = self._placeholder_class if file is None else UploadedFile
        return upload_class(
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
    def _catch_disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            logger.exception("An upload could not be kept")
            self._placeholder_class = UnstoredUpload
            self._drop()

    def _is_member(self) -> bool:
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    def _drop(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # closing flushes
                self._file.close()
            self._file = None
