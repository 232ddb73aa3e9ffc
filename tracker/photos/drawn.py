"""Draws the photos of the sample diary."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter

from tracker.domain.sample.photos import Drawing
from tracker.photos.process import CleanPhoto, in_two_sizes

SIDE = 480
"""Pixels; a drawing is square. Small, so that the sample opens quickly."""

MM = 10
"""Pixels of a millimetre on the drawn ruler."""


def draw(drawing: Drawing) -> CleanPhoto:
    """Returns the same picture for the same drawing."""
    image = Image.new("RGB", (SIDE, SIDE), drawing.skin)
    pencil = ImageDraw.Draw(image)
    for height in drawing.creases:
        box = (-SIDE * 0.3, SIDE * height, SIDE * 1.3, SIDE * (height + 0.4))
        pencil.arc(box, 200, 340, fill=_darker(drawing.skin), width=4)
    for mark in drawing.marks:
        x, y, radius = (SIDE * part for part in (mark.x, mark.y, mark.radius))
        pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=mark.colour)
    image = image.filter(ImageFilter.BoxBlur(2))
    if drawing.has_ruler:
        _draw_ruler(ImageDraw.Draw(image))
    return in_two_sizes(image)


def _draw_ruler(pencil: ImageDraw.ImageDraw) -> None:
    """Draws a ruler of whole millimetres, with a number each ten."""
    top = SIDE - 6 * MM
    pencil.rectangle((0, top, SIDE, SIDE), fill="#f4ecd2")
    for number in range(SIDE // MM):
        x = MM * (number + 1)
        length = 3 if number % 10 == 0 else 2 if number % 5 == 0 else 1
        pencil.line((x, top, x, top + length * MM), fill="#222222", width=2)
        if number % 10 == 0:
            pencil.text((x + 4, top + 2 * MM), str(number // 10), fill="#222222", font_size=18)


def _darker(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red * 4 // 5, green * 4 // 5, blue * 4 // 5
