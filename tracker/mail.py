"""Mail to people, where the server sends any.

It needs no request: its addresses begin with PUBLIC_URL, without which no mail is sent, and it is
written in its receiver's language. It names no child and nothing of a diary. One that cannot be
sent stops nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tracker.models import Family, Member, PendingRemoval, User
from tracker.presenters.shares import moment_text
from tracker.queries.membership import owners_of

logger = logging.getLogger(__name__)

_REMOVALS = {
    PendingRemoval.Kind.CHILD: _("The diary of a child is to be deleted."),
    PendingRemoval.Kind.FAMILY: _("The family is to be deleted, with all of its diaries."),
    PendingRemoval.Kind.OWNERSHIP: _("Somebody who owns it is to own it no longer."),
}
_NEW_OWNER = _("Somebody else owns it from now on: {who}.")

_moment_text: Callable[[datetime, datetime], str] = lazy(moment_text, str)


def public_address(path: str) -> str:
    """The address under PUBLIC_URL for one of our paths."""
    return f"{settings.PUBLIC_URL}/{path.removeprefix(get_script_prefix())}"


def send(template: str, to: str, context: Mapping[str, object]) -> None:
    """Sends ``…_subject.txt`` and ``…_message.txt``, in the language that is active."""
    values = {**context, "home": settings.PUBLIC_URL}
    subject = render_to_string(f"{template}_subject.txt", values)
    body = render_to_string(f"{template}_message.txt", values)
    try:
        EmailMessage(" ".join(subject.split()), body.strip(), to=[to]).send()
    except OSError:
        logger.exception("A mail could not be sent.")


def send_invitation(*, email: str, token: str, by: User) -> None:
    """To whoever has this mail address, which is used for nothing else."""
    address = public_address(reverse("invitation_open", args=[token]))
    with translation.override(settings.LANGUAGE_CODE):
        send("family/people/email/invitation", email, {"address": address, "by": by.shown_name})


def tell_owners_of_removal(removal: PendingRemoval, now: datetime) -> None:
    """``now`` in the family's time zone."""
    by = removal.asked_by.shown_name if removal.asked_by else ""
    due = _moment_text(removal.due_at, now)
    _tell_owners(removal.family, _REMOVALS[PendingRemoval.Kind(removal.kind)], by=by, due=due)


def tell_owners_of_new_owner(member: Member) -> None:
    who = member.user.shown_name
    _tell_owners(member.family, format_lazy(_NEW_OWNER, who=who))


def _tell_owners(family: Family, what: object, by: str = "", due: str = "") -> None:
    """What is lazy is rendered in the language of each."""
    if not settings.SENDS_MAIL:
        return
    address = public_address(reverse("people", args=[family.pk]))
    context = {"what": what, "by": by, "due": due, "address": address}
    for owner in owners_of(family):
        with translation.override(_language_of(owner.user)):
            send("family/people/email/notice", owner.user.email, context)


def _language_of(_user: User) -> str:
    """Nobody chooses one yet."""
    return settings.LANGUAGE_CODE
