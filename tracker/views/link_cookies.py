"""Cookies with the secrets of share links and invitations. The database has only their hashes.

The browser of the parent who made a link stores its token and code, so that its page can show
them again; a doctor's browser stores that the link was opened. The same for invitations: the
owner's browser stores the token that it shows, the invited person's the token that was opened.
Each cookie is limited to the path of one page, and expires with its link.
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


def full_name(name: str) -> str:
    """Returns the name with the prefix that browsers accept over https only.

    ``__Host-`` would reach the whole host: each of these cookies is limited to a path.
    """
    return f"__Secure-{name}" if settings.SESSION_COOKIE_SECURE else name


# Signed secrets in the form that makes the link: posting it twice makes the same link


def signed_secrets(child: Child) -> str:
    """Returns new secrets, signed for the form of this child."""
    made = new_secrets()
    return _signer(child).sign_object([made.token, made.code])


def secrets_from_form(sealed: str, child: Child) -> Secrets:
    """Returns the secrets of the form, or new ones if their signature is invalid."""
    try:
        return Secrets(*_signer(child).unsign_object(sealed))
    except signing.BadSignature:
        return new_secrets()


def signed_token(family: Family) -> str:
    """Returns a new invitation token, signed for the form of this family."""
    return _signer(family).sign_object(new_token()[0])


def token_from_form(sealed: str, family: Family) -> str:
    """Returns the token of the form, or a new one if its signature is invalid."""
    try:
        return str(_signer(family).unsign_object(sealed))
    except signing.BadSignature:
        return new_token()[0]


def _signer(owner: Child | Family) -> signing.Signer:
    return signing.Signer(salt=f"tracker.link.form.{owner._meta.model_name}.{owner.pk}")


# In the parent's browser


def set_secrets_cookie(
    response: HttpResponse, share: Share, share_secrets: Secrets, now: datetime
) -> None:
    """Stores the token, and the code if the link requires one."""
    code = share_secrets.code if share.code_hash else ""
    response.set_cookie(
        full_name(PARENTS_COOKIE),
        f"{share_secrets.token}.{code}",
        max_age=share.expires_at - now,
        path=_parents_page(share),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def secrets_from_cookie(request: HttpRequest, share: Share) -> Secrets | None:
    """Returns None on another device, or if the cookie belongs to another link."""
    token, _, code = request.COOKIES.get(full_name(PARENTS_COOKIE), "").partition(".")
    secrets = Secrets(token, code)
    return secrets if matches_secrets(share, secrets) else None


def delete_secrets_cookie(response: HttpResponse, share: Share) -> None:
    response.delete_cookie(full_name(PARENTS_COOKIE), path=_parents_page(share), samesite="Strict")


def _parents_page(share: Share) -> str:
    return reverse("share_show", args=[share.child_id, share.uuid])


# In the doctor's browser


def set_access_cookie(response: HttpResponse, share: Share, now: datetime) -> None:
    response.set_signed_cookie(
        full_name(DOCTORS_COOKIE),
        str(share.uuid),
        salt=DOCTORS_COOKIE,
        max_age=share.expires_at - now,
        path=reverse("shared", args=[share.uuid]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def has_access_cookie(request: HttpRequest, share: Share) -> bool:
    uuid = request.get_signed_cookie(full_name(DOCTORS_COOKIE), default="", salt=DOCTORS_COOKIE)
    return uuid == str(share.uuid)


# An invitation, in the browser of the owner who made it


def set_owner_cookie(
    response: HttpResponse, invitation: Invitation, token: str, now: datetime
) -> None:
    response.set_cookie(
        full_name(OWNERS_COOKIE),
        token,
        max_age=invitation.expires_at - now,
        path=_owners_page(invitation),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def token_from_owner_cookie(request: HttpRequest, invitation: Invitation) -> str:
    """Returns the token; empty on another device, or if the cookie is another invitation's."""
    token = request.COOKIES.get(full_name(OWNERS_COOKIE), "")
    return token if hash_of(token) == invitation.token_hash else ""


def delete_owner_cookie(response: HttpResponse, invitation: Invitation) -> None:
    response.delete_cookie(
        full_name(OWNERS_COOKIE), path=_owners_page(invitation), samesite="Strict"
    )


def _owners_page(invitation: Invitation) -> str:
    return reverse("invitation_show", args=[invitation.family_id, invitation.pk])


# An invitation, in the browser of the invited person, also while they log in


def set_invitation_cookie(
    response: HttpResponse, invitation: Invitation, token: str, now: datetime
) -> None:
    response.set_cookie(
        full_name(INVITED_COOKIE),
        token,
        max_age=invitation.expires_at - now,
        path=reverse("invitation"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def invitation_from_cookie(request: HttpRequest) -> str:
    return request.COOKIES.get(full_name(INVITED_COOKIE), "")


def delete_invitation_cookie(response: HttpResponse) -> None:
    response.delete_cookie(full_name(INVITED_COOKIE), path=reverse("invitation"), samesite="Lax")
