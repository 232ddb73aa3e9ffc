"""Prints the rule table in force, or the JSON Schema of its document."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.domain.rules import Row, RulesError, RuleTable, fingerprint
from tracker.interchange.rule_table import rules_json, rules_schema
from tracker.rules_in_force import current_rules


class Command(BaseCommand):
    help = "Prints the rules in force, with the hash that a review names."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--schema", action="store_true", help="the JSON Schema instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write(rules_schema(), ending="")
            return
        try:
            rules = current_rules()
        except RulesError as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.stdout.write(rules_json(rules), ending="")
            return
        for line in _lines(rules):
            self.stdout.write(line)


def _lines(rules: RuleTable) -> Iterator[str]:
    """Yield each row with its hash and review, then the reviews that hold no longer."""
    rows: tuple[Row, ...] = (*rules.concern_rules, *rules.urgent_rules, *rules.conditions.values())
    held = set()
    for row in rows:
        review = rules.review_of(row)
        who = f"reviewed by {review.name} ({review.register}), {review.day}" if review else ""
        if review:
            held.add(row.key)
        yield f"{row.key:32}{fingerprint(row)}  {who}".rstrip()
    for key in rules.reviews.keys() - held:
        yield f"The review of {key} holds no longer: the row has other words or numbers now."
