"""A diary with its pictures in a zip: written the same each time, and looked at before use."""

import io
import random
import stat
import struct
import warnings
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from PIL import Image

from tests.factories import drawn_jpeg
from tests.interchange.documents import TODAY, as_bytes, document, problems, with_entry
from tests.interchange.strategies import diaries
from tests.interchange.zips import (
    LARGE,
    PHOTOS,
    PICTURES,
    SMALL,
    diary,
    problems_of_zip,
    with_member,
    zipped,
)
from tracker.domain.diary_reader import InMemoryDiary
from tracker.domain.photos.pictures import is_large_picture, is_picture, small_file
from tracker.domain.records import Photo
from tracker.interchange import DiaryZip, archive, is_zip, read_diary, write_zip

ENTRY = "concerns[0].entries[0]"


def read(data: bytes) -> DiaryZip:
    return DiaryZip(io.BytesIO(data))


def write(diary, pictures=PICTURES) -> tuple[bytes, list[str]]:
    def content(name: str) -> bytes:
        if name not in pictures:
            raise FileNotFoundError
        return pictures[name]

    out = io.BytesIO()
    missing = write_zip(out, InMemoryDiary(diary), content)
    return out.getvalue(), missing


# What is right


@pytest.mark.parametrize("packed", [False, True], ids=["stored", "packed"])
def test_reading(packed):
    zip = read(zipped(packed=packed))
    found = zip.diary(TODAY, for_import=True)
    (entry,) = found.concerns[0].entries
    assert entry.photos == (
        Photo("photos/a.jpg", "chin", "close", "by the window"),
        Photo("photos/b.jpg"),
    )
    assert [tuple(picture) for picture in zip.pictures(found)] == [
        ("photos/a.jpg", LARGE, SMALL, 80, 60),
        ("photos/b.jpg", LARGE, SMALL, 80, 60),
    ]


def test_a_zip_without_photos():
    data = zipped({**dict.fromkeys(PICTURES), "diary.json": as_bytes(document())})
    assert problems_of_zip(data) == []


def test_folders_among_the_files_do_no_harm():
    assert problems_of_zip(with_member("photos/")) == []


def test_what_was_read_is_written_as_the_same_bytes():
    found = read(zipped()).diary(TODAY)
    first, missing = write(found)
    again = read(first).diary(TODAY, for_import=True)
    assert missing == []
    assert again == found
    assert write(again) == (first, [])


def test_a_zip_tells_neither_when_nor_where_it_was_written(time_machine):
    found = read(zipped()).diary(TODAY)
    time_machine.move_to("2026-11-20T12:00+00:00", tick=False)
    first, _ = write(found)
    time_machine.move_to("2027-01-01T01:00+00:00", tick=False)
    assert write(found)[0] == first
    with ZipFile(io.BytesIO(first)) as file:
        members = file.infolist()
    assert [member.filename for member in members] == [*PICTURES, "diary.json"]
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.external_attr >> 16 for member in members} == {stat.S_IFREG | 0o600}


def test_a_photo_without_its_file_is_left_out_and_named():
    found = read(zipped()).diary(TODAY)
    for gone in ("photos/a.jpg", "photos/a-small.jpg"):
        data, missing = write(found, {k: v for k, v in PICTURES.items() if k != gone})
        assert missing == ["photos/a.jpg"]
        (entry,) = read(data).diary(TODAY, for_import=True).concerns[0].entries
        assert entry.photos == (Photo("photos/b.jpg"),)


@settings(max_examples=20)
@given(diaries())
def test_any_diary_is_the_same_in_a_zip_and_alone(diary):
    data, _ = write(diary)
    with ZipFile(io.BytesIO(data)) as file:
        alone = file.read("diary.json")
    assert read(data).diary(TODAY, for_import=True) == read_diary(alone, TODAY)


def test_a_zip_is_known_by_its_first_bytes():
    assert is_zip(zipped())
    assert is_zip(b"PK\5\6" + bytes(18))
    assert not is_zip(b'{"format": "milkspot-diary"}')
    assert not is_zip(b"")


def test_to_be_looked_at_only_needs_no_pictures():
    data = zipped({"photos/a.jpg": b"", "photos/b.jpg": None})
    assert problems_of_zip(data, for_import=False) == []


# Photos in the diary


@pytest.mark.parametrize(
    ("photo", "problem"),
    [
        ({}, ".file: missing"),
        ({"file": 5}, ".file: must be text, not 5"),
        ({"file": ""}, ".file: must not be empty"),
        ({"file": "photos/c.jpg"}, ".file: photos/c.jpg is not in the .zip file"),
        ({"file": "photos/b.jpg"}, ".file: photos/b.jpg is named twice"),
        *(
            (
                {"file": name},
                f".file: \"{name}\" is not the file name of a photo; use photos/NAME.jpg",
            )
            for name in (
                "a.jpg",
                "/photos/a.jpg",
                "photos/../a.jpg",
                "photos//a.jpg",
                "photos/a.png",
                "photos/a-small.jpg",
                "photos/.jpg",
                "photos/a.jpg ",
                "photos/é.jpg",
                "photos/a/b/c/d.jpg",
            )
        ),
        ({"file": "photos/a.jpg", "site": "moon"}, '.site: unknown site "moon"'),
        (
            {"file": "photos/a.jpg", "view": "far"},
            '.view: must be one of "", "whole", "middle", "close", not "far"',
        ),
        (
            {"file": "photos/a.jpg", "caption": "c" * 201},
            ".caption: 201 characters; the limit is 200",
        ),
        ({"file": "photos/a.jpg", "date": "2026-03-01"}, ".date: unknown key"),
    ],
)  # fmt: skip
def test_a_photo_that_is_wrong(photo, problem):
    data = zipped({"diary.json": diary(photo, {"file": "photos/b.jpg"})})
    lines = problems_of_zip(data)
    mine = [line for line in lines if line.startswith(f"{ENTRY}.photos")]
    if "twice" in problem:
        assert mine == [f"{ENTRY}.photos[1]{problem}"]
    else:
        assert mine[0] == f"{ENTRY}.photos[0]{problem}"


def test_pictures_that_are_missing_or_too_many_are_all_named():
    data = zipped({"photos/a-small.jpg": None, "photos/b.jpg": None, "photos/2026/c.jpg": LARGE})
    assert problems_of_zip(data) == [
        "photos/2026/c.jpg: no entry names this photo",
        f"{ENTRY}.photos[0].file: photos/a-small.jpg is not in the .zip file",
        f"{ENTRY}.photos[1].file: photos/b.jpg is not in the .zip file",
    ]


def test_too_many_photos_of_one_entry():
    names = [f"photos/{n}.jpg" for n in range(101)]
    pictures = dict.fromkeys(names, LARGE) | {small_file(name): SMALL for name in names}
    data = zipped(
        {
            **dict.fromkeys(PICTURES),
            "diary.json": diary(*({"file": name} for name in names)),
            **pictures,
        }
    )
    assert problems_of_zip(data) == [f"{ENTRY}.photos: 101 photos; the limit is 100"]


def test_a_diary_that_comes_alone_cannot_bring_photos():
    assert problems(with_entry(photos=PHOTOS)) == []
    assert problems(with_entry(photos=PHOTOS), for_import=True) == [
        f"{ENTRY}.photos: photos can only be imported from a .zip file that has their files"
    ]


def test_problems_of_the_diary_and_of_the_pictures_come_together():
    wrong = with_entry(photos=PHOTOS, date="2027-01-01")
    data = zipped({"diary.json": as_bytes(wrong), "photos/b.jpg": b"GIF89a"})
    assert problems_of_zip(data) == [
        f"{ENTRY}.date: 2027-01-01 is after today",
        "photos/b.jpg: not a JPEG photo",
    ]


# Pictures that are not what they claim


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


def jpeg(mode: str = "RGB", size: tuple[int, int] = (8, 8), **given) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, "JPEG", **given)
    return out.getvalue()


def with_segment(marker: int, body: bytes, at: int = 20) -> bytes:
    """The picture with a segment behind its JFIF header."""
    segment = bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body
    return LARGE[:at] + segment + LARGE[at:]


def exif() -> Image.Exif:
    tags = Image.Exif()
    tags[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    return tags


MORE = "it has more than the photo, such as where it was taken"
DAMAGED = "a damaged photo"
WRONG_PICTURES = {
    "empty": (b"", "not a JPEG photo"),
    "PNG": (png(), "not a JPEG photo"),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0", "not a JPEG photo"),
    "HTML": (b"<!doctype html><script>alert(1)</script>", "not a JPEG photo"),
    "GPS": (jpeg(exif=exif()), MORE),
    "XMP": (with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), MORE),
    "a colour profile": (jpeg(icc_profile=b"profile"), MORE),
    "a comment": (jpeg(comment=b"Iris, 12 High Street"), MORE),
    "Photoshop's segment": (with_segment(0xED, b"Photoshop 3.0\0"), MORE),
    "a JFIF thumbnail": (
        LARGE[:4] + b"\0\x13" + LARGE[6:18] + b"\1\1" + b"\0\0\0" + LARGE[20:],
        MORE,
    ),
    "a second JFIF header": (with_segment(0xE0, LARGE[6:20]), MORE),
    "a JFIF extension": (with_segment(0xE0, b"JFXX\0\x10"), MORE),
    "a script behind it": (LARGE + b"<script>alert(1)</script>", "there is more data after"),
    "another picture behind it": (LARGE + LARGE, "there is more data after the photo"),
    "cut off": (LARGE[:-100], DAMAGED),
    "its head alone": (LARGE[:200], DAMAGED),
    "without its end": (LARGE[:-2], DAMAGED),
    "nothing but its ends": (b"\xff\xd8\xff\xd9", DAMAGED),
    "a segment beyond the end": (LARGE[:20] + b"\xff\xdb\xff\xff", DAMAGED),
    "a segment of no length": (LARGE[:20] + b"\xff\xdb\0\0" + LARGE[20:], DAMAGED),
    "an unknown compression": (LARGE.replace(b"\xff\xc0", b"\xff\xc9"), MORE),
    "too wide": (jpeg(size=(2001, 2)), "2001 × 2 pixels; at most 2000 on the longer side"),
    "too high": (jpeg(size=(2, 2001)), "2 × 2001 pixels; at most 2000 on the longer side"),
    "a 4-gigapixel claim": (
        LARGE.replace(struct.pack(">HH", 60, 80), struct.pack(">HH", 65500, 65500), 1),
        DAMAGED,
    ),
    "for a printer": (jpeg("CMYK"), MORE),
}


@pytest.mark.parametrize(("data", "sentence"), WRONG_PICTURES.values(), ids=WRONG_PICTURES)
def test_a_picture_that_is_not_what_it_claims(data, sentence):
    (line,) = problems_of_zip(zipped({"photos/b.jpg": data}))
    place, _, said = line.partition(": ")
    assert place == "photos/b.jpg"
    assert sentence in said


def test_the_small_one_is_small():
    data = zipped({"photos/b-small.jpg": drawn_jpeg((481, 10))})
    assert problems_of_zip(data) == [
        "photos/b-small.jpg: 481 × 10 pixels; at most 480 on the longer side"
    ]


@pytest.mark.parametrize(
    "data",
    [
        jpeg(size=(2000, 2000)),
        jpeg(size=(1, 1)),
        jpeg("L"),
        jpeg(progressive=True),
        jpeg(optimize=True),
        jpeg(size=(300, 300), restart_marker_blocks=4),
        jpeg(subsampling="4:4:4", quality=95),
    ],
    ids=["largest", "smallest", "grey", "progressive", "optimised", "restarts", "fine"],
)
def test_plain_pictures(data):
    assert problems_of_zip(zipped({"photos/b.jpg": data})) == []


def test_noise_at_full_size_is_not_too_large():
    noise = Image.frombytes("RGB", (2000, 2000), random.Random(1).randbytes(12_000_000))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=85, subsampling="4:2:0")
    assert problems_of_zip(zipped({"photos/b.jpg": out.getvalue()})) == []


@pytest.mark.parametrize("seed", range(4))
def test_spoiled_pictures_are_told_or_taken_and_never_break_anything(seed):
    chance = random.Random(seed)
    for _ in range(100):
        data = bytearray(LARGE)
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(data))
            data[start : start + chance.choice([0, 1, 1, 2, 30])] = chance.randbytes(
                chance.choice([0, 1, 2])
            )
        lines = problems_of_zip(zipped({"photos/b.jpg": bytes(data)}))
        assert len(lines) <= 1


# Zips that are not what they claim


@pytest.mark.parametrize(
    "name",
    [
        "../photos/a.jpg",
        "photos/../../etc/passwd",
        "/etc/passwd",
        "C:\\photos\\a.jpg",
        "photos\\c.jpg",
        "photos/c.jpg\0.php",
        "photos/c.html",
        "photos/.hidden.jpg",
        "__MACOSX/photos/._a.jpg",
        "diary.json/",
        "../",
        "Diary.json",
        "",
        "p" * 60_000,
    ],
)
def test_names_that_lead_elsewhere(name):
    info = ZipInfo("x")
    info.filename = info.orig_filename = name
    out = io.BytesIO(zipped())
    with ZipFile(out, "a") as file:
        file.writestr(info, b"")
    (line,) = problems_of_zip(out.getvalue())
    assert line.endswith(": neither diary.json nor a photo; use photos/NAME.jpg")
    assert line.isprintable()
    assert len(line) < 200


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_only_plain_files(kind):
    data = with_member("photos/c.jpg", b"/etc/passwd", external_attr=(kind | 0o777) << 16)
    assert problems_of_zip(data) == ["photos/c.jpg: not a plain file"]


def test_an_encrypted_file():
    data = bytearray(with_member("photos/c.jpg", LARGE))
    central = data.rfind(b"PK\1\2")
    data[central + 8] |= 1
    assert problems_of_zip(bytes(data)) == ["photos/c.jpg: encrypted"]


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_a_rare_way_of_packing(method):
    data = with_member("photos/c.jpg", LARGE, compress_type=method)
    assert problems_of_zip(data) == ["photos/c.jpg: packed in an unknown way"]


@pytest.mark.parametrize("name", ["photos/a.jpg", "diary.json"])
def test_a_name_twice(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = with_member(name, LARGE)
    assert problems_of_zip(data) == [f"{name}: in the .zip file twice"]


def test_no_diary_in_it():
    assert problems_of_zip(zipped({"diary.json": None})) == ["diary.json: missing"]
    assert problems_of_zip(b"PK\5\6" + bytes(18)) == ["diary.json: missing"]


def packed_zeros(name: str, size: int) -> bytes:
    return with_member(name, bytes(size), compress_type=ZIP_DEFLATED)


def test_a_bomb():
    assert problems_of_zip(packed_zeros("photos/c.jpg", 7_000_000)) == [
        "photos/c.jpg: compressed too much to be what it says"
    ]
    assert problems_of_zip(packed_zeros("photos/c.jpg", 8_000_001)) == [
        "photos/c.jpg: larger than 8 MB"
    ]


def test_a_diary_that_is_a_bomb():
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("diary.json", bytes(20_000_001))
    assert problems_of_zip(out.getvalue()) == ["diary.json: larger than 20 MB"]


def test_a_file_that_says_it_is_smaller_than_it_is():
    """No more is read than it said, and what is cut off is no right file."""
    data = bytearray(packed_zeros("photos/c.jpg", 7_000_000))
    central = data.rfind(b"PK\1\2")
    data[central + 24 : central + 28] = struct.pack("<I", 1000)
    assert "photos/c.jpg: cannot be unpacked" in problems_of_zip(bytes(data))


def test_files_that_share_their_bytes():
    """As in a bomb that unpacks the same kernel again and again."""
    data = bytearray(zipped())
    members = ZipFile(io.BytesIO(bytes(data))).infolist()
    start = data.find(b"PK\1\2")
    first = members[1]
    for member in members[1:]:
        at = data.find(b"PK\1\2", start)
        at = data.find(member.filename.encode(), at) - 46
        data[at + 16 : at + 28] = struct.pack("<III", first.CRC, 10 * len(data), first.file_size)
    assert "document: its files overlap" in problems_of_zip(bytes(data))


def test_together_too_large(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED_SIZE", 1000)
    assert problems_of_zip(zipped()) == ["document: larger than 0 GB when unpacked"]


def test_too_many_files(monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILES", 4)
    assert problems_of_zip(zipped()) == ["document: 5 files; the limit is 4"]


def test_a_directory_that_would_fill_the_memory(monkeypatch):
    monkeypatch.setattr(archive, "_MAX_READ", 200)
    assert problems_of_zip(zipped()) == ["document: not a .zip file, or a damaged one"]


def test_a_damaged_file_is_named_with_all_else():
    data = bytearray(zipped({"photos/b.jpg": b"GIF"}))
    at = data.find(SMALL)
    data[at + 100] ^= 0xFF
    assert problems_of_zip(bytes(data)) == [
        "photos/a-small.jpg: cannot be unpacked",
        "photos/b.jpg: not a JPEG photo",
    ]


def test_a_damaged_diary_is_named_with_all_else():
    data = bytearray(zipped({"photos/b.jpg": b"GIF"}))
    data[data.find(b"milkspot-diary")] ^= 0xFF
    assert problems_of_zip(bytes(data)) == [
        "diary.json: cannot be unpacked",
        "photos/b.jpg: not a JPEG photo",
    ]


@pytest.mark.parametrize("cut", [4, 100, 2000, -1, -30])
def test_a_zip_that_was_cut_off(cut):
    assert problems_of_zip(zipped()[:cut]) == ["document: not a .zip file, or a damaged one"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("packed", [False, True], ids=["stored", "packed"])
def test_spoiled_zips_are_told_or_read_and_never_break_anything(seed, packed):
    chance = random.Random(seed)
    original = zipped(packed=packed)
    directory = original.find(b"PK\1\2")
    told = 0
    for _ in range(150):
        data = bytearray(original)
        for _ in range(chance.randint(1, 3)):
            start = chance.choice(
                [chance.randrange(len(data)), chance.randrange(directory, len(data))]
            )
            data[start : start + 1] = chance.randbytes(chance.choice([0, 1, 1, 1, 2]))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            lines = problems_of_zip(bytes(data))
        assert all(line.isprintable() for line in lines)
        told += bool(lines)
    assert told > 75


@pytest.mark.parametrize(
    ("name", "is_one", "is_large"),
    [
        ("photos/a.jpg", True, True),
        ("photos/2026-03-01/a_b-C9.jpg", True, True),
        ("photos/a-small.jpg", True, False),
        ("photos/a/b/c.jpg", True, True),
        ("photos/a.jpg\n", False, False),
        ("photos/a.b.jpg", False, False),
        ("photos/..jpg", False, False),
        ("x/photos/a.jpg", False, False),
    ],
)
def test_names_of_pictures(name, is_one, is_large):
    assert (is_picture(name), is_large_picture(name)) == (is_one, is_large)
