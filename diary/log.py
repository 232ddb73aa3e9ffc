"""Log lines without personal data: an address may hold a share's token, a message a note."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.core.exceptions import SuspiciousOperation

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

SECRET = re.compile(r"[A-Za-z0-9_-]{43,}")
"""What may be the token of an address, or the hash of one."""

_TELLING = (
    # gunicorn ends these with who sent it, the address, and what was wrong in it.
    (re.compile(r"\b(Invalid request|Error handling request)\b.*", re.S), r"\1"),
    (
        re.compile(r"\b(https?://[^/\s]+)/[^\s]*"),
        r"\1/…",
    ),  # the form's page, where its token failed
    (re.compile(r"[^\s@<>(),;:\"']+@[^\s@<>(),;:\"']+"), "(an e-mail address)"),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def to_standard_error(level: str, form: str, with_messages: bool) -> dict[str, Any]:
    """Django's and gunicorn's LOGGING. ``form``: plain or json; ``with_messages``: of exceptions,
    for who works on the program.

    Of other packages nothing is told that is meant for their authors: Pillow would say where a
    photo was taken. gunicorn's log of each request holds addresses; diary.middleware has our own.
    """
    formatter = {"plain": "diary.log.Formatter", "json": "diary.log.JsonFormatter"}[form]
    others = "INFO" if level == "DEBUG" else level
    levels = {
        **dict.fromkeys(("diary", "django", "tracker"), level),
        **dict.fromkeys(("django.template", "gunicorn.error"), others),
        "gunicorn.access": "CRITICAL",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"scrubbed": {"()": formatter, "with_messages": with_messages}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "scrubbed"}},
        "root": {"handlers": ["console"], "level": others},
        "loggers": {
            name: {"level": level, "handlers": [], "propagate": True}
            for name, level in levels.items()
        },
    }


class Formatter(logging.Formatter):
    """Puts the route in the place of the address, and leaves out what an exception says.

    Whatever looks like a token is left out of the whole line, however it came into it.
    """

    def __init__(self, with_messages: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have written the whole into it
        return SECRET.sub("…", self.told(record))

    def told(self, record: logging.LogRecord) -> str:
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = scrubbed(record)
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:
        if self.with_messages or ei[0] is None:
            return super().formatException(ei)
        if issubclass(ei[0], SuspiciousOperation):
            return ei[0].__qualname__  # somebody else's mistake: the message says all
        frames = "".join(traceback.format_tb(ei[2]))
        return f"{frames}{ei[0].__module__}.{ei[0].__qualname__}"


class JsonFormatter(Formatter):
    """One object a line."""

    def told(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrubbed(record),
            "method": getattr(request, "method", None),
            "route": route_of(request) if request else None,
            "status": getattr(record, "status_code", None),
            "milliseconds": getattr(record, "milliseconds", None),
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        known = {name: value for name, value in told.items() if value is not None}
        return json.dumps(known)


def route_of(request: Any) -> str:
    """The address as the program knows it, without what fills it: no id, no token, no query."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(no such page)"


def scrubbed(record: logging.LogRecord) -> str:
    """The message in one line, without what could tell of somebody."""
    message = record.getMessage()
    request = getattr(record, "request", None)
    path = getattr(request, "path", "/")
    if path != "/":
        # Django writes an address with its odd characters escaped.
        for written in (path, path.encode("unicode_escape").decode()):
            message = message.replace(written, route_of(request))
    for pattern, instead in _TELLING:
        message = pattern.sub(instead, message)
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], message)
