"""Works out the days on which something next falls due."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import ngettext

from tracker.actions.upkeep.look_again import look_again
from tracker.domain.rules import RulesError


class Command(BaseCommand):
    help = (
        "Works out on which day something may next fall due, for each child whose day has come or"
        " who was written about, and for all after a change of the rules, as the daily tasks do."
        " It can be stopped at any time, and goes on from there when it is run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            n = look_again(timezone.now())
        except RulesError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(ngettext("%(n)s diary read.", "%(n)s diaries read.", n) % {"n": n})
