"""The tar file of a backup: other tools can read it, and unsafe names are rejected."""

from __future__ import annotations

import tarfile
from io import BytesIO

import pytest

from tracker.backup.archive import new_archive, open_archive
from tracker.backup.problems import BackupProblem

FILES = {
    "photos/3f/0123456789.jpg": bytes(range(256)) * 7,
    "photos/3f/empty.jpg": b"",
    "database.sqlite3": b"x" * 512,
    "manifest.json": b"{}",
}


def archive(files: dict[str, bytes] = FILES) -> bytes:
    out = BytesIO()
    with new_archive(out, 1_700_000_000) as writer:
        for name, content in files.items():
            writer.add(name, BytesIO(content))
    return out.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    with open_archive(BytesIO(data)) as files:
        return {name: content.read() for name, content in files}


def tar(*members: tarfile.TarInfo) -> bytes:
    """Write a tar file with any member."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
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
        assert {info.name: file.extractfile(info).read() for info in file} == FILES
        assert {(info.mtime, info.mode) for info in file} == {(1_700_000_000, 0o600)}


def test_the_stream_is_read_to_its_end() -> None:
    """The end of the stream has the last authentication tag."""
    stream = BytesIO(archive() + bytes(100_000))
    with open_archive(stream) as files:
        assert [name for name, _content in files] == list(FILES)
    assert stream.read() == b""


@pytest.mark.parametrize("data", [b"", b"PK\3\4" + bytes(2000), archive()[:700]])
def test_what_is_no_tar_file_or_ends_inside_a_file_is_refused(data: bytes) -> None:
    with pytest.raises(BackupProblem, match="damaged or incomplete"):
        read(data)


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
    ],
    ids=lambda info: info.name,
)
def test_a_name_that_leads_elsewhere_is_refused(hostile: tarfile.TarInfo) -> None:
    with pytest.raises(BackupProblem, match="could write outside its folder"):
        read(tar(hostile))


def test_the_same_name_twice_is_refused() -> None:
    with pytest.raises(BackupProblem, match="damaged"):
        read(tar(member("manifest.json"), member("manifest.json")))


@pytest.mark.parametrize("name", ["../evil", "", "/a", "a/", "größe", "a b"])
def test_a_file_is_written_under_a_plain_name_only(name: str) -> None:
    with pytest.raises(BackupProblem, match="cannot hold a file named"):
        archive({name: b""})
