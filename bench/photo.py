"""Compares processing a photo with the bare image operations on it.

    python bench/photo.py [PHOTO...]

Draws a photo of 12 megapixels, and alternately processes it and only decodes, resizes twice and
encodes twice with the same settings. Prints both medians and their ratio; exits with 1 if the ratio
is above 1.25. Also prints the median for each photo given as an argument (a HEIC, say).
"""

import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image, ImageDraw, ImageFilter

from tracker.photos import process_photo
from tracker.photos.process import LARGE, QUALITY, SMALL

ROUNDS = 15
AT_MOST = 1.25


def drawn() -> bytes:
    """Draw skin with spots and the noise of a small sensor, at a phone's resolution."""
    size = (4032, 3024)
    image = Image.new("RGB", size, (214, 164, 142))
    draw = ImageDraw.Draw(image)
    for n in range(300):
        x, y, r = n * 739 % size[0], n * 421 % size[1], 20 + n % 90
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(150 + n % 70, 70 + n % 50, 60 + n % 40))
    noise = Image.merge("RGB", [Image.effect_noise(size, 60) for _ in range(3)])
    image = Image.blend(image, noise, 0.25).filter(ImageFilter.GaussianBlur(0.8))
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:10 03:12:00"
    out = BytesIO()
    image.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def bare(photo: bytes) -> None:
    image = Image.open(BytesIO(photo), formats=("JPEG",))
    large_size = (LARGE, round(LARGE * image.height / image.width))
    small_size = (SMALL, round(SMALL * image.height / image.width))
    image.draft(None, large_size)
    large = image.resize(large_size, Image.Resampling.BICUBIC)
    small = large.resize(small_size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    for made in (large, small):
        made.save(BytesIO(), "JPEG", quality=QUALITY, subsampling="4:2:0")


def ours(photo: bytes) -> None:
    process_photo(BytesIO(photo))


def milliseconds(work: Callable[[bytes], None], photo: bytes) -> float:
    start = time.perf_counter()
    work(photo)
    return (time.perf_counter() - start) * 1000


def main() -> int:
    photo = drawn()
    times: dict[Callable[[bytes], None], list[float]] = {bare: [], ours: []}
    for _ in range(ROUNDS):
        for work, taken in times.items():
            taken.append(milliseconds(work, photo))
    least, whole = (statistics.median(taken[1:]) for taken in times.values())
    ratio = whole / least
    print(f"12-megapixel JPEG of {len(photo) / 1e6:.1f} MB, median of {ROUNDS - 1}")
    print(f"bare decode, two resizes, two encodes: {least:.0f} ms")
    print(f"taken in: {whole:.0f} ms, ratio {ratio:.2f} (at most {AT_MOST})")
    for name in sys.argv[1:]:
        other = Path(name).read_bytes()
        median = statistics.median(milliseconds(ours, other) for _ in range(5))
        print(f"{Path(name).name}, {len(other) / 1e6:.1f} MB: {median:.0f} ms")
    return ratio > AT_MOST


if __name__ == "__main__":
    sys.exit(main())
