"""QR codes. Dark on white in dark mode too: cameras want it so."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno

LOOK: dict[str, Any] = {"scale": 6, "border": 3, "dark": "#2f2a27", "light": "#ffffff"}


def svg(text: str) -> str:
    """A document of its own."""
    document = BytesIO()
    _code(text).save(document, kind="svg", **LOOK)
    return document.getvalue().decode()


def data_uri(text: str) -> str:
    """For the src of an image."""
    return str(_code(text).svg_data_uri(**LOOK))


def drawing(text: str) -> str:
    """To be set into white paper, which is its border."""
    document = BytesIO()
    _code(text).save(document, kind="svg", xmldecl=False, omitsize=True, border=0)
    return document.getvalue().decode()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)
