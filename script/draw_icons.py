"""Draws the icons of the home screen from their SVG with Chromium. Run by script/icons."""

from __future__ import annotations

import os
import shutil
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ICONS = Path(__file__).parent.parent / "tracker" / "static" / "tracker" / "icons"

DRAWN = {
    "icon-192.png": ("app.svg", 192),
    "icon-512.png": ("app.svg", 512),
    "maskable-512.png": ("maskable.svg", 512),
    "monochrome-512.png": ("monochrome.svg", 512),
    "touch-180.png": ("maskable.svg", 180),
    "log-96.png": ("log.svg", 96),
    "photo-96.png": ("photo.svg", 96),
}


def draw(browser: Browser, source: Path, size: int) -> bytes:
    page = browser.new_page(viewport={"width": size, "height": size})
    picture = b64encode(source.read_bytes()).decode()
    page.set_content(
        f'<body style="margin: 0"><img width="{size}" height="{size}" style="display: block"'
        f' src="data:image/svg+xml;base64,{picture}">'
    )
    page.evaluate("() => document.images[0].decode()")
    drawn = page.screenshot(omit_background=True)
    page.close()
    return drawn


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (source, size) in DRAWN.items():
            (ICONS / name).write_bytes(draw(browser, ICONS / source, size))
        browser.close()


if __name__ == "__main__":
    main()
