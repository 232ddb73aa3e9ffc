"""A photo that lies on its side is turned: its files, its sizes and what the history says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage

from tests.factories import make_concern, make_entry, make_member, make_photo, make_user
from tests.photos.drawn import NEAR, difference, opened, picture, saved
from tracker.actions.deleted import remove_now
from tracker.actions.history import CannotUndo, undo
from tracker.actions.photos import (
    PhotoNotTurned,
    PhotosNotStored,
    add_photos,
    describe_photo,
    remove_pending_files,
    remove_photo,
    turn_photo,
)
from tracker.actions.records import delete_record
from tracker.models import Change, Entry, Photo, User
from tracker.photos import process_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_concern(), date(2026, 3, 1))


@pytest.fixture
def by(entry: Entry) -> User:
    return make_member(entry.concern.child.family)


@pytest.fixture
def photo(entry: Entry, by: User, tmp_path: Path) -> Photo:
    """Six hundred pixels across and four hundred down, so that it is stored in two sizes."""
    file = tmp_path / "sent.png"
    file.write_bytes(saved(picture((600, 400)), "PNG"))
    with file.open("rb") as opened_file:
        clean = process_photo(opened_file)
    (row,) = add_photos(entry=entry, photos=[clean], uuid=uuid4(), by=by)
    return row


def fresh(photo: Photo) -> Photo:
    return Photo.all_objects.get(pk=photo.pk)


def pictures(photo: Photo):
    for field in (photo.large, photo.small):
        with field.open("rb") as file:
            yield opened(file.read())


def files(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*.jpg")}


def names(*photos: Photo) -> set[str]:
    return {str(file.name) for row in photos for file in (row.large, row.small)}


@pytest.mark.parametrize("turned", [1, 2, 3])
def test_both_files_and_both_sizes_are_turned(photo: Photo, by: User, turned: int) -> None:
    turn_photo(photo=photo, turned=turned, by=by)

    row = fresh(photo)
    wanted = picture((600, 400)).rotate(-90 * turned, expand=True)
    large, small = pictures(row)
    assert (row.turned, (row.width, row.height)) == (turned, wanted.size)
    assert large.size == wanted.size
    assert difference(large, wanted) <= NEAR
    assert difference(small, wanted.resize(small.size)) <= NEAR
    assert max(small.size) == 480


def test_once_around_is_as_it_was(photo: Photo, by: User) -> None:
    for turned in (1, 2, 3, 0):
        turn_photo(photo=fresh(photo), turned=turned, by=by)

    large, _small = pictures(fresh(photo))
    assert fresh(photo).turned == 0
    assert difference(large, picture((600, 400))) <= NEAR


def test_a_second_tap_turns_it_no_more(photo: Photo, by: User) -> None:
    turn_photo(photo=photo, turned=1, by=by)
    before = fresh(photo)
    turn_photo(photo=fresh(photo), turned=1, by=by)

    assert names(fresh(photo)) == names(before)
    assert Change.objects.filter(verb="changed").count() == 1


def test_who_turns_it_at_the_same_time_turns_it_once(photo: Photo, by: User, media: Path) -> None:
    other = fresh(photo)
    turn_photo(photo=photo, turned=1, by=by)
    before = files(media)

    with pytest.raises(PhotoNotTurned):
        turn_photo(photo=other, turned=1, by=by)

    assert fresh(photo).turned == 1
    assert files(media) == before


def test_the_former_files_go_with_the_daily_tasks(photo: Photo, by: User, media: Path) -> None:
    """A backup that is being written still names them."""
    former = names(photo)
    turn_photo(photo=photo, turned=1, by=by)
    assert files(media) == former | names(fresh(photo))

    assert remove_pending_files() == 0
    assert files(media) == names(fresh(photo))


@pytest.mark.parametrize("how", ["photo", "entry"])
def test_what_is_deleted_permanently_takes_the_former_files_along(
    photo: Photo, by: User, media: Path, how: str, django_capture_on_commit_callbacks
) -> None:
    turn_photo(photo=photo, turned=1, by=by)
    entry = photo.entry
    with django_capture_on_commit_callbacks(execute=True):
        if how == "photo":
            remove_photo(photo=fresh(photo), by=by)
        else:
            delete_record(row=entry, by=by)
            remove_now(record=entry, child=entry.child, by=by)

    assert files(media) == set()


def test_a_turn_is_in_the_history_and_is_taken_back_by_turning(photo: Photo, by: User) -> None:
    turn_photo(photo=photo, turned=1, by=by)
    change = Change.objects.get(verb="changed")
    assert change.before
    assert change.after
    assert (change.before[0]["fields"]["turned"], change.after[0]["fields"]["turned"]) == (0, 1)

    with pytest.raises(CannotUndo):
        undo(change_set=change.change_set, child=photo.child, by=by)
    assert fresh(photo).turned == 1


def test_taking_back_a_caption_brings_back_no_former_file(photo: Photo, by: User) -> None:
    turn_photo(photo=photo, turned=1, by=by)
    describe_photo(
        photo=fresh(photo), site="", view="", caption="window", revision=1, by=make_user()
    )
    now = names(fresh(photo))
    change = Change.objects.filter(verb="changed").latest("pk")
    assert change.before
    assert not {"large", "small", "width", "height"} & change.before[0]["fields"].keys()

    undo(change_set=change.change_set, child=photo.child, by=by)
    row = fresh(photo)
    assert (row.caption, row.turned, names(row)) == ("", 1, now)
    assert (row.width, row.height) == (400, 600)


def test_a_photo_that_is_deleted_meanwhile(photo: Photo, by: User, media: Path) -> None:
    before = files(media)
    delete_record(row=photo, by=by)

    with pytest.raises(Photo.DoesNotExist):
        turn_photo(photo=photo, turned=1, by=by)

    assert files(media) == before
    assert fresh(photo).turned == 0


def test_a_file_that_cannot_be_read_or_stored(
    photo: Photo, by: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(photo)

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", fail)
        with pytest.raises(PhotosNotStored):
            turn_photo(photo=photo, turned=1, by=by)
    damaged = make_photo(photo.entry)
    (media / str(damaged.large.name)).write_bytes(b"\xff\xd8\xff no picture")
    with pytest.raises(PhotoNotTurned):
        turn_photo(photo=damaged, turned=1, by=by)

    assert (fresh(photo).turned, fresh(damaged).turned) == (0, 0)
    assert files(media) == before | names(damaged)
