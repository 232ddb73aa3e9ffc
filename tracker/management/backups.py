"""What the commands about backups share."""

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
from tracker.rendering import day_text

SHORTEST = 10


def passphrase(*, is_new: bool) -> str:
    """From the file that BACKUP_PASSPHRASE_FILE names, else asked for at the terminal.

    Never an argument: those are seen by everybody on the machine. Raises CommandError.
    """
    file: Path | None = settings.BACKUP_PASSPHRASE_FILE
    if file is not None:
        try:
            found = file.read_text().partition("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            values = {"file": file, "why": getattr(error, "strerror", None) or _("it is no text")}
            raise CommandError(_("%(file)s cannot be read: %(why)s.") % values) from None
    elif sys.stdin.isatty():
        found = _asked(is_new)
    else:
        raise CommandError(
            _("No passphrase is given: let BACKUP_PASSPHRASE_FILE name a file that holds it.")
        )
    if is_new and len(found) < SHORTEST:
        text = _("The passphrase has fewer than %(n)s characters, and could be guessed.")
        raise CommandError(text % {"n": SHORTEST})
    return found


def _asked(is_new: bool) -> str:
    found = getpass(_("Passphrase: "))
    if is_new and getpass(_("Once more: ")) != found:
        raise CommandError(_("The two are not the same."))
    return found


@contextmanager
def problems_told(file: Path) -> Iterator[None]:
    """Ends the command with a sentence when something is wrong with the backup."""
    try:
        yield
    except BackupProblem as problem:
        raise CommandError(str(problem)) from None
    except FileNotFoundError:
        raise CommandError(_("There is no file %(file)s.") % {"file": file}) from None
    except OSError as error:
        values = {"file": error.filename or file, "why": error.strerror or error}
        raise CommandError(_("%(file)s: %(why)s.") % values) from None


def described(manifest: Manifest) -> list[str]:
    """When a backup was made, and how much is in it."""
    values = {
        "day": day_text(manifest.made_at.date()),
        "time": f"{manifest.made_at:%H:%M}",
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
                ngettext("%(n)s look", "%(n)s looks", entries) % {"n": entries},
                ngettext("%(n)s photo", "%(n)s photos", photos) % {"n": photos},
            ]
        )
        + ("." if manifest.with_photos else _(" (whose files are not in it).")),
    ]


def warnings(manifest: Manifest) -> list[str]:
    n = len(manifest.missing)
    if not n:
        return []
    text = ngettext(
        "%(n)s photo file had been lost before this backup was made:",
        "%(n)s photo files had been lost before this backup was made:",
        n,
    )
    return [text % {"n": n}, *manifest.missing]
