"""Prints a link with which a new family can start a diary."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.mail import public_address
from tracker.operator.sign_up import SignUpClosed, invite_to_sign_up
from tracker.utils.tokens import new_token


class Command(BaseCommand):
    help = (
        "Prints a link with which one new family can start a diary on this server. It works once,"
        " for 14 days. Needs SIGN_UP=invitation."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        token, _hash = new_token()
        try:
            invite_to_sign_up(token=token, now=timezone.now())
        except SignUpClosed:
            raise CommandError(_("Set SIGN_UP=invitation first.")) from None
        path = reverse("sign_up_open", args=[token])
        if settings.PUBLIC_URL:
            self.stdout.write(public_address(path))
            return
        self.stderr.write(_("PUBLIC_URL is not set. Replace localhost with the address they open."))
        self.stdout.write(f"http://localhost:{settings.PORT}{path}")
