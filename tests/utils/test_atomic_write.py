"""A file that is written whole and for good, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tracker.utils.atomic_write import atomic_write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder


def test_it_has_its_name_when_all_of_it_is_on_the_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _: flushed.append(os.listdir(folder)))
    with atomic_write(folder / "one") as file:
        file.write(b"all of it")
        (draft,) = os.listdir(folder)
    assert flushed == [[draft], ["one"]]  # the file before it gets its name, the folder after
    assert (folder / "one").read_bytes() == b"all of it"
    assert stat.S_IMODE((folder / "one").stat().st_mode) == 0o600


def write(path: Path, *, fail: bool = False, meanwhile: bytes = b"", replace: bool = True) -> None:
    with atomic_write(path, replace=replace) as file:
        file.write(b"mine")
        if meanwhile:
            path.write_bytes(meanwhile)
        if fail:
            raise KeyboardInterrupt


def test_when_the_writing_fails_what_was_there_stays(folder: Path) -> None:
    (folder / "one").write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write(folder / "one", fail=True)
    assert os.listdir(folder) == ["one"]
    assert (folder / "one").read_bytes() == b"before"


def test_what_may_not_be_replaced_stays(folder: Path) -> None:
    (folder / "one").write_bytes(b"before")
    with pytest.raises(FileExistsError):
        write(folder / "one", replace=False)
    assert (folder / "one").read_bytes() == b"before"


def test_what_came_meanwhile_stays_too(folder: Path) -> None:
    with pytest.raises(FileExistsError):
        write(folder / "one", meanwhile=b"another", replace=False)
    assert os.listdir(folder) == ["one"]
    assert (folder / "one").read_bytes() == b"another"
