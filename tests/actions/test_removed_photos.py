"""A removed photo can be brought back for seven days; then its files go, or at once if wanted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.factories import drawn_jpeg, make_concern, make_entry, make_member, make_photo
from tracker.actions.deleted import remove_deleted
from tracker.actions.history import CannotUndo, undo
from tracker.actions.photos import (
    MAX_PHOTOS_PER_ENTRY,
    TooManyPhotos,
    add_photos,
    move_photo,
    remove_photo,
)
from tracker.actions.records import delete_record, restore_record
from tracker.interchange.photos import MAX_PHOTOS
from tracker.models import Change, Entry, Photo, User
from tracker.photos import CleanPhoto
from tracker.queries import whole_diary
from tracker.queries.history import deleted_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
A_WEEK = timedelta(days=7)


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_concern(), DAY)


@pytest.fixture
def by(entry: Entry) -> User:
    return make_member(entry.child.family)


def clean() -> CleanPhoto:
    return CleanPhoto(drawn_jpeg((80, 60)), drawn_jpeg((40, 30)), 80, 60, None, None)


def put_away(photo: Photo, by: User, at: datetime = NOW) -> None:
    delete_record(row=photo, by=by)
    Photo.all_objects.filter(pk=photo.pk).update(deleted_at=at)


def files(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*.jpg"))


def test_undo_brings_it_back(entry: Entry, by: User) -> None:
    make_photo(entry)
    photo = make_photo(entry, caption="by the window")
    before = whole_diary(entry.child, with_photos=True)
    change_set = delete_record(row=photo, by=by)
    assert whole_diary(entry.child, with_photos=True) != before
    assert change_set
    assert undo(change_set=change_set, child=entry.child, by=by) == [photo]
    assert whole_diary(entry.child, with_photos=True) == before


def test_it_comes_back_between_those_that_were_moved_meanwhile(entry: Entry, by: User) -> None:
    first, second, third = (make_photo(entry) for _ in range(3))
    put_away(second, by)
    move_photo(photo=third, steps=-1)
    restore_record(row=second, by=by)
    assert list(Photo.objects.filter(entry=entry)) == [third, first, second]


@pytest.mark.parametrize(
    ("age", "is_there"), [(A_WEEK, True), (A_WEEK + A_SECOND, False)], ids=["a week", "longer"]
)
def test_after_a_week_its_files_go_and_who_removed_it_stays(
    entry: Entry,
    by: User,
    media: Path,
    age: timedelta,
    is_there: bool,
    django_capture_on_commit_callbacks,
) -> None:
    photo, kept = make_photo(entry), make_photo(entry)
    put_away(photo, by)
    restore_record(row=photo, by=by)
    put_away(photo, by, NOW - age)
    assert bool(deleted_of(entry.child, NOW)) is is_there
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_deleted(now=NOW) == (0 if is_there else 1)
    assert Photo.all_objects.filter(pk=photo.pk).exists() is is_there
    assert len(files(media)) == (4 if is_there else 2)
    assert Photo.objects.get() == kept
    if not is_there:
        (change,) = Change.objects.filter(kind="photo")
        assert (change.verb, change.by, change.entry) == ("removed", by, entry)
        with pytest.raises(CannotUndo):
            undo(change_set=change.change_set, child=entry.child, by=by)


@pytest.mark.parametrize("was_removed", [False, True])
def test_for_good_at_once_with_its_files(
    entry: Entry, by: User, media: Path, was_removed: bool, django_capture_on_commit_callbacks
) -> None:
    photo = make_photo(entry)
    if was_removed:
        put_away(photo, by)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=photo, by=by)
    assert not Photo.all_objects.exists()
    assert files(media) == []
    assert list(Change.objects.values_list("verb", "before", "after")) == [("removed", None, None)]


def test_one_of_a_deleted_entry_brings_that_first(entry: Entry, by: User) -> None:
    photo = make_photo(entry)
    before = whole_diary(entry.child, with_photos=True)
    for record in (photo, entry, entry.concern):
        delete_record(row=record, by=by)
    photo = Photo.all_objects.get()
    assert restore_record(row=photo, by=by) == [entry.concern, entry, photo]
    assert whole_diary(entry.child, with_photos=True) == before


def test_an_entry_that_comes_back_does_not_bring_what_was_removed_before(
    entry: Entry, by: User
) -> None:
    kept, removed = make_photo(entry), make_photo(entry)
    put_away(removed, by)
    delete_record(row=entry, by=by)
    of_entry, of_photo = sorted(deleted_of(entry.child, NOW), key=lambda row: -row.photos)
    assert (of_entry.record, of_entry.photos, of_photo.record) == (entry, 1, removed)
    restore_record(row=entry, by=by)
    assert list(Photo.objects.all()) == [kept]


def test_sent_again_it_comes_back_and_is_there_once(entry: Entry, by: User, media: Path) -> None:
    uuid = uuid4()
    (photo,) = add_photos(entry=entry, photos=[clean()], uuid=uuid, by=by)
    before = files(media)
    put_away(photo, by)
    assert add_photos(entry=entry, photos=[clean()], uuid=uuid, by=by) == []
    assert Photo.objects.get() == photo
    assert files(media) == before
    assert Change.objects.latest("pk").verb == "restored"


def test_a_removed_photo_makes_room_for_another(entry: Entry, by: User) -> None:
    for _ in range(MAX_PHOTOS_PER_ENTRY):
        photo = make_photo(entry)
    put_away(photo, by)
    assert len(add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=by)) == 1
    with pytest.raises(TooManyPhotos):
        add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=by)


def test_what_can_come_back_never_makes_more_than_a_file_may_have(entry: Entry, by: User) -> None:
    for _ in range(MAX_PHOTOS - 1):
        make_photo(entry, deleted_at=NOW)
    add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=by)
    with pytest.raises(TooManyPhotos):
        add_photos(entry=entry, photos=[clean()], uuid=uuid4(), by=by)
