"""The age format: other tools can read it, and damage is detected."""

from __future__ import annotations

import random
import re
from io import BytesIO

import pytest
from pyrage import DecryptError
from pyrage import passphrase as theirs

from tracker.backup import age
from tracker.backup.problems import BackupProblem

SECRET = "correct horse battery"
CHUNK = age.CHUNK
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5]


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def sealed(data: bytes, step: int = 10_000) -> bytes:
    out = BytesIO()
    writer = age.Writer(out, SECRET)
    for start in range(0, len(data), step):
        writer.write(data[start : start + step])
    writer.finish()
    return out.getvalue()


def opened(data: bytes, passphrase: str = SECRET, step: int = 7_777) -> bytes:
    reader = age.Reader(BytesIO(data), passphrase)
    return b"".join(iter(lambda: reader.read(step), b""))


@pytest.mark.parametrize("size", SIZES)
def test_what_is_written_can_be_read_here_and_elsewhere(size: int) -> None:
    data = noise(size)
    file = sealed(data)
    assert opened(file) == data
    assert theirs.decrypt(file, SECRET) == data


def test_a_read_gives_as_much_as_was_asked_for() -> None:
    reader = age.Reader(BytesIO(sealed(noise(3 * CHUNK))), SECRET)
    assert [len(reader.read(2 * CHUNK)) for _ in range(3)] == [2 * CHUNK, CHUNK, 0]


def test_two_files_with_the_same_content_share_nothing() -> None:
    first, second = sealed(b"same"), sealed(b"same")
    salts = {re.search(rb"scrypt (\S+)", file)[1] for file in (first, second)}
    assert len(salts) == 2
    assert first[-20:] != second[-20:]


def test_the_work_of_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert re.search(rb"^-> scrypt \S+ 17$", sealed(b""), re.MULTILINE)


def test_wrong_passphrase() -> None:
    with pytest.raises(BackupProblem, match="does not open this backup"):
        opened(sealed(b"abc"), "correct horse batterz")


def test_every_flipped_bit_of_a_short_file_is_found() -> None:
    file = sealed(b"a diary")
    for place in range(len(file)):
        for bit in range(8):
            with pytest.raises(BackupProblem):
                opened(flipped(file, place, bit))


def test_flipped_bits_of_a_long_file_are_found() -> None:
    file = sealed(noise(3 * CHUNK + 100))
    places = random.Random(5)
    for place in [len(file) - 1, *(places.randrange(len(file)) for _ in range(100))]:
        with pytest.raises(BackupProblem):
            opened(flipped(file, place, place % 8))


def flipped(file: bytes, place: int, bit: int) -> bytes:
    return file[:place] + bytes([file[place] ^ 1 << bit]) + file[place + 1 :]


def test_a_file_that_asks_for_gigabytes_is_refused() -> None:
    with pytest.raises(BackupProblem, match=r"^This backup is damaged"):
        opened(sealed(b"a diary").replace(b" 1\n", b" 21\n"))


@pytest.mark.parametrize("size", [0, 5, CHUNK, 2 * CHUNK, 2 * CHUNK + 5])
def test_a_file_that_was_cut_off_is_found(size: int) -> None:
    file = sealed(noise(size))
    header = file.index(b"\n---") + 49
    starts = range(header + 16, len(file), CHUNK + age.TAG)
    lengths = {*range(header + 20), *starts, *(start + age.TAG for start in starts), len(file) - 1}
    for length in lengths - {len(file)}:
        with pytest.raises(BackupProblem):
            opened(file[:length])


def test_pieces_in_another_order_are_found() -> None:
    file = sealed(noise(2 * CHUNK + 5))
    start = file.index(b"\n---") + 49 + 16
    ends = start + CHUNK + age.TAG, start + 2 * (CHUNK + age.TAG)
    first, second, rest = file[start : ends[0]], file[ends[0] : ends[1]], file[ends[1] :]
    assert opened(file[:start] + first + second + rest) == noise(2 * CHUNK + 5)
    for wrong in (second + first + rest, first + rest, first + second + rest + rest, first + first):
        with pytest.raises(BackupProblem):
            opened(file[:start] + wrong)


def test_an_empty_last_piece_behind_others_is_not_taken() -> None:
    out = BytesIO()
    writer = age.Writer(out, SECRET)
    out.write(writer._cipher.encrypt(noise(CHUNK), is_last=False))
    out.write(writer._cipher.encrypt(b"", is_last=True))
    with pytest.raises(BackupProblem):
        opened(out.getvalue())


HEADERS = {
    "another version": (rb"/v1\n", rb"/v2\n"),
    "lines of Windows": (rb"\n", rb"\r\n"),
    "no work": (rb" 1\n", rb" 0\n"),
    "work with a nought": (rb" 1\n", rb" 01\n"),
    "work with a sign": (rb" 1\n", rb" +1\n"),
    "work in hex": (rb" 1\n", rb" 0x1\n"),
    "no work at all": (rb" 1\n", rb"\n"),
    "one more word": (rb" 1\n", rb" 1 1\n"),
    "capitals": (rb"scrypt", rb"SCRYPT"),
    "no salt": (rb"scrypt \S+", rb"scrypt"),
    "a short salt": (rb"scrypt \S\S\S\S", rb"scrypt "),
    "a padded salt": (rb"(scrypt \S+)", rb"\1=="),
    "a second key": (rb"(-> scrypt.*?\n.*?\n)", rb"\1\1"),
    "a key for another": (rb"(-> scrypt.*?\n.*?\n)", rb"\1-> X25519 abc\nabc\n"),
    "no sum": (rb"--- \S+", rb"---"),
    "a space behind the sum": (rb"(--- \S+)", rb"\1 "),
}


@pytest.mark.parametrize(("pattern", "new"), HEADERS.values(), ids=HEADERS.keys())
def test_a_header_that_is_not_as_it_should_be(pattern: bytes, new: bytes) -> None:
    file = re.sub(pattern, new, sealed(b"a diary"), count=1)
    with pytest.raises(BackupProblem, match=r"^This backup is damaged"):
        opened(file)
    with pytest.raises(DecryptError):
        theirs.decrypt(file, SECRET)
