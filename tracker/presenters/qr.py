"""An address as a picture that a phone's camera reads."""

from __future__ import annotations

from io import BytesIO

import segno


def qr_picture(address: str) -> str:
    """A drawing to be named as the source of a picture. Dark on light also where the page is dark:
    some cameras read no other.
    """
    return str(_code(address).svg_data_uri(scale=6, border=3, dark="#2f2a27", light="#ffffff"))


def qr_drawing(address: str) -> str:
    """The same as SVG for white paper, which is its border."""
    drawing = BytesIO()
    _code(address).save(drawing, kind="svg", xmldecl=False, omitsize=True, border=0)
    return drawing.getvalue().decode()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)
