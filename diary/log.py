"""Log lines without personal data: an address may hold a share's token, a message a note."""

import logging
import traceback
from types import TracebackType

from django.core.exceptions import SuspiciousOperation


class Formatter(logging.Formatter):
    """Puts the route in the place of the address, and leaves out what an exception says."""

    def __init__(self, with_messages: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.with_messages = with_messages

    def formatMessage(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path:
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "(no such page)"
            record.message = record.message.replace(path, route)
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        if self.with_messages or ei[0] is None:
            return super().formatException(ei)
        if issubclass(ei[0], SuspiciousOperation):
            return ei[0].__qualname__  # somebody else's mistake: the message says all
        frames = "".join(traceback.format_tb(ei[2]))
        return f"{frames}{ei[0].__module__}.{ei[0].__qualname__}"
