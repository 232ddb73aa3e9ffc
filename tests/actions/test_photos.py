"""A photo's row and its two files come and go together, whatever fails."""

from __future__ import annotations

import errno
import logging
import os
import stat
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from unittest.mock import Mock
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    drawn_jpeg,
    make_concern,
    make_entry,
    make_member,
    make_photo,
    make_user,
)
from tracker.actions import photos
from tracker.actions.deleted import remove_deleted, remove_now
from tracker.actions.history import undo
from tracker.actions.people import remove_child, remove_families
from tracker.actions.photos import (
    MAX_PHOTOS_PER_ENTRY,
    PhotosNotStored,
    TooManyPhotos,
    add_photos,
    describe_photo,
    files_without_owner,
    move_photo,
    remove_files,
    remove_pending_files,
    remove_photos,
    write_entry_with_photos,
)
from tracker.actions.records import WriteResult, delete_record
from tracker.domain import records
from tracker.models import Entry, Family, FileToRemove, Photo
from tracker.models.record import RESTORE_PERIOD
from tracker.photos import CleanPhoto

pytestmark = pytest.mark.django_db
LARGE, SMALL = drawn_jpeg((80, 60)), drawn_jpeg((40, 30))
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def clean() -> CleanPhoto:
    return CleanPhoto(LARGE, SMALL, 80, 60, None, None)


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_concern(), date(2026, 3, 1))


def files(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def names(*rows: Photo) -> list[str]:
    return sorted(str(file.name) for row in rows for file in (row.large, row.small))


# Keeping


def test_photos_are_kept_at_the_end_with_two_files_each(entry: Entry, media: Path) -> None:
    first = make_photo(entry)
    added = add_photos(entry=entry, photos=[clean(), clean()], uuid=uuid4(), by=make_user())
    rows = list(Photo.objects.filter(entry=entry))
    assert rows == [first, *added]
    assert [row.position for row in rows] == [1, 2, 3]
    assert [(row.width, row.height) for row in added] == [(80, 60)] * 2
    assert files(media) == names(*rows)
    assert (media / added[0].large.name).read_bytes() == LARGE
    assert (media / added[0].small.name).read_bytes() == SMALL
    digests = (added[0].large_sha256, added[0].small_sha256)
    assert digests == (sha256(LARGE).hexdigest(), sha256(SMALL).hexdigest())
    assert added[0].stored_bytes == len(LARGE) + len(SMALL)


def test_names_tell_nothing_and_nobody_else_reads_the_files(entry: Entry, media: Path) -> None:
    (row,) = add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=make_user())
    for name in names(row):
        folder, _, file = name.partition("/")
        assert photos.PHOTO_FOLDER.fullmatch(folder)
        assert photos.PHOTO_FILE.fullmatch(file)
        assert stat.S_IMODE((media / name).stat().st_mode) == 0o600
        assert stat.S_IMODE((media / folder).stat().st_mode) == 0o700


def test_what_is_sent_twice_is_there_once(entry: Entry, media: Path) -> None:
    uuid = uuid4()
    added = add_photos(entry=entry, photos=[clean()], uuid=uuid, by=make_user())
    assert add_photos(entry=entry, photos=[clean()], uuid=uuid, by=make_user()) == []
    assert files(media) == names(*added)


def test_what_is_sent_to_two_places_under_one_id_are_two_photos(entry: Entry) -> None:
    """An address names a photo of the child by its id alone."""
    uuid, concern = uuid4(), make_concern(entry.concern.child)
    by = make_member(entry.concern.child.family)
    record = records.Entry(day=date(2026, 3, 2), status="present")
    for place in (entry.concern, concern):
        write_entry_with_photos(concern=place, record=record, photos=[clean()], uuid=uuid, by=by)
    for place in (entry, make_entry(concern, date(2026, 3, 3))):
        add_photos(entry=place, photos=[clean()], uuid=uuid, by=make_user())
    ids = Photo.objects.values_list("uuid", flat=True)
    assert (len(ids), len(set(ids))) == (4, 4)


def test_what_comes_twice_at_once_is_there_once(
    entry: Entry, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other request comes in between the look at what is there and the writing of the rows."""
    uuid, other = uuid4(), []
    keep_row = photos.photo_row

    def late(*args: object, **kwargs: object) -> Photo:
        monkeypatch.setattr(photos, "photo_row", keep_row)
        other.extend(add_photos(entry=entry, photos=[clean()], uuid=uuid, by=make_user()))
        return keep_row(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(photos, "photo_row", late)
    added = add_photos(entry=entry, photos=[clean(), clean()], uuid=uuid, by=make_user())
    assert [row.position for row in (*other, *added)] == [1, 2]
    assert files(media) == names(*Photo.objects.filter(entry=entry)) == names(*other, *added)


def test_files_are_written_and_flushed_before_any_lock_is_taken(
    entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    in_transaction: list[int] = []
    save = FileSystemStorage.save
    before = len(connection.savepoint_ids)

    def noticed(self: FileSystemStorage, *args: object, **kwargs: object) -> str:
        in_transaction.append(len(connection.savepoint_ids) - before)
        return save(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(FileSystemStorage, "save", noticed)
    add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=make_user())
    assert in_transaction == [0, 0]
    assert len(flushed) == 6  # each file, its folder, and the folder of that


def test_a_file_system_that_cannot_flush_a_folder_takes_photos(
    entry: Entry, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as exFAT or a network share."""

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", fsync)
    add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=make_user())
    assert files(media) == names(Photo.objects.get())


def test_twenty_photos_fit_and_one_more_does_not(entry: Entry, media: Path) -> None:
    add_photos(
        entry=entry, photos=[clean()] * (MAX_PHOTOS_PER_ENTRY - 1), uuid=uuid4(), by=make_user()
    )
    before = files(media)
    with pytest.raises(TooManyPhotos):
        add_photos(entry=entry, photos=[clean()] * 2, uuid=uuid4(), by=make_user())
    assert files(media) == before
    add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=make_user())
    assert Photo.objects.filter(entry=entry).count() == MAX_PHOTOS_PER_ENTRY


# Failing


def failing_save(monkeypatch: pytest.MonkeyPatch, at: int, *, half: bool) -> None:
    """The storage fails at a file, of which the half may be there by then."""
    save, count = FileSystemStorage._save, iter(range(100))

    def fail(self: FileSystemStorage, name: str, content: object) -> str:
        if next(count) != at:
            return save(self, name, content)
        if half:
            save(self, name, content)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", fail)


@pytest.mark.parametrize("half", [False, True], ids=["nothing of it", "the half of it"])
@pytest.mark.parametrize("at", [0, 1, 3], ids=["first file", "its small one", "the last"])
def test_a_file_that_cannot_be_stored(
    entry: Entry, media: Path, monkeypatch: pytest.MonkeyPatch, at: int, half: bool
) -> None:
    before = make_photo(entry)
    failing_save(monkeypatch, at, half=half)
    with pytest.raises(PhotosNotStored):
        add_photos(entry=entry, photos=[clean(), clean()], uuid=uuid4(), by=make_user())
    assert list(Photo.all_objects.all()) == [before]
    assert files(media) == names(before)


@pytest.mark.parametrize("at", [0, 1], ids=["first row", "second row"])
def test_a_row_that_cannot_be_written(
    entry: Entry, media: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before = make_photo(entry)
    save, count = Photo.save, iter(range(100))

    def fail(self: Photo, *args: object, **kwargs: object) -> None:
        if next(count) == at:
            raise DatabaseError
        save(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Photo, "save", fail)
    with pytest.raises(DatabaseError):
        add_photos(entry=entry, photos=[clean(), clean()], uuid=uuid4(), by=make_user())
    assert list(Photo.all_objects.all()) == [before]
    assert files(media) == names(before)


def test_a_photo_that_the_database_refuses(entry: Entry, media: Path) -> None:
    gone = make_entry(entry.concern, date(2026, 3, 1))
    Entry.all_objects.filter(pk=gone.pk).delete()
    with pytest.raises(Entry.DoesNotExist):
        add_photos(entry=gone, photos=[clean()], uuid=uuid4(), by=make_user())
    assert files(media) == []


@pytest.mark.django_db(transaction=True)
def test_adding_inside_another_transaction_is_refused_since_that_could_fail_later(
    media: Path,
) -> None:
    entry = make_entry(make_concern(), date(2026, 3, 1))
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=make_user())
    assert files(media) == []
    assert not Photo.objects.exists()


# With the look itself


def write(entry: Entry, uuid: UUID, *photos: CleanPhoto) -> WriteResult:
    """A new look beside that one."""
    record = records.Entry(day=date(2026, 3, 2), status="present")
    by = make_member(entry.concern.child.family)
    return write_entry_with_photos(
        concern=entry.concern, record=record, photos=photos, uuid=uuid, by=by
    )


def test_an_entry_and_its_photos_come_together_and_sent_twice_once(
    entry: Entry, media: Path
) -> None:
    uuid = uuid4()
    written = write(entry, uuid, clean(), clean())
    rows = list(Photo.objects.filter(entry=written.entry))
    assert [row.position for row in rows] == [1, 2]
    assert written.entry.uuid == uuid
    assert files(media) == names(*rows)
    again = write(entry, uuid, clean(), clean())
    assert (again.entry, again.change_set) == (written.entry, None)
    assert list(Photo.objects.filter(entry=written.entry)) == rows
    assert files(media) == names(*rows)


def test_without_its_photos_an_entry_is_not_there_either(
    entry: Entry, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TooManyPhotos):
        write(entry, uuid4(), *[clean()] * (MAX_PHOTOS_PER_ENTRY + 1))
    monkeypatch.setattr(Photo, "save", Mock(side_effect=DatabaseError))
    with pytest.raises(DatabaseError):
        write(entry, uuid4(), clean())
    failing_save(monkeypatch, 1, half=True)
    with pytest.raises(PhotosNotStored):
        write(entry, uuid4(), clean())
    assert list(Entry.all_objects.all()) == [entry]
    assert files(media) == []


# Describing and moving


def test_describing(entry: Entry) -> None:
    row = make_photo(entry)
    describe_photo(
        photo=row, site="chin", view="close", caption="by the window", revision=0, by=make_user()
    )
    row.refresh_from_db()
    assert (row.site, row.view, row.caption) == ("chin", "close", "by the window")


@pytest.mark.parametrize(
    ("which", "steps", "order"),
    [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (0, 9, "bca"), (2, -9, "cab")],
)
def test_moving(entry: Entry, which: int, steps: int, order: str) -> None:
    rows = [make_photo(entry, caption=letter) for letter in "abc"]
    make_photo(make_entry(entry.concern, date(2026, 3, 2)), caption="x")
    move_photo(photo=rows[which], steps=steps)
    moved = Photo.objects.filter(entry=entry)
    assert "".join(row.caption for row in moved) == order
    assert [row.position for row in moved] == [1, 2, 3]


def test_moving_what_was_removed_meanwhile(entry: Entry) -> None:
    row = make_photo(entry)
    Photo.objects.all().delete()
    move_photo(photo=row, steps=1)
    assert not Photo.objects.exists()


# Removing


@pytest.fixture
def others(media: Path) -> list[str]:
    """What has to stay."""
    return names(make_photo(make_entry(make_concern(), date(2026, 3, 1))))


def everything_of(entry: Entry) -> dict[str, object]:
    by, child = make_user(), entry.concern.child
    family = Family.objects.filter(pk=child.family_id)
    Entry.objects.filter(pk=entry.pk).update(deleted_at=NOW - timedelta(seconds=1))
    return {
        "photo": lambda: remove_photos(Photo.all_objects.filter(entry=entry)),
        "entry": lambda: remove_now(record=entry, child=child, by=by),
        "old entry": lambda: remove_deleted(now=NOW + RESTORE_PERIOD),
        "child": lambda: remove_child(child=child),
        "family": lambda: remove_families(family),
    }


EVERYTHING = ["photo", "entry", "old entry", "child", "family"]


@pytest.mark.parametrize("what", EVERYTHING)
def test_files_go_with_what_they_hang_on_after_the_commit(
    entry: Entry, media: Path, others: list[str], what: str, django_capture_on_commit_callbacks
) -> None:
    mine = names(make_photo(entry), make_photo(entry, deleted_at=NOW - timedelta(days=9)))
    with django_capture_on_commit_callbacks() as callbacks:
        everything_of(entry)[what]()  # type: ignore[operator]
    assert files(media) == sorted(mine + others)
    for callback in callbacks:
        callback()
    assert files(media) == others
    assert not Photo.all_objects.filter(entry=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", EVERYTHING)
def test_nothing_is_removed_when_the_request_fails_later(media: Path, what: str) -> None:
    entry = make_entry(make_concern(), date(2026, 3, 1))
    row = make_photo(entry)
    remove = everything_of(entry)[what]

    @transaction.atomic
    def request() -> None:
        remove()  # type: ignore[operator]
        raise DatabaseError

    with pytest.raises(DatabaseError):
        request()
    assert list(Photo.objects.all()) == [row]
    assert files(media) == names(row)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_removed_stops_nothing_and_is_found_later(
    media: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    entry = make_entry(make_concern(), date(2026, 3, 1))
    first, second = names(make_photo(entry))
    delete = FileSystemStorage.delete

    def fail(self: FileSystemStorage, name: str) -> None:
        if name == first:
            raise PermissionError
        delete(self, name)

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(FileSystemStorage, "delete", fail)
        remove_photos(Photo.objects.all())
        assert remove_files([first]) == [first]
    assert files(media) == [first] != [second]
    assert "The file of a photo could not be removed" in caplog.text
    assert files_without_owner(before=datetime.now(UTC) + timedelta(hours=1)) == [first]


@pytest.mark.django_db(transaction=True)
def test_a_deleted_entry_or_concern_keeps_its_photos_and_comes_back_with_them(media: Path) -> None:
    entry, by = make_entry(make_concern(), date(2026, 3, 1)), make_user()
    row = make_photo(entry)
    child = entry.concern.child
    for record in (entry, entry.concern):
        change_set = delete_record(row=record, by=by)
        assert files(media) == names(row)
        assert change_set
        undo(change_set=change_set, child=child, by=by)
    assert list(Photo.objects.filter(entry__deleted_at=None)) == [row]


@pytest.mark.django_db(transaction=True)
def test_a_file_that_the_storage_kept_goes_with_the_next_daily_work(
    media: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError

    row = make_photo(make_entry(make_concern(), date(2026, 3, 1)))
    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "delete", fail)
        remove_photos(Photo.objects.all())
        assert remove_pending_files() == 2
    assert files(media) == names(row)
    assert remove_pending_files() == 0
    assert files(media) == []
    assert not FileToRemove.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_noted_once_the_files_are_gone(media: Path) -> None:
    make_photo(make_entry(make_concern(), date(2026, 3, 1)))
    remove_photos(Photo.objects.all())
    assert files(media) == []
    assert not FileToRemove.objects.exists()


# Files without an owner


def test_files_without_owner_are_ours_and_not_fresh(entry: Entry, media: Path) -> None:
    make_photo(entry)
    lost, fresh = f"ab/{'0' * 30}.jpg", f"ab/{'1' * 30}.jpg"
    theirs = ["README", "ab/notes.txt", f"xyz/{'2' * 30}.jpg", f"photos/{'3' * 30}.jpg"]
    for name in (lost, fresh, *theirs):
        (media / name).parent.mkdir(exist_ok=True)
        (media / name).write_bytes(b"")
    os.utime(media / lost, (NOW.timestamp() - 1,) * 2)
    os.utime(media / fresh, (NOW.timestamp() + 1,) * 2)
    for path in media.rglob("*.jpg"):
        if path.name not in (lost[3:], fresh[3:]):
            os.utime(path, (0, 0))
    with CaptureQueriesContext(connection) as queries:
        assert files_without_owner(before=NOW) == [lost]
    assert len(queries) == 1


def test_no_files_at_all() -> None:
    assert files_without_owner(before=NOW) == []
    assert remove_files(["ab/gone.jpg"]) == []
