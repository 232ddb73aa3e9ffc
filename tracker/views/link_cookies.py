"""What opens a link, where browsers keep it. The database has only hashes of it.

The parent's browser keeps the address and the code for the page of that one link, so that they
can be shown again; a doctor's keeps that it was let in. It is the same with invitations: the
owner's browser keeps what it shows, that of who was invited what it opened. No cookie is sent to
any other page, and each ends with its link.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tracker.models import Child, Family, Invitation, Share
from tracker.sharing import Secrets, matches_secrets, new_secrets
from tracker.utils.tokens import hash_of, new_token

PARENTS_COOKIE = "milkspot_link"
DOCTORS_COOKIE = "milkspot_shared"
OWNERS_COOKIE = "milkspot_invitation"
INVITED_COOKIE = "milkspot_invited"


# In the form that makes the link: sent twice, it makes the same one


def sealed_secrets(child: Child) -> str:
    """New secrets, to be handed back by the form of this child."""
    made = new_secrets()
    return _seal(child).sign_object([made.token, made.code])


def unsealed(sealed: str, child: Child) -> Secrets:
    """Those of the form; new ones where they were not made here."""
    try:
        return Secrets(*_seal(child).unsign_object(sealed))
    except signing.BadSignature:
        return new_secrets()


def sealed_token(family: Family) -> str:
    """The same for an invitation into this family."""
    return _seal(family).sign_object(new_token()[0])


def unsealed_token(sealed: str, family: Family) -> str:
    try:
        return str(_seal(family).unsign_object(sealed))
    except signing.BadSignature:
        return new_token()[0]


def _seal(owner: Child | Family) -> signing.Signer:
    return signing.Signer(salt=f"tracker.link.form.{owner._meta.model_name}.{owner.pk}")


# In the parent's browser


def keep_secrets(
    response: HttpResponse, share: Share, share_secrets: Secrets, now: datetime
) -> None:
    """The code only where the link asks for one."""
    code = share_secrets.code if share.code_hash else ""
    response.set_cookie(
        PARENTS_COOKIE,
        f"{share_secrets.token}.{code}",
        max_age=share.expires_at - now,
        path=_parents_page(share),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def kept_secrets(request: HttpRequest, share: Share) -> Secrets | None:
    """None on another device, and where the cookie is not of this link."""
    token, _, code = request.COOKIES.get(PARENTS_COOKIE, "").partition(".")
    kept = Secrets(token, code)
    return kept if matches_secrets(share, kept) else None


def forget_secrets(response: HttpResponse, share: Share) -> None:
    response.delete_cookie(PARENTS_COOKIE, path=_parents_page(share), samesite="Strict")


def _parents_page(share: Share) -> str:
    return reverse("share_show", args=[share.child_id, share.uuid])


# In the doctor's browser


def set_access_cookie(response: HttpResponse, share: Share, now: datetime) -> None:
    response.set_signed_cookie(
        DOCTORS_COOKIE,
        str(share.uuid),
        salt=DOCTORS_COOKIE,
        max_age=share.expires_at - now,
        path=reverse("shared", args=[share.uuid]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def has_access_cookie(request: HttpRequest, share: Share) -> bool:
    uuid = request.get_signed_cookie(DOCTORS_COOKIE, default="", salt=DOCTORS_COOKIE)
    return uuid == str(share.uuid)


# Of an invitation, in the browser of the owner who made it


def keep_invitation(
    response: HttpResponse, invitation: Invitation, token: str, now: datetime
) -> None:
    response.set_cookie(
        OWNERS_COOKIE,
        token,
        max_age=invitation.expires_at - now,
        path=_owners_page(invitation),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def kept_invitation(request: HttpRequest, invitation: Invitation) -> str:
    """The token; empty on another device, and where the cookie is not of this invitation."""
    token = request.COOKIES.get(OWNERS_COOKIE, "")
    return token if hash_of(token) == invitation.token_hash else ""


def forget_invitation(response: HttpResponse, invitation: Invitation) -> None:
    response.delete_cookie(OWNERS_COOKIE, path=_owners_page(invitation), samesite="Strict")


def _owners_page(invitation: Invitation) -> str:
    return reverse("invitation_show", args=[invitation.family_id, invitation.pk])


# Of an invitation, in the browser of who was invited, also while they log in


def set_invitation_cookie(
    response: HttpResponse, invitation: Invitation, token: str, now: datetime
) -> None:
    response.set_cookie(
        INVITED_COOKIE,
        token,
        max_age=invitation.expires_at - now,
        path=reverse("invitation"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def invitation_from_cookie(request: HttpRequest) -> str:
    return request.COOKIES.get(INVITED_COOKIE, "")


def delete_invitation_cookie(response: HttpResponse) -> None:
    response.delete_cookie(INVITED_COOKIE, path=reverse("invitation"), samesite="Lax")
