"""The cache that the limits on log-in are counted in."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree

import pytest
from time_machine import TimeMachineFixture

from diary.cache import LockedFileCache


@pytest.fixture
def cache(tmp_path: Path) -> LockedFileCache:
    return LockedFileCache(str(tmp_path / "cache"), {})


def test_of_many_at_once_one_adds(cache: LockedFileCache, monkeypatch: pytest.MonkeyPatch) -> None:
    has_key = LockedFileCache.has_key

    def slow(self: LockedFileCache, *args: object) -> bool:
        found: bool = has_key(self, *args)
        time.sleep(0.01)  # the others look meanwhile
        return found

    monkeypatch.setattr(LockedFileCache, "has_key", slow)
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda n: cache.add("key", n), range(8)))
    assert sum(added) == 1
    assert cache.get("key") == added.index(True)


def test_what_has_expired_is_added_anew(cache: LockedFileCache) -> None:
    assert cache.add("key", 1, timeout=0.01)
    time.sleep(0.02)
    assert cache.add("key", 2)


def test_the_folder_may_be_thrown_away(cache: LockedFileCache, tmp_path: Path) -> None:
    rmtree(tmp_path / "cache")
    assert cache.add("key", 1)


def test_what_has_expired_goes_also_when_nobody_asks_for_it(
    cache: LockedFileCache, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-03-10", tick=False)
    for key, timeout in [("a", 60), ("b", 61), ("c", None)]:
        cache.set(key, key, timeout)
    time_machine.shift(60.5)
    cache.remove_expired()
    assert (len(cached(cache)), cache.get("b"), cache.get("c")) == (2, "b", "c")


def test_what_a_killed_process_left_behind_goes_after_an_hour(cache: LockedFileCache) -> None:
    old, new = (cache.lock_path.with_name(name) for name in ("tmpold", "tmpnew"))
    for file in (old, new, cache.lock_path):
        file.touch()
    for file in (old, cache.lock_path):
        os.utime(file, (time.time() - 3601,) * 2)
    cache.remove_expired()
    assert [file.exists() for file in (old, new, cache.lock_path)] == [False, True, True]


@pytest.mark.parametrize("content", [b"", b"\0" * 100], ids=["empty", "noughts"])
def test_what_cannot_be_read_goes(cache: LockedFileCache, content: bytes) -> None:
    cache.set("key", 1)
    (file,) = cached(cache)
    file.write_bytes(content)
    cache.remove_expired()
    assert cached(cache) == []


def test_an_empty_place_is_tidied_too(cache: LockedFileCache, tmp_path: Path) -> None:
    rmtree(tmp_path / "cache")
    cache.remove_expired()
    assert cached(cache) == []


def cached(cache: LockedFileCache) -> list[Path]:
    return list(cache.lock_path.parent.glob("*.djcache"))
