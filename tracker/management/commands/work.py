"""Does jobs when they are due, as the server does."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.due_jobs import do_due_jobs, try_due_jobs

PAUSE = 15
"""Seconds between two looks for due jobs."""


class Command(BaseCommand):
    help = (
        "Does what is due later, such as reminders, until it is stopped. The server does so too;"
        " any number of both may run at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            do_due_jobs(timezone.now)
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try_due_jobs(timezone.now, stop.is_set)
            stop.wait(PAUSE)
