"""A diary with its photos: out into a zip, into another family, and out again."""

from __future__ import annotations

import io
import json
import os
import re
import stat
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from PIL import Image

from tests.factories import (
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
    make_user,
)
from tests.interchange import documents
from tests.interchange.zips import LARGE, PICTURES, SMALL, diary, zipped
from tracker.actions import importing
from tracker.actions.photos import add_photos, remove_photos
from tracker.actions.records import delete_record
from tracker.domain.photos.pictures import small_file
from tracker.models import Child, Entry, Family, Photo, User
from tracker.photos import process_photo

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-20T12:00+00:00", tick=False)


@pytest.fixture
def owner() -> User:
    """Of the family that diaries are taken into."""
    return make_member(make_family(), user=make_user("ada@example.org"))


@pytest.fixture
def child() -> Child:
    """With photos of two looks, one of which has none."""
    child = make_child()
    concern = make_concern(child)
    first = make_entry(concern, DAY, sites=("chin",), notes="this morning")
    make_photo(first, position=2, site="chin", view="close", caption="Größer – by the window")
    make_photo(first, position=1, view="whole", colour="#aa7755")
    make_entry(concern, date(2026, 3, 2))
    last = make_entry(concern, date(2026, 3, 3), author_name="Ben")
    shot = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(shot, "JPEG")
    shot.seek(0)
    add_photos(entry=last, photos=[process_photo(shot)], uuid=uuid4(), by=make_user())
    return child


def run(command: str, *arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def export(child: Child, to: Path) -> bytes:
    assert run("export_diary", "--child", str(child.pk), "--output", str(to)) == ("", "")
    return to.read_bytes()


def take(path: Path, email: str = "ada@example.org") -> tuple[Child, str]:
    out, err = run("import_diary", str(path), "--owner", email)
    return Child.objects.get(pk=int(out)), err


def files(media: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(media)): path.read_bytes()
        for path in media.rglob("*")
        if path.is_file()
    }


def content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def photos_of(child: Child) -> list[tuple[object, ...]]:
    """All that there is to say of the photos of a child, in order."""
    rows = Photo.objects.filter(entry__concern__child=child, entry__deleted_at=None).select_related(
        "entry"
    )
    return [
        (
            *(row.entry.day, row.uuid, row.position, row.site, row.view, row.caption),
            *(row.width, row.height, content(row.large.name), content(row.small.name)),
        )
        for row in rows.order_by("entry__day", "position")
    ]


# There and back


def test_export_import_into_an_empty_family_export_again_the_same_bytes(
    owner: User, child: Child, tmp_path: Path
) -> None:
    first = export(child, tmp_path / "iris.zip")
    again, said = take(tmp_path / "iris.zip")
    assert said == "Records added: 7. Already there: 0.\n"
    assert again.family == owner.families.get()
    assert photos_of(again) == photos_of(child)
    assert len(photos_of(child)) == 3
    assert export(again, tmp_path / "again.ZIP") == first
    mine = set(Photo.objects.filter(entry__concern__child=child).values_list("large", flat=True))
    theirs = set(Photo.objects.filter(entry__concern__child=again).values_list("large", flat=True))
    assert not mine & theirs


def test_importing_twice_adds_nothing_and_leaves_no_file(
    owner: User, child: Child, tmp_path: Path, media: Path
) -> None:
    export(child, tmp_path / "iris.zip")
    take(tmp_path / "iris.zip")
    before = files(media)
    assert take(tmp_path / "iris.zip")[1] == "Records added: 0. Already there: 7.\n"
    assert files(media) == before
    assert Photo.objects.count() == 6


@pytest.mark.parametrize("gone", ["photo", "entry"])
def test_what_was_removed_meanwhile_comes_back(
    owner: User, child: Child, tmp_path: Path, gone: str, django_capture_on_commit_callbacks
) -> None:
    first = export(child, tmp_path / "iris.zip")
    again, _ = take(tmp_path / "iris.zip")
    entry = Entry.objects.get(concern__child=again, day=date(2026, 3, 3))
    with django_capture_on_commit_callbacks(execute=True):
        if gone == "photo":
            remove_photos(Photo.objects.filter(entry=entry))
        else:
            delete_record(row=entry, by=owner)
    assert len(photos_of(again)) == 2
    said = take(tmp_path / "iris.zip")[1]
    assert (
        said
        == {
            "photo": "Records added: 1. Already there: 6.\n",
            "entry": "Records added: 1. Already there: 6.\n",
        }[gone]
    )
    assert export(again, tmp_path / "again.zip") == first


def test_photos_added_here_stay_behind_those_that_come(
    owner: User, child: Child, tmp_path: Path
) -> None:
    export(child, tmp_path / "iris.zip")
    again, _ = take(tmp_path / "iris.zip")
    entry = Entry.objects.get(concern__child=again, day=DAY)
    Photo.objects.get(entry=entry, position=1).delete()
    mine = make_photo(entry, position=3)
    take(tmp_path / "iris.zip")
    rows = list(Photo.objects.filter(entry=entry))
    assert [row.position for row in rows] == [2, 3, 4]
    assert rows[1] == mine


def test_pictures_by_any_name_are_taken_in_once(owner: User, tmp_path: Path) -> None:
    path = tmp_path / "iris.zip"
    path.write_bytes(zipped())
    child, said = take(path)
    assert said == "Records added: 4. Already there: 0.\n"
    assert [(row[2:6], row[8:]) for row in photos_of(child)] == [
        ((1, "chin", "close", "by the window"), (LARGE, SMALL)),
        ((2, "", "", ""), (LARGE, SMALL)),
    ]
    assert take(path) == (child, "Records added: 0. Already there: 4.\n")


def test_pictures_of_one_name_in_several_folders_are_several_photos(
    owner: User, tmp_path: Path
) -> None:
    """Of one look or of two: none is lost, and each has an id of its own in the child."""
    name = str(uuid4())
    files = [f"photos/{folder}/{name}.jpg" for folder in "abc"]
    one = documents.entry(photos=[{"file": files[0]}, {"file": files[1]}])
    two = documents.entry(photos=[{"file": files[2]}], notes="later")
    pictures = dict.fromkeys(files, LARGE) | {small_file(file): SMALL for file in files}
    gone = dict.fromkeys(PICTURES)
    path = tmp_path / "iris.zip"
    entries = documents.document(concerns=[documents.concern(one, two)])
    path.write_bytes(zipped({"diary.json": documents.as_bytes(entries), **gone, **pictures}))
    child, _said = take(path)
    assert len({row[1] for row in photos_of(child)}) == 3
    assert take(path) == (child, "Records added: 0. Already there: 6.\n")
    export(child, tmp_path / "out.zip")
    make_member(make_family(), user=make_user("ben@example.org"))
    again, _said = take(tmp_path / "out.zip", "ben@example.org")
    assert photos_of(again) == photos_of(child)


def test_deleted_entries_and_concerns_stay_out(child: Child, tmp_path: Path) -> None:
    before = export(child, tmp_path / "before.zip")
    other = make_concern(child)
    make_photo(make_entry(other, DAY))
    gone = make_entry(other.__class__.objects.exclude(pk=other.pk).get(child=child), DAY)
    make_photo(gone)
    for row in (other, gone):
        row.deleted_at = "2026-11-01T00:00Z"
        row.save()
    assert export(child, tmp_path / "after.zip") == before


# Without the pictures


def test_a_document_alone_leaves_the_photos_out_and_says_so(
    owner: User, child: Child, tmp_path: Path
) -> None:
    path = tmp_path / "iris.json"
    out, err = run("export_diary", "--child", str(child.pk), "--output", str(path))
    left_out = "3 photos were left out. To include them, use --output NAME.zip.\n"
    assert (out, err) == ("", left_out)
    entries = json.loads(path.read_bytes())["concerns"][0]["entries"]
    assert [entry.get("photos") for entry in entries] == [None] * 3
    again, _ = take(path)
    assert run("export_diary", "--child", str(again.pk))[0].encode() == path.read_bytes()


def test_a_picture_that_is_lost_is_left_out_and_named(
    owner: User, child: Child, tmp_path: Path
) -> None:
    row = Photo.objects.get(entry__day=DAY, position=1)
    default_storage.delete(row.small.name)
    path = tmp_path / "iris.zip"
    _, err = run("export_diary", "--child", str(child.pk), "--output", str(path))
    name = f"photos/{row.entry.uuid}/{row.uuid}.jpg"
    assert err == f"{name} was left out: its file is missing from storage.\n"
    assert len(photos_of(take(path)[0])) == 2


def test_the_check_takes_a_zip_too(tmp_path: Path) -> None:
    (tmp_path / "iris.json").write_bytes(diary())
    (tmp_path / "iris.zip").write_bytes(zipped())
    alone, zip = (
        run("check_timeline", "--file", str(tmp_path / name), "--on", "2026-03-02")
        for name in ("iris.json", "iris.zip")
    )
    assert zip == alone
    assert "Noah" in zip[0]


# When something is wrong


def refused(path: Path) -> str:
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_diary", str(path), "--owner", "ada@example.org", stdout=out, stderr=err
        )
    assert (ended.value.code, out.getvalue()) == (1, "")
    return err.getvalue()


def test_a_wrong_zip_is_told_line_by_line_and_nothing_is_taken_in(
    owner: User, tmp_path: Path, media: Path
) -> None:
    path = tmp_path / "iris.zip"
    path.write_bytes(
        zipped({"photos/a.jpg": LARGE + b"<script>", "photos/b.jpg": None, "photos/c.jpg": SMALL})
    )
    assert refused(path).splitlines() == [
        "photos/c.jpg: no entry names this photo",
        "concerns[0].entries[0].photos[1].file: photos/b.jpg is not in the .zip file",
        "photos/a.jpg: there is more data after the photo",
    ]
    assert not Child.objects.exists()
    assert files(media) == {}


def test_a_zip_that_leads_elsewhere_leaves_nothing_anywhere(
    owner: User, tmp_path: Path, media: Path
) -> None:
    path = tmp_path / "iris.zip"
    path.write_bytes(zipped({"../evil.jpg": LARGE}))
    before = sorted(tmp_path.rglob("*"))
    assert refused(path) == (
        '["../evil.jpg"]: neither diary.json nor a photo; use photos/NAME.jpg\n'
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_what_does_not_go_with_the_family_leaves_no_file(
    owner: User, child: Child, tmp_path: Path, media: Path
) -> None:
    export(child, tmp_path / "iris.zip")
    family = owner.families.get()
    for entry in Entry.objects.filter(day__in=[DAY, date(2026, 3, 2)]):
        make_entry(make_concern(make_child(family)), DAY, uuid=entry.uuid)
    before = files(media)
    with pytest.raises(CommandError, match="belongs to more than one child"):
        take(tmp_path / "iris.zip")
    assert files(media) == before


@pytest.mark.parametrize("step", ["add_missing_photos", "count_photos", "_write_acknowledgements"])
def test_when_a_row_cannot_be_written_nothing_stays(
    owner: User, child: Child, tmp_path: Path, media: Path, monkeypatch, step: str
) -> None:
    export(child, tmp_path / "iris.zip")
    before = files(media)

    def fail(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(importing, step, fail)
    with pytest.raises(DatabaseError):
        take(tmp_path / "iris.zip")
    assert files(media) == before
    assert list(Child.objects.all()) == [child]


@pytest.mark.parametrize("at", [0, 1, 5])
def test_when_a_picture_cannot_be_stored_nothing_stays(
    owner: User, child: Child, tmp_path: Path, media: Path, monkeypatch, at: int
) -> None:
    export(child, tmp_path / "iris.zip")
    before = files(media)
    save, count = FileSystemStorage._save, iter(range(9))

    def fail(self: FileSystemStorage, name: str, content: object) -> str:
        saved = save(self, name, content)
        if next(count) == at:
            raise OSError(28, "No space left on device")
        return saved

    monkeypatch.setattr(FileSystemStorage, "_save", fail)
    with pytest.raises(CommandError, match="could not be stored, so nothing was imported"):
        take(tmp_path / "iris.zip")
    assert files(media) == before
    assert list(Child.objects.all()) == [child]


# The file that is written


def test_the_zip_is_for_nobody_else_to_read_and_there_only_when_whole(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out" / "iris.zip"
    path.parent.mkdir()
    before = export(child, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    seen: list[list[str]] = []

    def fail(self: FileSystemStorage, *_: object) -> None:
        seen.append(os.listdir(path.parent))
        raise PermissionError

    monkeypatch.setattr(FileSystemStorage, "_open", fail)
    with pytest.raises(CommandError, match=r"^The photos could not be read from storage\.$"):
        export(child, path)
    assert [len(names) for names in seen] == [2]
    assert os.listdir(path.parent) == ["iris.zip"]
    assert path.read_bytes() == before


def test_a_zip_that_cannot_be_written(child: Child) -> None:
    sentence = "/nowhere/iris.zip could not be written: No such file or directory."
    with pytest.raises(CommandError, match=f"^{re.escape(sentence)}$"):
        run("export_diary", "--child", str(child.pk), "--output", "/nowhere/iris.zip")
    assert Family.objects.count() == 1
