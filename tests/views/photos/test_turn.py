"""Turning a photo on its page, without a script."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tests.views.pages import text_of
from tracker.models import Change, Photo, Spot

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Photo:
    entry = make_entry(make_concern(make_child(make_family())), date(2026, 3, 1))
    Spot.objects.create(entry=entry, site="chin", size_mm=4.5)
    return make_photo(entry)


@pytest.fixture
def client(photo: Photo) -> Client:
    return client_of(make_member(photo.child.family))


def of(photo: Photo, name: str, *more: str) -> str:
    return reverse(name, args=[photo.child.pk, photo.uuid, *more])


def shape(photo: Photo) -> tuple[int, int, int]:
    row = Photo.objects.get(pk=photo.pk)
    return row.turned, row.width, row.height


def test_the_page_offers_both_ways_round(client: Client, photo: Photo) -> None:
    Photo.objects.filter(pk=photo.pk).update(turned=3)
    html = client.get(of(photo, "photo_edit")).content.decode()
    assert f'action="{of(photo, "photo_turn")}"' in html
    assert '<button class="btn btn-quiet" name="turned" value="2">Turn left</button>' in html
    assert '<button class="btn btn-quiet" name="turned" value="0">Turn right</button>' in html


def test_turning_and_tapping_twice(client: Client, photo: Photo) -> None:
    for _tap in range(2):
        response = client.post(of(photo, "photo_turn"), {"turned": "1"})
        assert response["Location"] == of(photo, "photo_edit")
        assert shape(photo) == (1, 60, 80)


@pytest.mark.parametrize("turned", ["", "4", "-1", "right"])
def test_what_is_no_way_round(client: Client, photo: Photo, turned: str) -> None:
    assert client.post(of(photo, "photo_turn"), {"turned": turned}).status_code == 302
    assert shape(photo) == (0, 80, 60)


def test_a_size_that_was_measured_stays_and_the_lines_fit_the_turned_photo(
    client: Client, photo: Photo
) -> None:
    assert 'viewBox="0 0 80 60"' in client.get(of(photo, "photo_scale")).content.decode()
    client.post(of(photo, "photo_turn"), {"turned": "3"})
    page = client.get(of(photo, "photo_scale")).content.decode()
    assert 'viewBox="0 0 60 80"' in page
    assert 'width="60" height="80"' in page
    assert Spot.objects.get().size_mm == 4.5


def test_a_browser_asks_for_the_turned_file(client: Client, photo: Photo) -> None:
    for size in ("large", "small"):
        address = of(photo, "photo_file", size)
        former = client.get(address)["ETag"]
        turned = (Photo.objects.get(pk=photo.pk).turned + 1) % 4
        client.post(of(photo, "photo_turn"), {"turned": turned})
        assert client.get(address, headers={"If-None-Match": former}).status_code == 200
        now = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": now}).status_code == 304


def test_the_history_says_how_it_was_turned(client: Client, photo: Photo) -> None:
    client.post(of(photo, "photo_turn"), {"turned": "1"})
    client.post(of(photo, "photo_turn"), {"turned": "2"})
    page = text_of(client.get(reverse("history", args=[photo.child.pk])))
    assert "Turned before: as it was added → after: a quarter to the right" in page
    assert "Turned before: a quarter to the right → after: upside down" in page
    assert Change.objects.filter(verb="changed").count() == 2


def test_a_file_that_cannot_be_read_is_said(client: Client, photo: Photo) -> None:
    photo.large.storage.delete(photo.large.name)
    response = client.post(of(photo, "photo_turn"), {"turned": "1"})
    (message,) = get_messages(response.wsgi_request)
    assert str(message) == "The photo couldn't be turned just now. Try again."
    assert shape(photo) == (0, 80, 60)


def test_a_viewer_a_stranger_and_a_deleted_photo(client: Client, photo: Photo) -> None:
    address, turned = of(photo, "photo_turn"), {"turned": "1"}
    viewer = client_of(make_member(photo.child.family, "viewer"))
    stranger = client_of(make_member(make_family()))
    assert viewer.post(address, turned).status_code == 403
    assert stranger.post(address, turned).status_code == 404
    client.post(of(photo, "photo_delete"))
    assert client.post(address, turned).status_code == 404
    assert Photo.all_objects.get().turned == 0
