"""Copies are whole diaries, kept for thirty days, and no file outlives its row."""

from __future__ import annotations

import io
import os
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from tests.factories import make_child, make_concern, make_entry, make_photo
from tests.removals.people import NOW, name_in
from tracker import removals
from tracker.interchange import write_diary
from tracker.models import Child, KeptCopy, Member, Photo
from tracker.models.membership import copy_name
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

ENDS = NOW + timedelta(days=30)
SECOND = timedelta(seconds=1)


def test_a_copy_is_kept_thirty_days(
    ada: Member, ben: Member, child: Child, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    removals.leave_with_copies(member=ben, now=NOW)
    assert removals.membership_tasks(ENDS - SECOND).copies_removed == 0
    file = str(KeptCopy.objects.get().file.name)
    assert default_storage.exists(file)
    with django_capture_on_commit_callbacks(execute=True):
        assert removals.membership_tasks(ENDS).copies_removed == 1
    assert not default_storage.exists(file)


def test_the_daily_work_does_what_is_due(ada: Member, ben: Member, child: Child) -> None:
    removals.request_ownership_end(member=ben, new_role="viewer", by=ada.user, now=NOW)
    assert removals.membership_tasks(NOW + timedelta(days=7) - SECOND).carried_out == 0
    assert removals.membership_tasks(NOW + timedelta(days=7)).carried_out == 1
    assert removals.membership_tasks(NOW + timedelta(days=8)).carried_out == 0


def test_a_copy_that_nobody_keeps_is_cleared_a_day_later(
    ada: Member, ben: Member, child: Child, media: Path
) -> None:
    """The power failed between the file and its row."""
    removals.leave_with_copies(member=ben, now=NOW)
    kept = str(KeptCopy.objects.get().file.name)
    lost = default_storage.save(copy_name(), ContentFile(b"half a"))
    others = default_storage.save("copies/of-mine.zip", ContentFile(b"somebody's"))
    for name in (kept, lost, others):
        os.utime(media / name, (NOW.timestamp(), NOW.timestamp()))
    day_later = NOW + timedelta(days=1)
    assert removals.membership_tasks(day_later).lost_files_removed == 0
    assert removals.membership_tasks(day_later + SECOND).lost_files_removed == 1
    assert [default_storage.exists(name) for name in (kept, lost, others)] == [True, False, True]


def test_where_no_copy_was_ever_made_there_is_nothing_to_clear() -> None:
    assert removals.membership_tasks(NOW).lost_files_removed == 0


def everything(*children: Child) -> dict[str, bytes]:
    """The files of a zip of these children's diaries by their names."""
    out = io.BytesIO()
    out.writelines(removals.account_export_blocks(children))
    with ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_a_zip_with_a_diary_for_each_child(child: Child) -> None:
    twin = make_child(child.family, name="Rose / ../ Ö 🌹")
    make_photo(make_entry(make_concern(twin), NOW.date()))
    files = everything(child, twin)
    assert {*files} == {f"Iris-{child.pk}.zip", f"Rose_Ö_-{twin.pk}.zip"}
    assert [name_in(content) for content in files.values()] == [child.name, twin.name]


def test_what_was_taken_can_be_taken_in_again_the_same(
    child: Child, ada: Member, tmp_path: Path
) -> None:
    file = tmp_path / "iris.zip"
    (content,) = everything(child).values()
    file.write_bytes(content)
    before = write_diary(whole_diary(child, with_photos=True))
    child.delete()
    call_command("import_diary", str(file), owner=ada.user.email, stdout=io.StringIO())
    assert write_diary(whole_diary(Child.objects.get(), with_photos=True)) == before


def test_of_everything_one_photo_at_a_time_is_in_memory(child: Child, tmp_path: Path) -> None:
    """Sixty pictures of 400 kB go through in a fraction of that."""
    entry = make_entry(make_concern(child), NOW.date())
    photo = make_photo(entry)
    large = default_storage.save("ab/" + "0" * 30 + ".jpg", ContentFile(b"\0" * 400_000))
    Photo.objects.bulk_create(
        Photo(entry=entry, large=large, small=photo.small.name, width=80, height=60)
        for _ in range(60)
    )
    with (tmp_path / "all.zip").open("wb") as out:
        tracemalloc.start()
        out.writelines(removals.account_export_blocks([child]))
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (tmp_path / "all.zip").stat().st_size > 60 * 400_000
    assert peak < 3_000_000
