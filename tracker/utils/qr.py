"""QR codes. They are dark on white in dark mode too, since cameras need that."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno

STYLE: dict[str, Any] = {"scale": 6, "border": 3, "dark": "#2f2a27", "light": "#ffffff"}


def svg(text: str) -> str:
    """Returns a complete SVG document."""
    document = BytesIO()
    _code(text).save(document, kind="svg", **STYLE)
    return document.getvalue().decode()


def data_uri(text: str) -> str:
    """Returns a data URI, for the src of an image."""
    return str(_code(text).svg_data_uri(**STYLE))


def drawing(text: str) -> str:
    """Returns inline SVG without a border, to be placed on white."""
    document = BytesIO()
    _code(text).save(document, kind="svg", xmldecl=False, omitsize=True, border=0)
    return document.getvalue().decode()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)
