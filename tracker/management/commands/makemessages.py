"""Django's command, which also finds the texts of phrases and of the guide's facts."""

from __future__ import annotations

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=fact",
        "--keyword=phrase",
    ]
