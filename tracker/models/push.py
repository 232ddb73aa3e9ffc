"""Web Push: the server's key, and the browsers that asked for messages."""

from __future__ import annotations

from typing import ClassVar

from allauth.usersessions.models import UserSession
from django.db import models
from django.utils import timezone

from tracker.domain.lengths import MAX_PUSH_ENDPOINT_LENGTH


class PushKey(models.Model):
    """The key that signs push messages (RFC 8292): P-256, as PEM.

    All servers of this database share it. A browser takes messages of the key that it was given
    alone, so it stays when the diary is restored or moved.
    """

    private_key = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_push_key"),
        ]


class PushSubscription(models.Model):
    """What a browser gave for push messages (RFC 8030, 8291). It ends with the log-in there.

    ``endpoint``: where to post a message; whoever knows it and the two keys (base64url) can show
    one. ``ended_at``: the push service ended it; then only this is left, to be told.
    """

    session = models.OneToOneField(
        UserSession, on_delete=models.CASCADE, related_name="push_subscription"
    )
    endpoint = models.CharField(max_length=MAX_PUSH_ENDPOINT_LENGTH, unique=True, null=True)  # noqa: DJ001
    p256dh = models.CharField(max_length=90, blank=True)
    auth = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, endpoint__isnull=False)
                & ~models.Q(p256dh="")
                & ~models.Q(auth="")
                | models.Q(ended_at__isnull=False, endpoint=None, p256dh="", auth=""),
                name="push_subscription_ended_is_empty",
            ),
        ]
