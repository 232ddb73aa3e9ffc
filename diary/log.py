"""Log formatters that leave out personal data: a URL may contain a token, a message a note."""

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
"""Matches tokens in URLs, and hashes of tokens."""

_PERSONAL = (
    # gunicorn appends the client, the URL and the invalid part.
    (re.compile(r"\b(Invalid request|Error handling request)\b.*", re.S), r"\1"),
    (
        re.compile(r"\b(https?://[^/\s]+)/[^\s]*"),
        r"\1/…",
    ),  # the Referer in Django's CSRF errors
    (re.compile(r"[^\s@<>(),;:\"']+@[^\s@<>(),;:\"']+"), "(an e-mail address)"),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def logging_config(level: str, form: str, with_messages: bool) -> dict[str, Any]:
    """Return LOGGING for Django and gunicorn.

    ``form`` is "plain" or "json". ``with_messages`` includes the messages of exceptions, for
    development only. Other packages never log at DEBUG: Pillow would log where a photo was taken.
    gunicorn's access log contains URLs; diary.middleware replaces it.
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
    """Replaces URLs by routes, leaves out messages of exceptions, and masks tokens."""

    def __init__(self, with_messages: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have cached the unscrubbed text
        return SECRET.sub("…", self.format_unmasked(record))

    def format_unmasked(self, record: logging.LogRecord) -> str:
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = scrubbed(record)
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:
        if self.with_messages or ei[0] is None:
            return super().formatException(ei)
        if issubclass(ei[0], SuspiciousOperation):
            return ei[0].__qualname__  # the client's error: the log message is enough
        frames = "".join(traceback.format_tb(ei[2]))
        return f"{frames}{ei[0].__module__}.{ei[0].__qualname__}"


class JsonFormatter(Formatter):
    """Writes one JSON object per line."""

    def format_unmasked(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        fields = {
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
        present = {name: value for name, value in fields.items() if value is not None}
        return json.dumps(present)


def route_of(request: Any) -> str:
    """Return the URL pattern of a request, without its arguments and query."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(no such page)"


def scrubbed(record: logging.LogRecord) -> str:
    """Return the message as one line, without personal data."""
    message = record.getMessage()
    request = getattr(record, "request", None)
    path = getattr(request, "path", "/")
    if path != "/":
        # Django escapes unusual characters in a path.
        for spelling in (path, path.encode("unicode_escape").decode()):
            message = message.replace(spelling, route_of(request))
    for pattern, replacement in _PERSONAL:
        message = pattern.sub(replacement, message)
    return _CONTROL.sub(lambda match: repr(match[0])[1:-1], message)
