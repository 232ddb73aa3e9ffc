"""Sessions that expire a fixed time after their last use."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone

from tracker.utils.optional_write import optional_write


class SessionStore(db.SessionStore):
    """Renews the expiry date and the cookie of a session in use, at most once a day.

    Renewing with every request would cost a write per request. If the database takes no write, a
    page is shown all the same: only a new session, as of a log-in, must be saved.
    """

    is_renewed = False

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """Reject malformed keys without a query: PostgreSQL raises an error for a NUL."""
        valid: bool = super()._validate_session_key(key)  # type: ignore[misc]
        return valid and str(key).isalnum()

    def _get_session_from_db(self) -> Session | None:
        session: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        renewal_limit = timedelta(seconds=settings.SESSION_COOKIE_AGE) - timedelta(days=1)
        if session and session.expire_date < timezone.now() + renewal_limit:
            self.modified = self.is_renewed = True
        return session

    def save(self, must_create: bool = False) -> None:
        if must_create:
            super().save(must_create=True)
            return
        with optional_write():
            self._update()

    def _update(self) -> None:
        """Raises OperationalError, which Django takes for a session that was deleted."""
        try:
            super().save()
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
