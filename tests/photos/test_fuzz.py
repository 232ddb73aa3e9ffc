"""A thousand files that nobody meant: each is taken in or refused, and nothing else happens."""

import random
from io import BytesIO

import pytest
from PIL import Image

from tests.photos.drawn import picture, saved
from tests.photos.heic import heic
from tests.photos.profiles import P3, rgb_profile
from tests.photos.test_redrawn import exif_bytes
from tracker.photos import CleanPhoto, Rejected, process_photo

ROUNDS = 100
EXTREMES = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\1")


def sound() -> dict[str, bytes]:
    image, icc = picture((64, 64)), rgb_profile(P3)
    exif = exif_bytes(taken="2026:03:10 03:12:45")
    seen_through = image.copy()
    seen_through.putalpha(100)
    indexed = image.quantize(8)
    more = {"exif": exif, "icc_profile": icc}
    return {
        "jpeg": saved(image, "JPEG", **more),
        "progressive": saved(image.convert("CMYK"), "JPEG", progressive=True),
        "png": saved(seen_through, "PNG", **more),
        "palette": saved(indexed, "PNG", transparency=b"\0\x80\xff"),
        "moving": saved(image, "PNG", save_all=True, append_images=[Image.new("RGB", (64, 64))]),
        "webp": saved(image, "WEBP", **more),
        "lossless": saved(seen_through, "WEBP", lossless=True),
        "heic": heic(image, exif=exif, icc=icc, quarters=1),
        "tiles": heic(image, tiles=(2, 2)),
    }


SOUND = sound()


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    header = min(len(data), 700)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(header if chance.random() < 0.7 else len(data))
        match chance.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                changed[at : at + 4] = chance.choice(EXTREMES)
            case 2:
                del changed[at : at + chance.randint(1, 40)]
            case 3:
                changed[at:at] = chance.randbytes(chance.randint(1, 40))
            case 4:
                other = chance.choice(list(SOUND.values()))
                changed[at : at + 60] = other[at : at + 60]
            case 5:
                del changed[at if at > 20 else len(changed) :]
        changed = changed or bytearray(b"\0")
    return bytes(changed)


@pytest.mark.parametrize("kind", SOUND)
@pytest.mark.filterwarnings("ignore")  # as a server does; here they would be errors
def test_mutated_files(kind):
    chance = random.Random(f"photos: {kind}")
    outcomes = {CleanPhoto: 0, Rejected: 0}
    for _ in range(ROUNDS):
        data = mutated(SOUND[kind], chance)
        try:
            outcome: object = process_photo(BytesIO(data))
        except Rejected as rejected:
            outcome = rejected
        outcomes[type(outcome)] += 1

    assert sum(outcomes.values()) == ROUNDS
    assert min(outcomes.values()) > 0


@pytest.mark.parametrize("start", [b"", *(data[:16] for data in SOUND.values())])
def test_random_bytes(start):
    chance = random.Random(f"random: {start!r}")
    for _ in range(20):
        with pytest.raises(Rejected):
            process_photo(BytesIO(start + chance.randbytes(chance.randint(1, 3000))))
