"""What a doctor's browser does, and who else might try."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import SECRETS, client_of, make_family, make_member, make_share
from tracker.models import Photo, Share
from tracker.sharing import new_secrets, revoke_share
from tracker.views.link_cookies import DOCTORS_COOKIE

DAY = date(2026, 5, 8)
LANDING = reverse("share_open", args=[SECRETS.token])
SIZES = ["large", "small"]


def set_access_cookie(
    client: Client, token: str = SECRETS.token, code: str = SECRETS.code
) -> Client:
    response = client.post(reverse("share_open", args=[token]), {"code": code})
    assert response.status_code == 302
    return client


def page_of(share: Share) -> str:
    return reverse("shared", args=[share.uuid])


def pdf_of(share: Share) -> str:
    return reverse("shared_pdf", args=[share.uuid])


def signed(share: Share, photo: Photo, size: str = "large") -> str:
    """Made as the page makes it, so that every test has an address that could open."""
    return Signer(salt=f"tracker.share.photo.{share.uuid}").sign(f"{photo.pk}-{size}")


def photo_address(share: Share, photo: Photo, size: str = "large") -> str:
    return reverse("shared_photo", args=[share.uuid, signed(share, photo, size)])


def pictures(html: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'<img src="([^"]*)"', html)]


def html_of(client: Client, share: Share) -> str:
    response = client.get(page_of(share))
    assert response.status_code == 200
    return response.content.decode()


def stored(photo: Photo, size: str = "large") -> bytes:
    with getattr(photo, size).open("rb") as file:
        return file.read()


def closed_page(**given: str) -> bytes:
    response = Client().post(LANDING, {"code": SECRETS.code, **given})
    assert response.status_code == 404
    assert not response.cookies
    return response.content


# What ends a link


def expired(share: Share) -> None:
    Share.objects.filter(pk=share.pk).update(
        made_at=timezone.now() - timedelta(days=14), expires_at=timezone.now()
    )


def revoked(share: Share) -> None:
    revoke_share(share=share, now=timezone.now(), by=share.made_by)


def locked(share: Share) -> None:
    Share.objects.filter(pk=share.pk).update(wrong_codes=5)


def deleted(share: Share) -> None:
    share.delete()


ENDS = [expired, revoked, deleted]
CLOSES = [*ENDS, locked]
"""``locked`` closes it to who has not opened it."""


# Who has not opened it


def nobody(share: Share) -> Client:
    return Client()


def family_member(share: Share) -> Client:
    return client_of(make_member(share.child.family))


def stranger(share: Share) -> Client:
    return client_of(make_member(make_family()))


def reader_of_another_link(share: Share) -> Client:
    secrets = new_secrets()
    make_share(share.child, secrets)
    return set_access_cookie(Client(), secrets.token, secrets.code)


def forger(share: Share) -> Client:
    client = Client()
    client.cookies[DOCTORS_COOKIE] = f"{share.uuid}:made:up"
    return client


def liar(share: Share) -> Client:
    client = Client()
    client.cookies[DOCTORS_COOKIE] = str(share.uuid)
    return client


OTHERS = [nobody, family_member, stranger, reader_of_another_link, forger, liar]
