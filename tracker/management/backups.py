"""Helpers of the backup commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.backup import BackupProblem, Manifest
from tracker.formats import day_text, time_text

MIN_PASSPHRASE_LENGTH = 10


def passphrase(*, is_new: bool) -> str:
    """Return the passphrase from BACKUP_PASSPHRASE_FILE, else ask for it at the terminal.

    It is never an argument, which other users of the machine could read. Raises CommandError if
    there is none, or if a new one is too short.
    """
    file: Path | None = settings.BACKUP_PASSPHRASE_FILE
    if file is not None:
        try:
            secret = file.read_text().partition("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            values = {
                "file": file,
                "why": getattr(error, "strerror", None) or _("it is not a text file"),
            }
            raise CommandError(_("%(file)s could not be read: %(why)s.") % values) from None
    elif sys.stdin.isatty():
        secret = _ask_passphrase(is_new)
    else:
        raise CommandError(
            _("There is no passphrase. Set BACKUP_PASSPHRASE_FILE to a file that holds it.")
        )
    if is_new and len(secret) < MIN_PASSPHRASE_LENGTH:
        text = _("The passphrase is too easy to guess. Use at least %(n)s characters.")
        raise CommandError(text % {"n": MIN_PASSPHRASE_LENGTH})
    return secret


def _ask_passphrase(is_new: bool) -> str:
    secret = getpass(_("Passphrase: "))
    if is_new and getpass(_("Passphrase again: ")) != secret:
        raise CommandError(_("The two passphrases are different."))
    return secret


@contextmanager
def problems_as_command_errors(file: Path) -> Iterator[None]:
    """Raise BackupProblem and OSError as CommandError, which names ``file`` if they name none."""
    try:
        yield
    except BackupProblem as problem:
        raise CommandError(str(problem)) from None
    except FileNotFoundError:
        raise CommandError(_("There is no file %(file)s.") % {"file": file}) from None
    except OSError as error:
        values = {"file": error.filename or file, "why": error.strerror or error}
        raise CommandError(_("%(file)s: %(why)s.") % values) from None


def describe(manifest: Manifest) -> list[str]:
    """Return lines with a backup's time, version and contents."""
    values = {
        "day": day_text(manifest.made_at.date()),
        "time": time_text(manifest.made_at),
        "version": manifest.made_by,
    }
    children = manifest.rows.get("tracker.child", 0)
    entries = manifest.rows.get("tracker.entry", 0)
    photos = manifest.rows.get("tracker.photo", 0)
    return [
        _("Made on %(day)s at %(time)s UTC by Milkspot %(version)s.") % values,
        ", ".join(
            [
                ngettext("%(n)s child", "%(n)s children", children) % {"n": children},
                ngettext("%(n)s entry", "%(n)s entries", entries) % {"n": entries},
                ngettext("%(n)s photo", "%(n)s photos", photos) % {"n": photos},
            ]
        )
        + ("." if manifest.with_photos else _(" (photo files not included).")),
    ]


def warnings(manifest: Manifest) -> list[str]:
    """Return lines about photo files that are missing or not as they were stored; none if all is
    well.
    """
    lines = []
    if n := len(manifest.missing):
        text = ngettext(
            "%(n)s photo file was already lost when this backup was made:",
            "%(n)s photo files were already lost when this backup was made:",
            n,
        )
        lines += [text % {"n": n}, *manifest.missing]
    if n := len(manifest.changed):
        text = ngettext(
            "%(n)s photo file was already cut off or changed when this backup was made:",
            "%(n)s photo files were already cut off or changed when this backup was made:",
            n,
        )
        lines += [text % {"n": n}, *manifest.changed]
    return lines
