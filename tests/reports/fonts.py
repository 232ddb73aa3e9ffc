"""A font that a test draws, so that no test depends on the fonts of the machine."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph


def only_this_system_font(folder: Path, text: str) -> Path:
    """A configuration for FONTCONFIG_FILE: the system has one font, with the letters of the text.

    Each letter is drawn as a box.
    """
    fonts = folder / "fonts"
    fonts.mkdir()
    draw_font(fonts / "boxes.ttf", text)
    configuration = folder / "fonts.conf"
    configuration.write_text(f"<fontconfig><dir>{fonts}</dir></fontconfig>")
    return configuration


def draw_font(path: Path, text: str) -> None:
    letters = {ord(letter): f"u{ord(letter):X}" for letter in text}
    names = [".notdef", *dict.fromkeys(letters.values())]
    font = FontBuilder(unitsPerEm=1000)
    font.setupGlyphOrder(names)
    font.setupCharacterMap(letters)
    font.setupGlyf(dict.fromkeys(names, _box()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    font.setupHorizontalHeader(ascent=900, descent=-100)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes"})
    font.setupOS2(sTypoAscender=900, sTypoDescender=-100)
    font.setupPost()
    font.save(path)


def _box() -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
