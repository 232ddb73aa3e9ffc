"""Which reminders a member chose."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.people import Member


class ReminderChoice(models.Model):
    """What a member chose to be reminded of. Nothing is sent without a row, or with all off.

    Times are in the family's time zone. There are no quiet hours from a time until the same.
    ``…_declined``: they said no to the offer on Today. ``missed_read_at``: until then they know
    what could not be sent.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="reminders")
    evening = models.BooleanField(default=False)
    due = models.BooleanField(default=False)
    follow_up = models.BooleanField(default=False)
    still_there = models.BooleanField(default=False)
    wrote = models.BooleanField(default=False)
    by_mail = models.BooleanField(default=False)
    evening_declined = models.BooleanField(default=False, editable=False)
    follow_up_declined = models.BooleanField(default=False, editable=False)
    missed_read_at = models.DateTimeField(null=True, editable=False)
    evening_at = models.TimeField(_("at"), default=time(19, 30))
    quiet_from = models.TimeField(_("quiet from"), default=time(21))
    quiet_until = models.TimeField(_("until"), default=time(7))

    SWITCHES: ClassVar[tuple[str, ...]] = (
        "evening",
        "due",
        "follow_up",
        "still_there",
        "wrote",
    )

    @property
    def is_on(self) -> bool:
        return any(getattr(self, switch) for switch in self.SWITCHES)
