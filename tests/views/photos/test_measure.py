"""Measuring on a photo: what the script sends, and what is kept of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
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
from tracker.actions.entries import measure_spot
from tracker.models import Change, Photo, Spot, User

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)


@pytest.fixture
def photo() -> Photo:
    child = make_child(make_family(country="GB"))
    return make_photo(make_entry(make_concern(child), DAY, sites=("chin", "cheek")))


@pytest.fixture
def parent(photo: Photo) -> User:
    return make_member(photo.entry.concern.child.family)


@pytest.fixture
def client(parent: User) -> Client:
    return client_of(parent)


def address(photo: Photo) -> str:
    return reverse("photo_scale", args=[photo.entry.concern.child_id, photo.uuid])


def spots(photo: Photo) -> list[Spot]:
    return list(photo.entry.spots.all())


def drawn(photo: Photo, **fields: object) -> dict[str, object]:
    """One penny of 203 pixels, and a spot of 25: 2.5 mm."""
    return {
        "known": "GBP 1p",
        "known_mm": "",
        "known_px": "203",
        "spot_px": "25",
        "spot": spots(photo)[1].pk,
        **fields,
    }


def test_the_size_goes_into_the_chosen_place_and_can_be_taken_back(
    client: Client, photo: Photo, parent: User
) -> None:
    response = client.post(address(photo), drawn(photo), follow=True)
    concern = photo.entry.concern
    page = reverse("photos", args=[concern.child_id, concern.uuid, photo.entry.uuid])
    assert response.redirect_chain == [(page, 302)]
    assert "cheek, side not given: 2.5 mm is saved." in response.content.decode()
    assert [spot.size_mm for spot in spots(photo)] == [None, 2.5]
    change = Change.objects.get()
    assert (change.kind, change.verb, change.by) == ("entry", "changed", parent)

    client.post(reverse("undo", args=[concern.child_id, change.change_set]))
    assert [spot.size_mm for spot in spots(photo)] == [None, None]


@pytest.mark.parametrize(
    ("known_mm", "size"), [("10", 2.5), ("10,5", 2.6), ("10.5", 2.6)], ids=["mm", "comma", "point"]
)
def test_along_a_ruler_the_length_is_typed(
    client: Client, photo: Photo, known_mm: str, size: float
) -> None:
    data = drawn(photo, known="length", known_mm=known_mm, known_px="100")
    assert client.post(address(photo), data).status_code == 302
    assert spots(photo)[1].size_mm == size


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"known_px": ""}, "Draw both lines on the photo first", id="no first line"),
        pytest.param({"spot_px": ""}, "Draw both lines on the photo first", id="no second line"),
        pytest.param({"spot_px": "x"}, "Draw both lines on the photo again", id="no number"),
        pytest.param({"spot_px": "-5"}, "Draw both lines on the photo again", id="below nought"),
        pytest.param({"spot_px": "1e300"}, "Draw both lines on the photo again", id="endless"),
        pytest.param({"spot_px": "nan"}, "Draw both lines on the photo again", id="nan"),
        pytest.param({"known_px": "3"}, "give a size", id="too short"),
        pytest.param({"spot_px": "0"}, "give a size", id="a point"),
        pytest.param({"known": "length"}, "more than 0 mm", id="length not said"),
        pytest.param({"known": "length", "known_mm": "0"}, "more than 0 mm", id="of no length"),
        pytest.param({"known": "length", "known_mm": "a lot"}, "a number of mill", id="words"),
        pytest.param({"known": "length", "known_mm": "1001"}, "1,000 mm or less", id="too long"),
        pytest.param({"known": "XXX 1"}, "not one of the available choices", id="unknown coin"),
        pytest.param({"spot": ""}, "Choose the place that you measured", id="no place"),
        pytest.param({"spot": "999999"}, "This place has changed since", id="gone place"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(
    client: Client, photo: Photo, fields: dict[str, object], sentence: str
) -> None:
    response = client.post(address(photo), drawn(photo, **fields))
    assert sentence in response.content.decode()
    assert [spot.size_mm for spot in spots(photo)] == [None, None]
    assert not Change.objects.exists()


def test_an_entry_that_is_written_anew_just_then(
    client: Client, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = drawn(photo)

    def late(*, spot: Spot, size_mm: float, by: User) -> UUID:
        Spot.objects.filter(pk=spot.pk).delete()
        return measure_spot(spot=spot, size_mm=size_mm, by=by)

    monkeypatch.setattr("tracker.views.photos.measure.measure_spot", late)
    response = client.post(address(photo), data)
    assert "This place has changed since" in response.content.decode()
    assert not Change.objects.exists()


def test_a_place_of_another_entry_is_none_to_choose(client: Client, photo: Photo) -> None:
    other = make_entry(photo.entry.concern, date(2026, 3, 2), sites=("chin",))
    spot = other.spots.get()
    client.post(address(photo), drawn(photo, spot=spot.pk))
    spot.refresh_from_db()
    assert spot.size_mm is None


def test_an_entry_without_a_place_is_told_where_to_mark_one(client: Client) -> None:
    photo = make_photo(make_entry(make_concern(), DAY))
    client = client_of(make_member(photo.entry.concern.child.family))
    html = client.get(address(photo)).content.decode()
    assert "Mark the place first" in html
    assert "data-scale" not in html


def test_without_script_the_field_of_the_entry_is_offered(client: Client, photo: Photo) -> None:
    html = client.get(address(photo)).content.decode()
    entry = photo.entry
    record = reverse("entry_edit", args=[entry.concern.child_id, entry.concern.uuid, entry.uuid])
    assert f'<a href="{record}#where">Add the size</a>' in html
    assert html.index("Pound sterling") < html.rindex("Euro")


@pytest.mark.parametrize("many", [1, 40], ids=["one place", "many places"])
def test_queries(client: Client, django_assert_num_queries, many: int) -> None:
    photo = make_photo(make_entry(make_concern(), DAY, sites=("chin",) * many))
    client = client_of(make_member(photo.entry.concern.child.family))
    client.get(address(photo))
    # session, user, child, its member; photo with look and concern, places; the frame's children
    with django_assert_num_queries(7):
        client.get(address(photo))


def test_a_viewer_and_a_stranger_measure_nothing(photo: Photo) -> None:
    viewer = client_of(make_member(photo.entry.concern.child.family, "viewer"))
    assert viewer.get(address(photo)).status_code == 403
    assert viewer.post(address(photo), drawn(photo)).status_code == 403
    stranger = client_of(make_member(make_family()))
    assert stranger.get(address(photo)).status_code == 404
    assert stranger.post(address(photo), drawn(photo)).status_code == 404
    assert [spot.size_mm for spot in spots(photo)] == [None, None]
