"""What happened around a family's record, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tracker.models import FamilyEvent
from tracker.presenters.shares import moment_text

_Kind = FamilyEvent.Kind

BY_SOMEBODY = {
    _Kind.INVITED_OWNER: _("%(by)s invited %(about)s as an owner."),
    _Kind.INVITED_CAREGIVER: _("%(by)s invited %(about)s as a caregiver."),
    _Kind.INVITED_VIEWER: _("%(by)s invited %(about)s as a viewer."),
    _Kind.INVITATION_REVOKED: _("%(by)s took the invitation for %(about)s back."),
    _Kind.JOINED_OWNER: _("%(about)s came in as an owner."),
    _Kind.JOINED_CAREGIVER: _("%(about)s came in as a caregiver."),
    _Kind.JOINED_VIEWER: _("%(about)s came in as a viewer."),
    _Kind.BECAME_OWNER: _("%(by)s made %(about)s an owner."),
    _Kind.BECAME_CAREGIVER: _("%(by)s made %(about)s a caregiver."),
    _Kind.BECAME_VIEWER: _("%(by)s made %(about)s a viewer."),
    _Kind.REMOVED: _("%(by)s removed %(about)s."),
    _Kind.LEFT: _("%(about)s left, with a copy."),
    _Kind.PASSWORD_LINK: _("%(by)s made a link for a new password of %(about)s."),
    _Kind.SHARE_MADE: _("%(by)s made a link for the doctor about %(about)s."),
    _Kind.SHARE_REVOKED: _("%(by)s ended a link for the doctor about %(about)s."),
    _Kind.ASKED_OWNER: _("%(by)s asked that %(about)s is no owner any more."),
    _Kind.ASKED_CHILD: _("%(by)s asked that the diary of %(about)s is deleted."),
    _Kind.ASKED_FAMILY: _("%(by)s asked that the family “%(about)s” is deleted."),
    _Kind.CALLED_OFF: _("%(by)s called off what had been asked about %(about)s."),
    _Kind.CHILD_DELETED: _("%(by)s deleted the diary of %(about)s."),
}
"""A sentence for each kind of event."""

BY_ITSELF = {
    _Kind.BECAME_OWNER: _("%(about)s became an owner, since nobody else was one any more."),
    _Kind.BECAME_CAREGIVER: _("As was asked, %(about)s became a caregiver."),
    _Kind.BECAME_VIEWER: _("As was asked, %(about)s became a viewer."),
    _Kind.REMOVED: _("As was asked, %(about)s left the family, with a copy."),
    _Kind.CHILD_DELETED: _("As was asked, the diary of %(about)s was deleted."),
}
"""What nobody did in that moment: the days of waiting were over, or an owner had left."""


@dataclass(frozen=True)
class EventRow:
    at: str
    text: str


def event_row(event: FamilyEvent, now: datetime) -> EventRow:
    """``now`` in the family's time zone."""
    kind = _Kind(event.kind)
    sentences = BY_SOMEBODY if event.by_name else BY_ITSELF
    text = sentences[kind] % {"by": event.by_name, "about": event.about}
    return EventRow(moment_text(event.at, now), text)
