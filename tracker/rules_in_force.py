"""The rule table in force: the shipped one, or with the changes of the host's rules file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.domain.rules import STANDARD_RULES, RulesError, RuleTable, rules_from_toml


def current_rules() -> RuleTable:
    """Return the shipped table, with the changes of the file that RULES_FILE names, if any.

    Reads the file again when it has changed. Raises RulesError, with a message for the host,
    where it cannot be read or is invalid.
    """
    path: Path | None = settings.MILKSPOT_RULES_FILE
    if path is None:
        return STANDARD_RULES
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        values = {"path": path, "why": error.strerror}
        raise RulesError(
            _("the rules file %(path)s could not be read: %(why)s") % values
        ) from error
    except UnicodeDecodeError as error:
        raise RulesError(_("the rules file %(path)s is not UTF-8") % {"path": path}) from error
    except RulesError as error:
        values = {"path": path, "why": str(error)}
        raise RulesError(_("the rules file %(path)s is wrong: %(why)s") % values) from error


@lru_cache(maxsize=1)
def _read(path: Path, changed_at: int) -> RuleTable:
    """Read the rules file. ``changed_at`` (ns) is part of the cache key only."""
    return rules_from_toml(path.read_text(encoding="utf-8"))
