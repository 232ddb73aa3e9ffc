"""Sentences for the events in a family: members, links, removals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tracker.domain.roles import ROLES
from tracker.models import FamilyEvent
from tracker.presenters.shares import moment_text
from tracker.rendering import role_with_article

_Kind = FamilyEvent.Kind

WITH_ACTOR = {
    _Kind.INVITED: _("%(by)s invited %(about)s as %(role)s."),
    _Kind.INVITATION_REVOKED: _("%(by)s took the invitation for %(about)s back."),
    _Kind.JOINED: _("%(about)s came in as %(role)s."),
    _Kind.BECAME: _("%(by)s made %(about)s %(role)s."),
    _Kind.REMOVED: _("%(by)s removed %(about)s."),
    _Kind.LEFT: _("%(about)s left, with a copy."),
    _Kind.PASSWORD_LINK: _("%(by)s made a link for a new password of %(about)s."),
    _Kind.SHARE_MADE: _("%(by)s made a link for the doctor about %(about)s."),
    _Kind.SHARE_REVOKED: _("%(by)s ended a link for the doctor about %(about)s."),
    _Kind.ASKED_OWNER: _("%(by)s asked that %(about)s is no owner any more."),
    _Kind.ASKED_CHILD: _("%(by)s asked that the diary of %(about)s is deleted."),
    _Kind.ASKED_FAMILY: _("%(by)s asked that the family “%(about)s” is deleted."),
    _Kind.CANCELLED: _("%(by)s called off what had been asked about %(about)s."),
    _Kind.CHILD_DELETED: _("%(by)s deleted the diary of %(about)s."),
}
"""The sentence for each kind of event, where somebody caused it."""

WITHOUT_ACTOR = {
    _Kind.BECAME: _("As was asked, %(about)s became %(role)s."),
    _Kind.REMOVED: _("As was asked, %(about)s left the family, with a copy."),
    _Kind.CHILD_DELETED: _("As was asked, the diary of %(about)s was deleted."),
}
"""Sentences for events that nobody caused at that time: a waiting period ended."""

INHERITED = _("%(about)s became %(role)s, since nobody else was one any more.")
"""Used when the last owner has left."""


@dataclass(frozen=True)
class EventRow:
    at: str
    text: str


def event_row(event: FamilyEvent, now: datetime) -> EventRow:
    """``now`` in the family's time zone."""
    role = role_with_article(event.role) if event.role else ""
    values = {"by": event.by_name, "about": event.about, "role": role}
    return EventRow(moment_text(event.at, now), _sentence(event) % values)


def _sentence(event: FamilyEvent) -> str:
    kind = _Kind(event.kind)
    if event.by_name:
        return str(WITH_ACTOR[kind])
    if kind == _Kind.BECAME and ROLES[event.role].owns:
        return str(INHERITED)
    return str(WITHOUT_ACTOR[kind])
