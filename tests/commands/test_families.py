"""What the person who hosts the server sees of its families, and how one is closed."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import (
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
    make_user,
)
from tests.removals.people import name_in
from tracker.models import Child, Family, KeptCopy, Photo, User
from tracker.operator.families import family_sizes

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(media: Path) -> Family:
    """A family with an owner, a viewer, a child and two photos, one of them removed."""
    family = make_family(name="Secret")
    make_member(family, user=make_user("ana@example.org"))
    make_member(family, "viewer", user=make_user("gran@example.org"))
    entry = make_entry(make_concern(make_child(family, name="Iris")), date(2026, 2, 20))
    make_photo(entry)
    make_photo(entry, deleted_at=entry.created_at)
    return family


@pytest.fixture
def bare() -> Family:
    family = make_family(name="Other")
    make_member(family, user=make_user("ben@example.org"))
    return family


def said(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_what_each_family_stores(full: Family, bare: Family, media: Path) -> None:
    make_family(name="Sample", is_sample=True)
    stored = sum(file.stat().st_size for file in media.rglob("*.jpg"))
    assert [
        (one.pk, one.owners, one.members, one.children, one.photos, one.photo_bytes)
        for one in family_sizes()
    ] == [
        (full.pk, ("ana@example.org",), 2, 1, 2, stored),
        (bare.pk, ("ben@example.org",), 1, 0, 0, 0),
    ]


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_four_queries(n: int, django_assert_num_queries) -> None:
    for number in range(n):
        make_member(make_family(), user=make_user(f"{number}@example.org"))
    with django_assert_num_queries(4):
        family_sizes()


def test_the_list_shows_nothing_of_the_diaries(full: Family) -> None:
    Photo.all_objects.update(stored_bytes=750_000)
    head, row = said("families").splitlines()
    assert head.split() == ["family", "since", "people", "children", "photos", "MB", "owners"]
    day = full.created_at.date().isoformat()
    assert row.split() == [str(full.pk), day, "2", "1", "2", "1.5", "ana@example.org"]


def test_a_closed_family_leaves_a_copy_to_each_of_its_people(
    full: Family, bare: Family, tmp_path: Path
) -> None:
    child = full.children.get()
    path = tmp_path / f"diary-{child.pk}.zip"
    assert said("close_family", full.pk, "--yes", "--export", tmp_path) == f"{path}\n"
    assert list(Family.objects.all()) == [bare]
    assert (Child.objects.count(), Photo.all_objects.count()) == (0, 0)
    copies = KeptCopy.objects.order_by("user__email").values_list("user__email", "child_name")
    assert list(copies) == [("ana@example.org", "Iris"), ("gran@example.org", "Iris")]
    assert User.objects.count() == 3
    assert name_in(path.read_bytes()) == "Iris"


def test_nothing_is_deleted_unless_it_is_confirmed(full: Family) -> None:
    with pytest.raises(CommandError, match=r"^This deletes the family for good\."):
        said("close_family", full.pk)
    assert Family.objects.get() == full


def test_nothing_is_deleted_that_could_not_be_exported(full: Family, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^There is no folder "):
        said("close_family", full.pk, "--yes", "--export", tmp_path / "none")
    (tmp_path / f"diary-{full.children.get().pk}.zip").mkdir()
    with pytest.raises(CommandError, match=r"so nothing was deleted"):
        said("close_family", full.pk, "--yes", "--export", tmp_path)
    assert (Family.objects.get(), KeptCopy.objects.count()) == (full, 0)
    full.refresh_from_db()
    assert full.read_only_until is None


def test_a_number_of_no_family_or_of_a_sample_is_refused() -> None:
    sample = make_family(is_sample=True)
    for number in (sample.pk, sample.pk + 1):
        with pytest.raises(CommandError, match=rf"^There is no family {number}\.$"):
            said("close_family", number, "--yes")
    assert Family.objects.get() == sample
