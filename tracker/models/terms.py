"""The host's terms of use, and who agreed to them."""

from __future__ import annotations

from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


def digest_of(text: str) -> str:
    """Returns the SHA-256 by which a text is found, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


class Terms(models.Model):
    """A text of the host's terms that somebody agreed to, as it was then."""

    text = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    first_accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "terms"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(text=""), name="terms_have_text"),
        ]


class Acceptance(models.Model):
    """A user agreed to a text. Belongs to the account: it is in no diary file."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acceptances"
    )
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "terms"], name="acceptance_once_a_text"),
        ]
