"""Sessions that expire a fixed time after their last use, and a longer one after the log-in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY as USER_ID
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone

from tracker.utils.optional_write import optional_write

LOGGED_IN_AT, USED_AT = "logged_in_at", "used_at"
"""Keys of times in a session, in seconds since 1970. The last use is noted once a day."""

USE_NOTED_EVERY = timedelta(days=1).total_seconds()


class SessionStore(db.SessionStore):
    """Renews the expiry date and the cookie of a log-in in use, at most once a day.

    Renewing with every request would cost a write per request. However often it is used, a log-in
    ends SESSION_MAX_AGE after it began. If the database takes no write, a page is shown all the
    same: only a new session, as of a log-in, and what a form stores here must be saved.
    """

    is_renewed = False

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """Reject malformed keys without a query: PostgreSQL raises an error for a NUL."""
        valid: bool = super()._validate_session_key(key)  # type: ignore[misc]
        return valid and str(key).isalnum()

    def load(self) -> dict[str, Any]:
        data: dict[str, Any] = super().load()
        now = timezone.now().timestamp()
        if USER_ID in data and data.get(USED_AT, 0) < now - USE_NOTED_EVERY:
            data.setdefault(LOGGED_IN_AT, now)  # an earlier version has not noted it
            data[USED_AT] = now
            self.modified = self.is_renewed = True
        return data

    def note_log_in(self) -> None:
        self[LOGGED_IN_AT] = self[USED_AT] = timezone.now().timestamp()

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        date: datetime = super().get_expiry_date(**kwargs)
        if LOGGED_IN_AT not in self:
            return date
        return min(date, datetime.fromtimestamp(self[LOGGED_IN_AT] + settings.SESSION_MAX_AGE, UTC))

    def get_expiry_age(self, **kwargs: Any) -> int:
        age: int = super().get_expiry_age(**kwargs)
        if LOGGED_IN_AT not in self:
            return age
        passed = timezone.now().timestamp() - self[LOGGED_IN_AT]
        return max(0, min(age, int(settings.SESSION_MAX_AGE - passed)))

    def save(self, must_create: bool = False) -> None:
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        with optional_write():
            self._update()

    def save_form(self) -> None:
        """Saves what a form stored here. Raises OperationalError if the database takes no write."""
        self._update()

    def _update(self) -> None:
        """Raises OperationalError, which Django takes for a session that was deleted."""
        try:
            super().save()
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
