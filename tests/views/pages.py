"""What a page says."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse


def text_of(page: HttpResponse | str) -> str:
    """Its words without the markup, in one line."""
    html = page if isinstance(page, str) else page.content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
