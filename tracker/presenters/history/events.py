"""Sentences for the events in a family: members, links, removals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tracker.domain.roles import ROLES
from tracker.models import FamilyEvent
from tracker.presenters.shares import LOCKED_LINK, moment_text
from tracker.rendering import role_with_article

_Kind = FamilyEvent.Kind

WITH_ACTOR = {
    _Kind.INVITED: _("%(by)s invited %(about)s as %(role)s."),
    _Kind.INVITATION_REVOKED: _("%(by)s cancelled the invitation for %(about)s."),
    _Kind.JOINED: _("%(about)s joined as %(role)s."),
    _Kind.BECAME: _("%(by)s made %(about)s %(role)s."),
    _Kind.REMOVED: _("%(by)s removed %(about)s."),
    _Kind.LEFT: _("%(about)s left the family and got a copy."),
    _Kind.PASSWORD_LINK: _("%(by)s made a link for %(about)s to choose a new password."),
    _Kind.SHARE_MADE: _("%(by)s made a link for the doctor about %(about)s."),
    _Kind.SHARE_REVOKED: _("%(by)s ended a link for the doctor about %(about)s."),
    _Kind.ASKED_OWNER: _("%(by)s asked for %(about)s to stop being an owner."),
    _Kind.ASKED_CHILD: _("%(by)s asked to delete %(about)s's diary."),
    _Kind.ASKED_FAMILY: _("%(by)s asked to delete the family “%(about)s”."),
    _Kind.CANCELLED: _("%(by)s cancelled the request about %(about)s."),
    _Kind.CHILD_DELETED: _("%(by)s deleted %(about)s's diary."),
}
"""The sentence for each kind of event, where somebody caused it."""

WITHOUT_ACTOR = {
    _Kind.BECAME: _("As requested, %(about)s became %(role)s."),
    _Kind.REMOVED: _("As requested, %(about)s was removed from the family and got a copy."),
    _Kind.CHILD_DELETED: _("As requested, %(about)s's diary was deleted."),
    _Kind.SHARE_LOCKED: LOCKED_LINK,
}
"""Sentences for events that no user caused: a waiting period ended, a link was locked."""

INHERITED = _("%(about)s became %(role)s, because there was no other owner.")
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
