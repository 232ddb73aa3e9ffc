"""tidy: what was deleted long ago goes; files without an owner are listed, and may be cleared."""

from __future__ import annotations

import io
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command

from tests.factories import make_child, make_concern, make_day_note, make_entry, make_photo
from tracker.daily_tasks import run_daily_tasks
from tracker.models import DayNote, Photo

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LOST = [f"ab/{'0' * 30}.jpg", f"cd/{'1' * 30}.jpg"]


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def photo() -> Photo:
    return make_photo(make_entry(make_concern(), date(2026, 3, 1)))


@pytest.fixture
def lost(media: Path) -> list[str]:
    """Two old files that nobody owns, and a fresh one."""
    for name, age in [(LOST[0], 2), (LOST[1], 30), (f"ef/{'2' * 30}.jpg", 0)]:
        (media / name).parent.mkdir(exist_ok=True)  # a photo may be there by chance
        (media / name).write_bytes(b"")
        os.utime(media / name, ((NOW - timedelta(days=age)).timestamp(),) * 2)
    return LOST


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("tidy", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def names(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*.jpg")}


def age(media: Path) -> None:
    for path in media.rglob("*.jpg"):
        os.utime(path, (0, 0))


def test_where_all_is_well(media: Path, photo: Photo) -> None:
    age(media)
    before = names(media)
    assert run("--remove") == ("", "0 records removed.\n0 files that belong to no photo.\n")
    assert names(media) == before


def test_it_lists_and_leaves(media: Path, photo: Photo, lost: list[str]) -> None:
    before = names(media)
    assert run() == (
        f"{lost[0]}\n{lost[1]}\n",
        "0 records removed.\n2 files that belong to no photo.\n",
    )
    assert names(media) == before


def test_it_clears_what_has_no_owner_and_leaves_what_is_fresh(
    media: Path, photo: Photo, lost: list[str]
) -> None:
    before = names(media)
    assert run("--remove")[1] == "0 records removed.\n2 files that belong to no photo.\n"
    assert names(media) == before - set(lost)
    assert {photo.large.name, photo.small.name} < names(media)
    assert run() == ("", "0 records removed.\n0 files that belong to no photo.\n")


def test_what_was_deleted_more_than_a_month_ago_goes_with_its_files(
    media: Path, photo: Photo, django_capture_on_commit_callbacks
) -> None:
    photo.entry.deleted_at = NOW - timedelta(days=30)
    photo.entry.save()
    assert run()[1].startswith("0 records removed.\n")
    assert Photo.objects.count() == 1
    photo.entry.deleted_at -= timedelta(seconds=1)
    photo.entry.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert run()[1].startswith("1 record removed.\n")
    assert Photo.objects.count() == 0
    assert names(media) == set()
    assert run()[1].startswith("0 records removed.\n")


def test_a_file_that_stays(
    lost: list[str], media: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(FileSystemStorage, "delete", fail)
    with pytest.raises(CommandError, match=r"^2 files could not be removed\.$"):
        run("--remove")
    assert set(lost) < names(media)


def test_after_a_jump_of_the_clock_nothing_is_removed_for_a_week(time_machine) -> None:
    run_daily_tasks(NOW)
    make_day_note(make_child(), date(2026, 3, 1), deleted_at=NOW)
    time_machine.move_to(NOW + timedelta(days=400), tick=False)
    for _ in range(2):
        with pytest.raises(CommandError, match="the clock jumped"):
            run()
    assert DayNote.all_objects.exists()
    time_machine.move_to(NOW + timedelta(days=404), tick=False)
    run_daily_tasks(NOW + timedelta(days=404))
    time_machine.move_to(NOW + timedelta(days=407), tick=False)
    assert run() == ("", "1 record removed.\n0 files that belong to no photo.\n")


def test_a_second_time_on_the_same_day_it_removes_what_is_due(time_machine) -> None:
    run_daily_tasks(NOW)
    make_day_note(make_child(), date(2026, 3, 1), deleted_at=NOW - timedelta(days=31))
    assert run() == ("", "1 record removed.\n0 files that belong to no photo.\n")
