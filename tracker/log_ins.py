"""What happens at a log-in: its session notes when it began, and the log has a line.

The lines name nobody: neither the account nor the network address.
"""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

logger = logging.getLogger(__name__)


@receiver(user_logged_in)
def note_log_in(request: HttpRequest, **_: Any) -> None:
    request.session.note_log_in()  # type: ignore[attr-defined]
    logger.info("Somebody logged in")


@receiver(user_logged_out)
def log_log_out(**_: Any) -> None:
    logger.info("Somebody logged out")


@receiver(user_login_failed)
def log_failed_log_in(**_: Any) -> None:
    logger.warning("A log-in failed: a wrong address or password")
