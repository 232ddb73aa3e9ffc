"""Prints a link with which a user who is locked out can set a new password."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.accounts import password_key, password_link
from tracker.actions import account
from tracker.actions.sample import is_guest
from tracker.models import User


class Command(BaseCommand):
    help = (
        "Prints a link for the person with this email address to choose a new password. It works"
        " once, for a day. Send it to nobody else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address they log in with")
        parser.add_argument(
            "--remove-second-step",
            action="store_true",
            help="also remove their authenticator app, passkeys and recovery codes, if all of"
            " these are lost",
        )

    def handle(self, *args: Any, email: str, remove_second_step: bool, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None or is_guest(user):
            raise CommandError(_("There is no account with this email address."))
        if not user.is_active:
            raise CommandError(_("This account is switched off."))
        if remove_second_step:
            n = account.remove_second_step(user=user)
            text = ngettext("%(n)s second step removed.", "%(n)s second steps removed.", n)
            self.stderr.write(text % {"n": n})
        if not settings.PUBLIC_URL:
            self.stderr.write(
                _("PUBLIC_URL is not set. Replace localhost with the address they open.")
            )
        home = f"http://localhost:{settings.PORT}"
        self.stdout.write(password_link(password_key(user), home))
