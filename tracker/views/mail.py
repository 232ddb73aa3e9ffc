"""What people are told by mail, where the server sends any.

A letter names no child and nothing of a diary. One that cannot be sent stops nobody.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Family, Member, PendingRemoval
from tracker.presenters.shares import moment_text
from tracker.queries.membership import members_of
from tracker.views.addresses import absolute


def tell_of_removal(request: HttpRequest, removal: PendingRemoval, now: datetime) -> None:
    """``now`` in the family's time zone."""
    what = {
        PendingRemoval.Kind.CHILD: _("The diary of a child is to be deleted."),
        PendingRemoval.Kind.FAMILY: _("The family is to be deleted, with all of its diaries."),
        PendingRemoval.Kind.OWNER_LEAVES_OFFICE: _("Somebody who owns it is to own it no longer."),
    }[PendingRemoval.Kind(removal.kind)]
    due = moment_text(removal.due_at, now)
    by = removal.asked_by.shown_name if removal.asked_by else ""
    _tell_owners(request, removal.family, {"what": what, "by": by, "due": due})


def tell_of_new_owner(request: HttpRequest, member: Member) -> None:
    what = _("Somebody else owns it from now on: %(who)s.") % {"who": member.user.shown_name}
    _tell_owners(request, member.family, {"what": what, "by": "", "due": ""})


def send_invitation(request: HttpRequest, email: str, address: str, by: str) -> None:
    """To whoever has this mail address, which is used for nothing else."""
    get_adapter(request).send_mail("people/email/invitation", email, {"address": address, "by": by})


def _tell_owners(request: HttpRequest, family: Family, said: dict[str, str]) -> None:
    if not settings.SENDS_MAIL:
        return
    context = {**said, "address": absolute(request, reverse("people", args=[family.pk]))}
    for owner in members_of(family).filter(role=Member.Role.OWNER):
        get_adapter(request).send_mail("people/email/told", owner.user.email, context)
