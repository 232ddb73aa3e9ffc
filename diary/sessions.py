"""Sessions that last from their last use."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone


class SessionStore(db.SessionStore):
    """A session is saved anew when used, once a day: a new expiry date, a new cookie.

    Saving it with every request would cost a write a request.
    """

    is_renewed = False

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie that is no key is not looked for: PostgreSQL refuses to look for a NUL."""
        valid: bool = super()._validate_session_key(key)  # type: ignore[misc]
        return valid and str(key).isalnum()

    def _get_session_from_db(self) -> Session | None:
        session: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        fresh = timedelta(seconds=settings.SESSION_COOKIE_AGE) - timedelta(days=1)
        if session and session.expire_date < timezone.now() + fresh:
            self.modified = self.is_renewed = True
        return session
