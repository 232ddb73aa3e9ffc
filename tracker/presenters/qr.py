"""An address as a picture that a phone's camera reads."""

from __future__ import annotations

import segno


def qr_picture(address: str) -> str:
    """A drawing to be named as the source of a picture. Dark on light also where the page is dark:
    some cameras read no other.
    """
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_data_uri(scale=6, border=3, dark="#2f2a27", light="#ffffff"))
