"""Collects the errors that a live server logs during a test."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_finished, request_started

OURS = ("diary", "django", "tracker")
MAX_WAIT_SECONDS = 10


class LoggedErrors(logging.Handler):
    """Collects the errors of one test: of its own requests, and of other code.

    Ignores requests that a closing browser sent between two tests, which find no database.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []
        self._environs: list[dict[str, Any]] = []
        self._running = 0
        self._lock = threading.Lock()

    @contextmanager
    def collecting(self) -> Iterator[None]:
        logging.getLogger().addHandler(self)
        request_started.connect(self._on_start)
        request_finished.connect(self._on_finish)
        try:
            yield
        finally:
            request_started.disconnect(self._on_start)
            request_finished.disconnect(self._on_finish)
            logging.getLogger().removeHandler(self)

    def wait_for_requests(self) -> None:
        """Wait until all requests are answered, at most MAX_WAIT_SECONDS."""
        end = time.monotonic() + MAX_WAIT_SECONDS
        idle = 0
        while idle < 2 and time.monotonic() < end:
            idle = 0 if self._running > 0 else idle + 1
            time.sleep(0.01)

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] not in OURS or self._is_of_another_test(record):
            return
        error = record.exc_info[1] if record.exc_info else None
        self.messages.append(f"{record.name}: {record.getMessage()} ({error!r})")

    def _is_of_another_test(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        environ = getattr(request, "environ", None)
        return environ is not None and all(environ is not own for own in self._environs)

    def _on_start(self, environ: dict[str, Any], **_: Any) -> None:
        with self._lock:
            self._environs.append(environ)
            self._running += 1

    def _on_finish(self, **_: Any) -> None:
        with self._lock:
            self._running -= 1
