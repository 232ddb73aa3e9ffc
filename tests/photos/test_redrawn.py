"""What is taken in comes out upright, in the right size and colours, and as nothing but pixels."""

import struct
import threading
from datetime import date, time
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from tests.photos.drawn import (
    KINDS,
    NEAR,
    SKIN,
    difference,
    opened,
    picture,
    png,
    saved,
)
from tests.photos.profiles import ADOBE, P3, grey_in_srgb, grey_profile, rgb_profile, to_srgb
from tracker.photos import CleanPhoto, process_photo

EXIF, GPS = 0x8769, 0x8825
ORIENTATION, MAKER, MODEL, TAKEN = 0x0112, 0x010F, 0x0110, 0x9003


def taken(data: bytes) -> CleanPhoto:
    return process_photo(BytesIO(data))


def exif_bytes(**taken: object) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(EXIF).update({TAKEN: taken["taken"]})
    return exif.tobytes()


# Kinds and sizes


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_out_as_two_jpegs(kind):
    photo = taken(saved(picture((960, 640)), kind))

    assert (photo.width, photo.height) == opened(photo.large).size == (960, 640)
    assert difference(opened(photo.large), picture((960, 640))) <= NEAR
    assert opened(photo.small).size == (480, 320)
    assert difference(opened(photo.small), picture((480, 320))) <= NEAR


@pytest.mark.parametrize(
    ("size", "large", "small"),
    [
        pytest.param((4032, 3024), (2000, 1500), (480, 360), id="a phone's"),
        pytest.param((3024, 4032), (1500, 2000), (360, 480), id="on end"),
        pytest.param((2001, 1000), (2000, 1000), (480, 240), id="hardly too large"),
        pytest.param((300, 200), (300, 200), (300, 200), id="never made larger"),
        pytest.param((1, 1), (1, 1), (1, 1), id="one pixel"),
        pytest.param((9000, 3), (2000, 1), (480, 1), id="a line"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_sizes(kind, size, large, small):
    photo = taken(saved(Image.new("RGB", size, SKIN), kind))

    assert opened(photo.large).size == (photo.width, photo.height) == large
    assert opened(photo.small).size == small


def test_a_large_picture_is_joined_from_its_cells():
    image = picture((4999, 3333))

    photo = taken(saved(image, "PNG", compress_level=1))

    assert difference(opened(photo.large), image.resize((2000, 1333))) <= NEAR


def test_of_a_moving_picture_the_first():
    others = [Image.new("RGB", (192, 128), "black")]
    for kind in ("PNG", "WEBP"):
        photo = taken(saved(picture(), kind, save_all=True, append_images=others))
        assert difference(opened(photo.large), picture()) <= NEAR, kind


def test_several_at_once():
    files = [saved(picture((640, 448)), kind) for kind in KINDS] * 3
    photos: list[CleanPhoto | None] = [None] * len(files)

    def work(at: int) -> None:
        photos[at] = taken(files[at])

    threads = [threading.Thread(target=work, args=(at,)) for at in range(len(files))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert photos == [taken(file) for file in files]


# Which way is up: how a picture is stored when its orientation says that it is so

STORED = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_upright_by_what_the_camera_noted(kind, orientation):
    stored = picture()
    for turn in STORED[orientation]:
        stored = stored.transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation

    photo = taken(saved(stored, kind, exif=exif))

    for data in (photo.large, photo.small):
        assert difference(opened(data), picture()) <= NEAR


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("quarters", range(4))
def test_upright_by_what_heif_says(quarters, mirrored):
    stored = picture()
    if mirrored:
        stored = stored.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for _ in range(quarters):
        stored = stored.transpose(Image.Transpose.ROTATE_270)
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # phones note it beside; it is not to be turned twice

    photo = taken(saved(stored, "HEIC", quarters=quarters, mirrored=mirrored, exif=exif.tobytes()))

    assert difference(opened(photo.large), picture()) <= NEAR


# Nothing but pixels

SECRET = b"SECRET"
PLAIN = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}  # JFIF, tables, frame, tables, pixels


def segments(data: bytes) -> set[int]:
    found, at = set(), 2
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return found | {0xDA}


def telltale_exif() -> bytes:
    exif = Image.Exif()
    exif[MAKER], exif[MODEL] = "SECRET maker", "SECRET camera"
    exif[0x013B], exif[0x8298], exif[0x010E] = "SECRET artist", "SECRET owner", "SECRET text"
    exif.get_ifd(EXIF).update(
        {TAKEN: "2026:03:10 03:12:45", 0x927C: b"SECRET maker note", 0xA431: "SECRET serial"}
    )
    exif.get_ifd(GPS).update(
        {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 0.0), 29: "SECRET"}
    )
    thumbnail = saved(Image.new("RGB", (16, 16)), "JPEG", comment=b"SECRET thumbnail")
    return exif.tobytes() + thumbnail


def telltale(kind: str) -> bytes:
    exif, xmp = telltale_exif(), b"<x:xmpmeta>SECRET place</x:xmpmeta>"
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + b"SECRET"
    if kind == "JPEG":
        data = saved(picture(), kind, exif=exif, xmp=xmp, icc_profile=icc, comment=b"SECRET words")
        press = b"Photoshop 3.0\x00" + b"SECRET press data"
        return (
            data[:2] + b"\xff\xed" + struct.pack(">H", len(press) + 2) + press + data[2:] + SECRET
        )
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "SECRET plain")
        text.add_itxt("XML:com.adobe.xmp", "SECRET xmp")
        text.add(b"prVt", b"SECRET own")
        return saved(picture(), kind, exif=exif, icc_profile=icc, pnginfo=text) + SECRET
    if kind == "HEIC":
        return saved(picture(), kind, exif=exif, xmp=xmp, icc=icc)
    return saved(picture(), kind, exif=exif, xmp=xmp, icc_profile=icc)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_pixels_is_left(kind):
    sent = telltale(kind)
    assert sent.count(SECRET) >= 3

    photo = taken(sent)

    assert photo.taken_on == date(2026, 3, 10)
    for data in (photo.large, photo.small):
        assert SECRET not in data
        assert segments(data) == PLAIN
        assert data.index(b"\xff\xd9") == len(data) - 2
        image = opened(data)
        assert dict(image.getexif()) == {}
        assert set(image.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_script_behind_a_jpeg_is_left_behind():
    photo = taken(saved(picture(), "JPEG") + b"<script>alert(1)</script><?php system('id') ?>")

    assert b"script" not in photo.large + photo.small
    assert b"php" not in photo.large + photo.small


# When it was taken


@pytest.mark.parametrize(
    ("noted", "day", "at"),
    [
        ("2026:03:10 03:12:45", date(2026, 3, 10), time(3, 12, 45)),
        ("2026-03-10T03:12:45", date(2026, 3, 10), time(3, 12, 45)),
        ("2026:03:10 03:12", date(2026, 3, 10), time(3, 12)),
        ("2026:03:10", date(2026, 3, 10), None),
        ("2026:03:10 25:61:00", date(2026, 3, 10), None),
        ("2026:02:30 03:12:45", None, None),
        ("0000:00:00 00:00:00", None, None),
        ("    :  :     :  :  ", None, None),
        ("yesterday", None, None),
        ("", None, None),
        ("2099:01:01 00:00:00", date(2099, 1, 1), time(0, 0)),
    ],
)
def test_when_it_was_taken(noted, day, at):
    photo = taken(saved(picture(), "JPEG", exif=exif_bytes(taken=noted)))

    assert (photo.taken_on, photo.taken_at) == (day, at)


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_note_no_date(kind):
    photo = taken(saved(picture(), kind))

    assert (photo.taken_on, photo.taken_at) == (None, None)


def test_the_day_of_a_later_change_is_not_when_it_was_taken():
    exif = Image.Exif()
    exif[0x0132] = "2026:03:10 03:12:45"

    assert taken(saved(picture(), "JPEG", exif=exif)).taken_on is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
@pytest.mark.filterwarnings("ignore")  # as a server does; here they would be errors
def test_broken_notes_are_no_reason_to_refuse(kind):
    broken = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x69\x87\4\0" * 5

    photo = taken(saved(picture(), kind, exif=broken))

    assert difference(opened(photo.large), picture()) <= NEAR


# Colours


def colour_of(data: bytes) -> tuple[int, int, int]:
    photo = taken(data)
    large, small = (opened(it).getpixel((8, 8)) for it in (photo.large, photo.small))
    assert all(abs(one - other) <= 1 for one, other in zip(large, small, strict=True))
    return large


def assert_near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    assert all(abs(a - b) <= 3 for a, b in zip(colour, wanted, strict=True)), (colour, wanted)


def plain(mode: str, colour: object, size: int = 64) -> Image.Image:
    return Image.new(mode, (size, size), colour)


@pytest.mark.parametrize("space", [ADOBE, P3], ids=["adobe", "p3"])
@pytest.mark.parametrize("kind", KINDS)
def test_colours_of_a_camera_stay_what_they_entry_like(kind, space):
    icc = {"icc" if kind == "HEIC" else "icc_profile": rgb_profile(space)}
    shown = to_srgb(SKIN, space)
    assert max(abs(a - b) for a, b in zip(shown, SKIN, strict=True)) > 5

    assert_near(colour_of(saved(plain("RGB", SKIN), kind, **icc)), shown)


def test_a_grey_profile():
    data = saved(plain("L", 100), "PNG", icc_profile=grey_profile(1.5))

    assert_near(colour_of(data), grey_in_srgb(100, 1.5))


@pytest.mark.parametrize(
    "profile",
    [b"nonsense", rgb_profile(ADOBE)[:200], grey_profile(1.5)],
    ids=["nonsense", "cut off", "for another kind"],
)
def test_a_profile_that_says_nothing_is_ignored(profile):
    assert_near(colour_of(saved(plain("RGB", SKIN), "JPEG", icc_profile=profile)), SKIN)


def sixteen_bits(colour: int, *values: int) -> bytes:
    row = struct.pack(f">{len(values)}H", *(value * 257 for value in values)) * 64
    return png((64, 64), [row] * 64, depth=16, colour=colour)


def palette(transparent: object) -> bytes:
    image = plain("P", 1)
    image.putpalette([0, 0, 0, *SKIN])
    return saved(image, "PNG", **({} if transparent is None else {"transparency": transparent}))


WHITE = (255, 255, 255)
HALF_WHITE = tuple((value + 255) // 2 for value in SKIN)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        pytest.param(saved(plain("CMYK", (0, 60, 90, 30)), "JPEG"), (225, 172, 146), id="cmyk"),
        pytest.param(saved(plain("L", 100), "JPEG"), (100, 100, 100), id="grey"),
        pytest.param(saved(plain("1", 1), "PNG"), WHITE, id="black and white"),
        pytest.param(saved(plain("LA", (100, 255)), "PNG"), (100, 100, 100), id="grey, alpha"),
        pytest.param(saved(plain("RGBA", (*SKIN, 255)), "PNG"), SKIN, id="opaque"),
        pytest.param(saved(plain("RGBA", (*SKIN, 128)), "PNG"), HALF_WHITE, id="half seen through"),
        pytest.param(saved(plain("RGBA", (*SKIN, 0)), "PNG"), WHITE, id="seen through"),
        pytest.param(saved(plain("RGBA", (*SKIN, 128)), "WEBP"), HALF_WHITE, id="webp, alpha"),
        pytest.param(palette(None), SKIN, id="palette"),
        pytest.param(palette(1), WHITE, id="palette, seen through"),
        pytest.param(palette(b"\xff\x80"), HALF_WHITE, id="palette, half seen through"),
        pytest.param(saved(plain("RGB", SKIN), "PNG", transparency=SKIN), WHITE, id="one colour"),
        pytest.param(sixteen_bits(0, 100), (100, 100, 100), id="16 bits, grey"),
        pytest.param(sixteen_bits(2, *SKIN), SKIN, id="16 bits"),
        pytest.param(sixteen_bits(4, 100, 255), (100, 100, 100), id="16 bits, grey, alpha"),
        pytest.param(sixteen_bits(6, *SKIN, 128), HALF_WHITE, id="16 bits, alpha"),
    ],
)
def test_every_way_of_storing_colour(data, wanted):
    assert_near(colour_of(data), wanted)
