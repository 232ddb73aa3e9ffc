"""What opens a link, where browsers keep it. The database has only hashes of it.

The parent's browser keeps the address and the code for the page of that one link, so that they
can be shown again; a doctor's keeps that it was let in. Neither cookie is sent to any other page,
and both end with the link.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tracker.models import Child, Share
from tracker.sharing import Secrets, new_secrets, opens

PARENTS_COOKIE = "milkspot_link"
DOCTORS_COOKIE = "milkspot_shared"


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


def _seal(child: Child) -> signing.Signer:
    return signing.Signer(salt=f"tracker.share.form.{child.pk}")


# In the parent's browser


def keep_secrets(response: HttpResponse, share: Share, opened_by: Secrets, now: datetime) -> None:
    """The code only where the link asks for one."""
    code = opened_by.code if share.code_hash else ""
    response.set_cookie(
        PARENTS_COOKIE,
        f"{opened_by.token}.{code}",
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
    return kept if opens(share, kept) else None


def forget_secrets(response: HttpResponse, share: Share) -> None:
    response.delete_cookie(PARENTS_COOKIE, path=_parents_page(share), samesite="Strict")


def _parents_page(share: Share) -> str:
    return reverse("share_show", args=[share.child_id, share.uuid])


# In the doctor's browser


def let_in(response: HttpResponse, share: Share, now: datetime) -> None:
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


def is_let_in(request: HttpRequest, share: Share) -> bool:
    uuid = request.get_signed_cookie(DOCTORS_COOKIE, default="", salt=DOCTORS_COOKIE)
    return uuid == str(share.uuid)
