"""Sends the reminders that are due, as the server does, and ends."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.jobs import run_due_jobs
from tracker.reminding.sending import handlers


class Command(BaseCommand):
    help = "Sends the reminders that are due, as the server does every minute, and ends."

    def handle(self, *args: Any, **options: Any) -> None:
        run_due_jobs(dict(handlers()), timezone.now)
