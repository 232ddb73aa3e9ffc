"""What a page says."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse


def text_of(page: HttpResponse | str) -> str:
    """Its words without the markup, in one line."""
    html = page if isinstance(page, str) else page.content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def notices_of(page: HttpResponse) -> list[str]:
    """What each notice says, its button or link last."""
    html = page.content.decode()
    found = re.findall(r'<div class="notice notice-\w+" role="status">(.*?)</div>', html, re.S)
    return [text_of(notice).strip() for notice in found]


def undo_address(page: HttpResponse) -> str:
    """Where the page's one undo button goes."""
    (address,) = re.findall(r'form="notice-form" formaction="([^"]+)"', page.content.decode())
    return address
