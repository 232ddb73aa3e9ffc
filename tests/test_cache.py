"""The cache that the limits on log-in are counted in."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree

import pytest

from diary.cache import Files


@pytest.fixture
def cache(tmp_path: Path) -> Files:
    return Files(str(tmp_path / "cache"), {})


def test_of_many_at_once_one_adds(cache: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    has_key = Files.has_key

    def slow(self: Files, *args: object) -> bool:
        found: bool = has_key(self, *args)
        time.sleep(0.01)  # the others look meanwhile
        return found

    monkeypatch.setattr(Files, "has_key", slow)
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda n: cache.add("key", n), range(8)))
    assert sum(added) == 1
    assert cache.get("key") == added.index(True)


def test_what_has_expired_is_added_anew(cache: Files) -> None:
    assert cache.add("key", 1, timeout=0.01)
    time.sleep(0.02)
    assert cache.add("key", 2)


def test_the_folder_may_be_thrown_away(cache: Files, tmp_path: Path) -> None:
    rmtree(tmp_path / "cache")
    assert cache.add("key", 1)
