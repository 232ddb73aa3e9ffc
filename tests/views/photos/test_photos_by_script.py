"""What the script that sends photos gets to hear."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import (
    client_of,
    drawn_jpeg,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tests.views.entry_posts import entry_post, signs_post
from tracker.models import Concern, Entry, Photo

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
DAY = date(2026, 3, 10)


@pytest.fixture
def concern(time_machine) -> Concern:
    time_machine.move_to("2026-03-10 12:00")
    return make_concern(make_child(make_family(time_zone="UTC")))


@pytest.fixture
def client(concern: Concern) -> Client:
    return client_of(make_member(concern.child.family))


def new_entry(concern: Concern) -> str:
    return reverse("entry_new", args=[concern.child_id, concern.uuid])


def last_photo(concern: Concern) -> str:
    return reverse("last_photo", args=[concern.child_id, concern.uuid])


def photos_page(entry: Entry) -> str:
    return reverse("photos", args=[entry.concern.child_id, entry.concern.uuid, entry.uuid])


def a_file(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", content or drawn_jpeg((80, 60)), "image/jpeg")


def test_a_new_entry_answers_where_its_photos_go_and_where_the_form_would_have_led(
    client: Client, concern: Concern
) -> None:
    next_page = reverse("concern", args=[concern.child_id, concern.uuid])
    response = client.post(new_entry(concern), entry_post(next=next_page), headers=JSON)
    assert response.json() == {"photos": photos_page(Entry.objects.get()), "next": next_page}
    assert "saved for today" in client.get(next_page).content.decode()


def test_an_urgent_entry_leads_to_today(client: Client, concern: Concern) -> None:
    data = entry_post(next="/somewhere/", **signs_post("yes", "floppy"))
    response = client.post(new_entry(concern), data, headers=JSON)
    assert response.json()["next"] == reverse("today", args=[concern.child_id])


def test_an_entry_sent_again_after_it_was_taken_back_names_the_place_where_it_is_now(
    client: Client, concern: Concern
) -> None:
    data = entry_post()
    first = client.post(new_entry(concern), data, headers=JSON).json()
    Entry.objects.get().delete()
    make_entry(concern, DAY, uuid=data["uuid"], deleted_at=datetime.now(UTC))
    second = client.post(new_entry(concern), data, headers=JSON).json()
    assert second["photos"] == photos_page(Entry.objects.get())
    assert second["photos"] != first["photos"]


def test_an_entry_with_something_to_mend_answers_with_the_form(
    client: Client, concern: Concern
) -> None:
    response = client.post(new_entry(concern), entry_post(day="2026-03-11"), headers=JSON)
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "Enter a date that is not in the future" in response.content.decode()
    assert not Entry.objects.exists()


def test_a_photo_sent_twice_is_there_once(client: Client, concern: Concern) -> None:
    entry, uuid = make_entry(concern, DAY), uuid4()
    answers = [
        client.post(photos_page(entry), {"uuid": uuid, "photos": a_file()}, headers=JSON)
        for _ in range(2)
    ]
    photo = Photo.objects.get()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == {"photos": [str(photo.uuid)]}
    assert "photos" in answers[1].json()


def test_a_refusal_says_why(client: Client, concern: Concern) -> None:
    entry = make_entry(concern, DAY)
    data = {"uuid": uuid4(), "photos": a_file(b"no picture")}
    response = client.post(photos_page(entry), data, headers=JSON)
    assert response.status_code == 422
    assert response.json()["error"].startswith("a.jpg: ")


@pytest.mark.parametrize(
    ("sites", "condition", "is_said"),
    [
        pytest.param(("bottom",), "milia", True, id="by its place"),
        pytest.param(("chin",), "diaper_rash", False, id="another place"),
        pytest.param((), "diaper_rash", True, id="by the condition"),
        pytest.param((), "milia", False, id="neither"),
    ],
)
def test_of_a_private_place_the_map_is_offered_first(
    client: Client, concern: Concern, sites: tuple[str, ...], condition: str, is_said: bool
) -> None:
    Concern.objects.update(condition=condition)
    entry = make_entry(concern, DAY, sites=sites)
    html = client.get(photos_page(entry)).content.decode()
    assert ('class="is-private"' in html) == is_said


# The last photo, for the camera


def test_the_last_photo_is_that_of_the_newest_entry(client: Client, concern: Concern) -> None:
    newest = make_photo(make_entry(concern, DAY), colour="#00ff00")
    make_photo(make_entry(concern, date(2026, 3, 2)), colour="#0000ff")
    hidden = make_entry(concern, DAY, deleted_at=datetime.now(UTC))
    make_photo(hidden, colour="#ff0000")
    response = client.get(last_photo(concern))
    with newest.large.open("rb") as file:
        assert response.content == file.read()
    assert response["Cache-Control"] == "private, no-cache"


def test_no_photo_is_no_address(client: Client, concern: Concern) -> None:
    assert client.get(last_photo(concern)).status_code == 404


def test_the_last_photo_of_others_is_none(concern: Concern) -> None:
    make_photo(make_entry(concern, DAY))
    assert client_of(make_member(make_family())).get(last_photo(concern)).status_code == 404
    viewer = client_of(make_member(concern.child.family, "viewer"))
    assert viewer.get(last_photo(concern)).status_code == 200


@pytest.mark.parametrize(
    ("turned", "sizes"),
    [
        (["1", "0"], [(60, 80), (80, 60)]),
        (["0", "3"], [(80, 60), (60, 80)]),
        (["2"], [(80, 60), (80, 60)]),
        ([], [(80, 60), (80, 60)]),
        (["4", "right", "1"], [(80, 60), (80, 60)]),
    ],
)
def test_a_photo_is_turned_as_the_script_says(
    client: Client, concern: Concern, turned: list[str], sizes: list[tuple[int, int]]
) -> None:
    entry = make_entry(concern, DAY)
    data = {"uuid": uuid4(), "photos": [a_file(), a_file()], "photos_turned": turned}
    client.post(photos_page(entry), data)
    photos = Photo.objects.order_by("position")
    assert [(photo.width, photo.height) for photo in photos] == sizes
    assert {photo.turned for photo in photos} == {Photo.Turn.AS_SENT}
