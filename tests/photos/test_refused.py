"""What is no picture of an allowed kind, or not whole, or too large, is refused with the reason."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.photos.drawn import (
    KINDS,
    jpeg_claiming,
    lossless_webp_claiming,
    picture,
    png,
    png_chunk,
    saved,
    webp_claiming,
)
from tests.photos.heic import heic
from tracker.photos import Rejected, process_photo

EMPTY = "This file is empty. Choose the photo again."
OTHER_KIND = (
    "This file isn't a photo that Milkspot can use. Choose a JPEG, PNG, WebP or HEIC photo."
)
DAMAGED = (
    "This photo is damaged, or only part of it arrived. Choose it again, or choose another one."
)
TOO_MANY_BYTES = "This file is larger than 25 MB. Choose a smaller one."
CLAIM = (20_000, 20_000)


def more_than(millions: int) -> str:
    return f"This photo has more than {millions} million pixels. Choose a smaller one."


def refusal(data: bytes) -> str:
    with pytest.raises(Rejected) as refused:
        process_photo(BytesIO(data))
    assert str(refused.value) == str(refused.value.reason)
    return str(refused.value)


def test_an_empty_file():
    assert refusal(b"") == EMPTY


class Endless:
    def __init__(self) -> None:
        self.asked = 0

    def read(self, size: int) -> bytes:
        self.asked += size
        return b"\xff\xd8\xff" + bytes(size - 3)


def test_a_file_too_large_is_not_read_to_its_end():
    source = Endless()

    with pytest.raises(Rejected, match="25 MB") as refused:
        process_photo(source)

    assert str(refused.value) == TOO_MANY_BYTES
    assert source.asked == 25 * 2**20 + 1


def test_a_file_of_just_the_size_is_taken():
    data = saved(picture(), "JPEG")

    process_photo(BytesIO(data + bytes(25 * 2**20 - len(data))))


AVIF = saved(picture(), "AVIF")
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) (r) file\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(EPS, id="eps"),
        pytest.param(b"\xc5\xd0\xd3\xc6" + bytes(28) + EPS, id="eps with a preview"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', id="svg"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", id="html"),
        pytest.param(b"It has been red since Monday.", id="text"),
        pytest.param(b"\0", id="one byte"),
        pytest.param(b"8BPS\0\1" + bytes(60), id="psd"),
        pytest.param(b"\0\0\0\x18ftypmp42" + bytes(60), id="a film"),
        pytest.param(b"RIFF\x24\0\0\0WAVEfmt " + bytes(60), id="a sound"),
        pytest.param(b"PK\3\4" + bytes(60), id="zip"),
        *(pytest.param(saved(picture(), kind), id=kind) for kind in ("GIF", "TIFF", "BMP", "ICO")),
        *(pytest.param(saved(picture(), kind), id=kind) for kind in ("PDF", "TGA", "PPM", "PCX")),
        pytest.param(saved(picture(), "JPEG2000"), id="JPEG2000"),
        pytest.param(AVIF, id="AVIF"),
        pytest.param(AVIF.replace(b"avif", b"avis", 1), id="an AVIF sequence"),
        pytest.param(AVIF.replace(b"avif", b"mif1", 1), id="AVIF by its second brand"),
    ],
)
def test_other_kinds(data):
    assert refusal(data) == OTHER_KIND


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.9])
@pytest.mark.parametrize("kind", KINDS)
def test_a_part_of_a_picture(kind, kept):
    data = saved(Image.effect_noise((192, 128), 80).convert("RGB"), kind)

    assert refusal(data[: int(len(data) * kept)]) == DAMAGED


@pytest.mark.parametrize(
    "start",
    [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypheic"],
    ids=["jpeg", "png", "webp", "heic"],
)
def test_a_good_start_and_nonsense(start):
    assert refusal(start + b"nonsense" * 100) == DAMAGED


def test_a_heic_that_is_no_smaller_than_it_says():
    assert refusal(heic(picture((640, 640)), claimed=(64, 64))) == DAMAGED


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(jpeg_claiming(CLAIM), more_than(200), id="jpeg"),
        pytest.param(png(CLAIM, [bytes(60_000)]), more_than(60), id="png"),
        pytest.param(png((2**31 - 1, 2**31 - 1), []), more_than(60), id="png, all it can"),
        pytest.param(webp_claiming(CLAIM), more_than(60), id="webp"),
        pytest.param(lossless_webp_claiming((10_000, 10_000)), more_than(18), id="webp, less"),
        pytest.param(heic(picture(), claimed=CLAIM), more_than(60), id="heic"),
        pytest.param(png((60_000, 1_001), []), more_than(60), id="a little too many"),
    ],
)
def test_a_claim_of_too_many_pixels(data, reason):
    assert refusal(data) == reason


@pytest.mark.parametrize("colour", [0, 2, 6])
def test_a_png_of_which_only_the_first_rows_are_there(colour):
    row = bytes(64 * {0: 1, 2: 3, 6: 4}[colour])

    assert refusal(png((64, 4000), [row] * 10, colour=colour)) == DAMAGED
    process_photo(BytesIO(png((64, 4000), [row] * 4000, colour=colour)))


def test_an_interlaced_png():
    """Seven passes, the first of one pixel in 64."""
    passes = [(1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4)]
    rows = [bytes(3 * width) for width, height in passes for _ in range(height)]
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 1)

    process_photo(BytesIO(drawn(header, rows)))
    assert refusal(drawn(header, rows[:-1])) == DAMAGED


def drawn(header: bytes, rows: list[bytes]) -> bytes:
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def test_a_line_longer_than_any_picture():
    assert refusal(png((70_000, 1), [bytes(210_000)])) == OTHER_KIND


def squeezed(megabytes: int) -> bytes:
    squeeze = zlib.compressobj(1)
    return b"".join(squeeze.compress(bytes(2**20)) for _ in range(megabytes)) + squeeze.flush()


@pytest.mark.parametrize(
    "chunk",
    [
        pytest.param((b"zTXt", b"Comment\0\0" + squeezed(100)), id="text"),
        pytest.param((b"iTXt", b"Comment\0\1\0\0\0" + squeezed(100)), id="international text"),
        pytest.param((b"iCCP", b"profile\0\0" + squeezed(100)), id="profile"),
        pytest.param((b"IHDR", struct.pack(">II", *CLAIM)), id="header"),
    ],
)
def test_a_png_with_a_bomb_in_it(chunk):
    assert refusal(png((8, 8), [bytes(24)] * 8, more=[chunk])) == DAMAGED
