"""Sets where a person's reminders also go, through Apprise."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.actions.account import set_apprise_url
from tracker.actions.sample import is_guest
from tracker.models import User
from tracker.reminding.by_apprise import is_installed, is_known


class Command(BaseCommand):
    help = (
        "Sends the reminders that a person chose to this address too, by ntfy or another service"
        " that Apprise knows. Without an address, stops this. Needs requirements-apprise.txt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address they log in with")
        parser.add_argument(
            "url",
            nargs="?",
            default="",
            help="as Apprise writes it: ntfys://ntfy.example.org/topic",
        )

    def handle(self, *args: Any, email: str, url: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None or is_guest(user):
            raise CommandError(_("There is no account with this email address."))
        if url:
            _check(url)
        set_apprise_url(user=user, url=url)
        if url:
            self.stdout.write(_("Saved. The reminders they choose are sent to this address too."))
        else:
            self.stdout.write(_("Saved. Nothing is sent to another address any more."))


def _check(url: str) -> None:
    if not is_installed():
        raise CommandError(_("Install the packages in requirements-apprise.txt first."))
    if not settings.PUBLIC_URL:
        raise CommandError(_("Set PUBLIC_URL first: reminders say which address to open."))
    if not is_known(url):
        raise CommandError(_("Apprise doesn't know this kind of address."))
