"""Names of records of any kind; who changed a record, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.domain.rules import URGENT_KEYS
from tracker.domain.vocabulary import CARE_KINDS, EXPOSURE_KINDS
from tracker.formats import day_and_time, day_text
from tracker.models import (
    Acknowledgement,
    Care,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Photo,
    Question,
    User,
    Visit,
    kind_of,
)
from tracker.models.child import Authored
from tracker.models.record import Versioned
from tracker.presenters.history.changes import RULE_NAMES
from tracker.rendering import label, title_of

KIND_NAMES: Mapping[str, str | Promise] = {
    "acknowledgement": gettext_lazy("a pause"),
    "care": gettext_lazy("a treatment"),
    "child": gettext_lazy("the child's details"),
    "concern": gettext_lazy("a skin problem with everything about it"),
    "daynote": gettext_lazy("a note"),
    "entry": gettext_lazy("an entry"),
    "exposure": gettext_lazy("a possible trigger"),
    "photo": gettext_lazy("a photo"),
    "question": gettext_lazy("a question"),
    "visit": gettext_lazy("a visit"),
}
"""The name of a record of which only the kind is known."""


def record_name(row: Versioned) -> str:
    """Return, say, ``Day note, 3 March 2026``.

    Care, entries and photos need their concern selected.
    """
    match row:
        case Concern():
            return _("“%(concern)s”") % {"concern": title_of(row)}
        case Entry():
            values = {"concern": title_of(row.concern), "day": day_text(row.day)}
            return _("Entry about “%(concern)s”, %(day)s") % values
        case Care():
            values = {"concern": title_of(row.concern), "care": label(CARE_KINDS, row.kind)}
            return _("Treatment for “%(concern)s”: %(care)s") % values
        case Photo():
            return photos_of_entry(row.entry, 1)
        case DayNote():
            return _("Note, %(day)s") % {"day": day_text(row.day)}
        case Exposure():
            what = ", ".join(text for text in (label(EXPOSURE_KINDS, row.kind), row.name) if text)
            return f"{what}, {day_text(row.day)}"
        case Visit():
            values = {"who": row.who or _("a visit"), "day": day_text(row.day)}
            return _("Visit: %(who)s, %(day)s") % values
        case Question():
            return _("Question: %(text)s") % {"text": Truncator(row.text).chars(80)}
        case Acknowledgement():
            values = {"rule": label(RULE_NAMES, row.rule), "day": day_text(row.day)}
            if row.rule in URGENT_KEYS:
                return _("Answered: %(rule)s, %(day)s") % values
            return _("Paused: %(rule)s, %(day)s") % values
        case Child():
            return _("About %(child)s") % {"child": row.name}
    return str(KIND_NAMES[kind_of(row)])


def photos_of_entry(entry: Entry, number: int) -> str:
    """Return the name of the photos of an entry, which has its concern selected."""
    values = {"n": number, "concern": title_of(entry.concern), "day": day_text(entry.day)}
    return (
        ngettext(
            "Photo of the entry about “%(concern)s”, %(day)s",
            "%(n)s photos of the entry about “%(concern)s”, %(day)s",
            number,
        )
        % values
    )


@dataclass(frozen=True)
class Origin:
    """Who wrote a record and who changed it last. ``kind`` and ``pk`` are for the link to its
    history, which is shown if it was ever changed.
    """

    author: str
    changed: str
    kind: str
    pk: int


def origin_of(row: Versioned, zone: tzinfo | None) -> Origin:
    author = row.author_name if isinstance(row, Authored) else ""
    changed = ""
    if row.revision:
        values = {"who": user_name(row.changed_by), "when": local_time_text(row.changed_at, zone)}
        changed = _("Last edited by %(who)s, %(when)s.") % values
    return Origin(author, changed, kind_of(row), row.pk)


def user_name(user: User | None) -> str:
    return user.shown_name if user else _("a former member")


def local_time_text(at: datetime | None, zone: tzinfo | None) -> str:
    """Return ``3 March 2026, 14:05`` in ``zone``; for None a text that says it is unknown."""
    if at is None:
        return _("unknown date")
    return day_and_time(at.astimezone(zone))
