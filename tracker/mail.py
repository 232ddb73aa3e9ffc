"""Mail to users, if the server sends any.

Needs no request: addresses begin with PUBLIC_URL, without which no mail is sent, and the language
is the receiver's. A mail names no child and contains nothing of a diary. A failure to send is only
logged.
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
    PendingRemoval.Kind.CHILD: _("A child's diary will be deleted."),
    PendingRemoval.Kind.FAMILY: _("The family and all its diaries will be deleted."),
    PendingRemoval.Kind.OWNERSHIP: _("Someone will stop being an owner."),
}
_NEW_OWNER = _("There is a new owner: {who}.")
_LOCKED_LINK = _(
    "A link for the doctor was closed after five wrong codes. Anyone who had already opened it can"
    " still read it. If the doctor still needs a link, make a new one."
)

_moment_text: Callable[[datetime, datetime], str] = lazy(moment_text, str)


def public_address(path: str) -> str:
    """Returns the address under PUBLIC_URL of a path of this site."""
    return f"{settings.PUBLIC_URL}/{path.removeprefix(get_script_prefix())}"


def send(template: str, to: str, context: Mapping[str, object]) -> None:
    """Sends ``…_subject.txt`` and ``…_message.txt`` in the active language."""
    values = {**context, "home": settings.PUBLIC_URL}
    subject = render_to_string(f"{template}_subject.txt", values)
    body = render_to_string(f"{template}_message.txt", values)
    try:
        EmailMessage(" ".join(subject.split()), body.strip(), to=[to]).send()
    except OSError:
        logger.exception("A mail could not be sent.")


def send_invitation(*, email: str, token: str, by: User) -> None:
    """Sends an invitation to this address, which is used for nothing else."""
    address = public_address(reverse("invitation_open", args=[token]))
    with translation.override(settings.LANGUAGE_CODE):
        send("family/people/email/invitation", email, {"address": address, "by": by.shown_name})


def mail_owners_about_removal(removal: PendingRemoval, now: datetime) -> None:
    """Announces a removal to the owners. ``now`` must be in the family's time zone."""
    by = removal.asked_by.shown_name if removal.asked_by else ""
    due = _moment_text(removal.due_at, now)
    _mail_owners(removal.family, _REMOVALS[PendingRemoval.Kind(removal.kind)], by=by, due=due)


def mail_owners_about_new_owner(member: Member) -> None:
    """Tells the owners that the member became one."""
    who = member.user.shown_name
    _mail_owners(member.family, format_lazy(_NEW_OWNER, who=who))


def mail_owners_about_locked_link(family: Family) -> None:
    """Tells the owners that wrong codes closed a link for the doctor."""
    _mail_owners(family, _LOCKED_LINK)


def _mail_owners(family: Family, what: object, by: str = "", due: str = "") -> None:
    """Mails every owner; lazy texts are rendered in each one's language."""
    if not settings.SENDS_MAIL:
        return
    address = public_address(reverse("people", args=[family.pk]))
    context = {"what": what, "by": by, "due": due, "address": address}
    for owner in owners_of(family):
        with translation.override(owner.user.language_code):
            send("family/people/email/notice", owner.user.email, context)
