"""A mail server for all tests of reminders."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.SENDS_MAIL = True
    settings.PUBLIC_URL = "https://milkspot.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
