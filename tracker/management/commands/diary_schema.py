"""Prints the JSON Schema of the diary file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tracker.interchange.schema import json_schema


class Command(BaseCommand):
    help = (
        "Prints the JSON Schema of the diary file, as it is kept in"
        " tracker/interchange/diary.schema.json."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json_schema(), ending="")
