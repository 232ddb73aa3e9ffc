"""What a parent's browser does with links."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tracker.models import Child, Share
from tracker.sharing import open_share

USUAL = {"days": "14", "shows": "frozen", "code": "yes", "name": "short"}
"""What the form says when it is opened."""


def new_page(child: Child, query: str = "") -> str:
    return reverse("share_new", args=[child.pk]) + (f"?{query}" if query else "")


def sealed_in(page: HttpResponse) -> str:
    found = re.search(r'name="sealed" value="([^"]*)"', page.content.decode())
    assert found
    return unescape(found[1])


def make(client: Client, child: Child, query: str = "", **fields: str) -> Share:
    """Through the form, as a browser does it."""
    address = new_page(child, query)
    data = {**USUAL, "sealed": sealed_in(client.get(address)), **fields}
    response = client.post(address, data)
    share = Share.objects.latest("pk")
    assert response.status_code == 302
    assert response["Location"] == page_of(share)
    return share


def page_of(share: Share) -> str:
    return reverse("share_show", args=[share.child_id, share.uuid])


def list_of(child: Child) -> str:
    return reverse("shares", args=[child.pk])


def shown(client: Client, share: Share) -> tuple[str, str]:
    """The token and the code that the page shows; empty where it shows none."""
    html = client.get(page_of(share)).content.decode()
    token = re.search(r'data-copy="[^"]*/s/([^"/]*)/"', html)
    code = re.search(r"<strong>([0-9]{3} [0-9]{3})</strong>", html)
    return token[1] if token else "", code[1].replace(" ", "") if code else ""


def opens(token: str, code: str) -> bool:
    return open_share(token=token, code=code, now=timezone.now()).opened is not None


def pdf_address(share: Share) -> str:
    return reverse("share_pdf", args=[share.child_id, share.uuid])


def revoke(client: Client, share: Share) -> HttpResponse:
    return client.post(reverse("share_revoke", args=[share.child_id, share.uuid]))
