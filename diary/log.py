"""Log lines without personal data: an address may hold a share's token, a message a note."""

import logging
import re
import traceback
from types import TracebackType

from django.core.exceptions import SuspiciousOperation

SECRET = re.compile(r"[A-Za-z0-9_-]{43,}")
"""What may be the token of an address (tracker.tokens), or the hash of one."""


class Formatter(logging.Formatter):
    """Puts the route in the place of the address, and leaves out what an exception says.

    Whatever looks like a token is left out of the whole line, however it came into it.
    """

    def __init__(self, with_messages: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub("…", super().format(record))

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
