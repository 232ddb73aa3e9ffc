"""The tar file inside a backup: others can open it, and nothing in it can be changed unseen."""

from __future__ import annotations

import random
import tarfile
from io import BytesIO

import pytest

from tracker.backup.archive import ArchiveWriter, read_archive
from tracker.backup.problems import BackupProblem

FILES = {
    "photos/3f/0123456789.jpg": bytes(range(256)) * 7,
    "photos/3f/empty.jpg": b"",
    "database.sqlite3": b"x" * 512,
    "manifest.json": b"{}",
}


def archive(files: dict[str, bytes] = FILES) -> bytes:
    out = BytesIO()
    writer = ArchiveWriter(out, 1_700_000_000)
    for name, content in files.items():
        writer.add(name, len(content), BytesIO(content))
    writer.seal()
    return out.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    return {name: b"".join(pieces) for name, pieces in read_archive(BytesIO(data))}


def tar(*members: tarfile.TarInfo, mode: int = tarfile.USTAR_FORMAT) -> bytes:
    """As somebody else might write it."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=mode) as file:
        for member in members:
            file.addfile(member, BytesIO(bytes(member.size)))
    return out.getvalue()


def member(name: str, **fields: object) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def test_what_is_written_can_be_read_here_and_elsewhere() -> None:
    data = archive()
    assert read(data) == FILES
    with tarfile.open(fileobj=BytesIO(data)) as file:
        there = {info.name: file.extractfile(info).read() for info in file}
        assert {info.mtime for info in file} == {1_700_000_000, 0}
    assert there.pop("sha256") == data[-1536:-1471]
    assert there == FILES


def test_what_nobody_reads_counts_as_well() -> None:
    data = archive()
    assert [name for name, _pieces in read_archive(BytesIO(data))] == list(FILES)
    broken = data.replace(b"x" * 512, b"x" * 511 + b"y")
    with pytest.raises(BackupProblem, match="damaged"):
        list(read_archive(BytesIO(broken)))


def test_a_flipped_bit_is_found_wherever_it_is() -> None:
    data, chance = archive(), random.Random(7)
    for place in range(len(data)):
        wrong = bytearray(data)
        wrong[place] ^= 1 << chance.randrange(8)
        with pytest.raises(BackupProblem):
            read(bytes(wrong))


def test_an_end_that_is_missing_or_too_much_is_found() -> None:
    data = archive()
    for length in range(0, len(data), 97):
        with pytest.raises(BackupProblem, match="damaged or cut off"):
            read(data[:length])
    for wrong in (data[:-1], data + b"\0", data + data):
        with pytest.raises(BackupProblem, match="damaged or cut off"):
            read(wrong)


def test_a_size_below_nought_ends() -> None:
    data = tar(member("a"))
    size = b"\xff" * 11 + b"\xfb"  # as tar writes -5
    header = bytearray(data[:512])
    header[124:136] = size
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    with pytest.raises(BackupProblem, match="damaged"):
        read(bytes(header) + data[512:])


@pytest.mark.parametrize(
    "hostile",
    [
        member("../evil.jpg"),
        member("photos/../../evil.jpg"),
        member("/etc/passwd"),
        member("photos//evil.jpg"),
        member("photos/.hidden"),
        member("photos\\evil.jpg"),
        member("C:evil.jpg"),
        member("photos/e vil.jpg"),
        member("photos/evil.jpg\n"),
        member("link", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        member("link", type=tarfile.LNKTYPE, linkname="photos/a.jpg"),
        member("folder", type=tarfile.DIRTYPE),
        member("device", type=tarfile.CHRTYPE),
        member("sparse", type=tarfile.GNUTYPE_SPARSE),
    ],
    ids=lambda info: info.name,
)
def test_a_name_that_leads_elsewhere_is_refused(hostile: tarfile.TarInfo) -> None:
    with pytest.raises(BackupProblem, match="could lead elsewhere"):
        read(tar(hostile))


@pytest.mark.parametrize("format", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_names_that_tar_writes_aside_are_refused(format: int) -> None:
    with pytest.raises(BackupProblem, match="could lead elsewhere"):
        read(tar(member("photos/" + "a" * 200), mode=format))


def test_the_same_name_twice_is_refused() -> None:
    out = BytesIO()
    writer = ArchiveWriter(out, 0)
    for content in (b"1", b"2"):
        writer.add("manifest.json", 1, BytesIO(content))
    writer.seal()
    with pytest.raises(BackupProblem, match="damaged"):
        read(out.getvalue())


@pytest.mark.parametrize("name", ["../evil", "", "/a", "a/", "größe", "a b"])
def test_a_file_is_written_under_a_plain_name_only(name: str) -> None:
    with pytest.raises(BackupProblem, match="no name for a file"):
        ArchiveWriter(BytesIO(), 0).add(name, 0, BytesIO())


@pytest.mark.parametrize("size", [2, 4])
def test_a_file_that_changes_while_it_is_read_is_told(size: int) -> None:
    with pytest.raises(BackupProblem, match="changed while it was being read"):
        ArchiveWriter(BytesIO(), 0).add("a", size, BytesIO(b"abc"))
