"""The sample family: there once, apart from everything else, and gone with one act."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from tests.factories import make_child, make_concern, make_family, make_member
from tracker.actions.people import GUEST_EMAIL
from tracker.actions.sample import AlreadyOpen, close_sample, is_guest, open_sample
from tracker.domain.sample import sample_diary
from tracker.domain.sample.photos import sample_photos
from tracker.models import Child, Concern, Entry, Family, Member, Photo, User
from tracker.photos.drawn import draw
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def opened(user: User | None) -> tuple[User, Child]:
    return open_sample(user=user, today=TODAY, time_zone="Europe/London", country="GB")


def test_without_an_account_it_is_the_guests_who_cannot_log_in():
    guest, child = opened(None)
    assert is_guest(guest)
    assert not guest.has_usable_password()
    assert child.family.is_sample
    assert Member.objects.get(user=guest).role == "owner"


def test_all_who_look_around_share_one_guest():
    assert opened(None) == opened(None)
    assert Family.objects.count() == 1


def test_nobody_becomes_the_guest_where_a_diary_is_kept():
    make_family()
    with pytest.raises(AlreadyOpen):
        opened(None)
    assert User.objects.count() == 0


def test_what_is_stored_is_the_sample_diary():
    _guest, child = opened(None)
    stored, wanted = whole_diary(child), sample_diary(TODAY)
    assert stored.child == wanted.child
    assert [len(concern.entries) for concern in stored.concerns] == [
        len(concern.entries) for concern in wanted.concerns
    ]
    assert [concern.title for concern in stored.concerns] == [
        concern.title for concern in wanted.concerns
    ]
    assert len(stored.visits) == len(wanted.visits)
    assert [question.text for question in stored.questions] == [
        question.text for question in wanted.questions
    ]


def test_it_is_written_with_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(68):
        opened(None)


def test_a_user_gets_it_beside_the_own_family_and_once():
    family = make_family()
    user = make_member(family)
    _user, child = opened(user)
    assert opened(user) == (user, child)
    assert Family.objects.filter(members__user=user).count() == 2
    assert is_guest(user) is False


def test_removing_it_leaves_what_is_real():
    family = make_family()
    user = make_member(family)
    concern = make_concern(make_child(family))
    opened(user)
    assert close_sample(user=user) is False
    assert list(Family.objects.all()) == [family]
    assert list(Concern.objects.all()) == [concern]
    assert Entry.all_objects.count() == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_removing_it_leaves_the_sample_of_another_user():
    one, other = make_member(make_family()), make_member(make_family())
    opened(one)
    _other, child = opened(other)
    close_sample(user=one)
    assert list(Child.objects.filter(family__is_sample=True)) == [child]


def test_the_guest_goes_with_it():
    guest, _child = opened(None)
    assert close_sample(user=guest) is True
    assert not User.objects.filter(email=GUEST_EMAIL).exists()
    assert Family.objects.count() == 0


# Photos


def photos_by_concern(child: Child) -> dict[str, list[Photo]]:
    found: dict[str, list[Photo]] = {}
    for photo in Photo.objects.filter(entry__concern__child=child).order_by("entry__day"):
        found.setdefault(photo.entry.concern.condition, []).append(photo)
    return found


def corner(photo: Photo) -> tuple[int, ...]:
    with photo.large.open() as file, Image.open(file) as picture:
        return picture.getpixel((0, 0))  # type: ignore[return-value]


def test_it_has_drawn_photos_on_two_skin_tones_that_say_so():
    _guest, child = opened(None)
    found = photos_by_concern(child)
    assert [len(photos) > 2 for photos in found.values()] == [True, True]
    tones = []
    for photos in found.values():
        assert len({(photo.site, photo.view, photo.width, photo.height) for photo in photos}) == 1
        assert {"drawing" in photo.caption for photo in photos} == {True}
        (tone,) = {corner(photo) for photo in photos}
        tones.append(sum(tone))
    assert abs(tones[0] - tones[1]) > 150


def test_a_drawing_is_the_same_each_time():
    first = next(sample_photos()).drawing
    assert draw(first) == draw(first)
    assert len({draw(photo.drawing).large for photo in sample_photos()}) == len([*sample_photos()])


def test_the_photos_go_with_it(media: Path, django_capture_on_commit_callbacks):
    guest, _child = opened(None)
    assert len([*media.rglob("*.jpg")]) == 2 * Photo.objects.count() > 0
    opened(None)
    with django_capture_on_commit_callbacks(execute=True):
        close_sample(user=guest)
    assert [*media.rglob("*.jpg")] == []


@pytest.mark.usefixtures("caplog")
def test_without_room_for_photos_it_opens_without_them(media: Path, monkeypatch):
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", fail)
    _guest, child = opened(None)
    assert Entry.objects.filter(concern__child=child).exists()
    assert not Photo.objects.exists()
