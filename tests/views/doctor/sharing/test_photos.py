"""The photos of a summary: for who has opened its link, and no others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_child, make_concern, make_entry, make_photo, make_share
from tests.views.doctor.sharing.doctor import (
    DAY,
    ENDS,
    OTHERS,
    SIZES,
    html_of,
    page_of,
    photo_address,
    pictures,
    set_access_cookie,
    stored,
)
from tracker.models import Child, Concern, Photo, Share
from tracker.sharing import new_secrets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


@pytest.mark.parametrize("asked", ["", "bytes=0-9"], ids=["whole", "a range"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("who", [*OTHERS, *ENDS], ids=lambda who: who.__name__)
def test_nobody_else_gets_anything_of_a_photo(
    share: Share, photo: Photo, who: Callable, method: str, size: str, asked: str
) -> None:
    if who in ENDS:
        client = set_access_cookie(Client())
        assert client.get(photo_address(share, photo, size)).status_code == 200
        who(share)
    else:
        client = who(share)
    etag = f'"{photo.uuid.hex}-{size}-{photo.revision}"'
    for headers in ({"Range": asked}, {"Range": asked, "If-None-Match": etag}):
        response = getattr(client, method)(photo_address(share, photo, size), headers=headers)
        assert response.status_code == 404
        assert "image" not in response["Content-Type"]
        assert not response.has_header("Content-Range")
        assert not response.has_header("ETag")


def test_each_photo_of_the_summary_has_an_address(
    doctor: Client, share: Share, photo: Photo
) -> None:
    assert pictures(html_of(doctor, share)) == [photo_address(share, photo)]
    response = doctor.get(photo_address(share, photo))
    assert response["Content-Type"] == "image/jpeg"
    assert response.content == stored(photo)


@pytest.mark.parametrize("size", SIZES)
def test_both_sizes_come_whole_and_in_ranges(
    doctor: Client, share: Share, photo: Photo, size: str
) -> None:
    whole = doctor.get(photo_address(share, photo, size))
    part = doctor.get(photo_address(share, photo, size), headers={"Range": "bytes=2-5"})
    assert whole.content == stored(photo, size)
    assert (part.status_code, part.content) == (206, stored(photo, size)[2:6])


def test_a_photo_of_a_private_place_is_shown_only_if_picked(
    child: Child, concern: Concern, photo: Photo
) -> None:
    private = make_photo(make_entry(concern, DAY), site="bottom")
    share = make_share(child)
    assert pictures(html_of(set_access_cookie(Client()), share)) == [photo_address(share, photo)]
    file = f"photos/{private.entry.uuid}/{private.uuid}.jpg"
    secrets = new_secrets()
    picked = make_share(child, secrets, choice=f"picked={file}")
    html = html_of(set_access_cookie(Client(), secrets.token, secrets.code), picked)
    assert photo_address(picked, private) in pictures(html)


@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
@pytest.mark.parametrize("what", ["photo", "entry", "concern"])
def test_a_photo_that_was_deleted_is_gone_here_too(
    child: Child, concern: Concern, photo: Photo, what: str, is_frozen: bool
) -> None:
    share = make_share(child, is_frozen=is_frozen)
    doctor = set_access_cookie(Client())
    address = photo_address(share, photo)
    assert doctor.get(address).status_code == 200
    if what == "photo":
        photo.delete()
    else:
        row = photo.entry if what == "entry" else concern
        row.deleted_at = timezone.now()
        row.save()
    assert doctor.get(address).status_code == 404
    assert pictures(html_of(doctor, share)) == []


def of_another_link(share: Share, photo: Photo) -> str:
    other = make_share(share.child, new_secrets())
    signed = photo_address(other, photo).rpartition("/")[2]
    return f"{page_of(share)}photos/{signed}"


def unsigned(share: Share, photo: Photo) -> str:
    return f"{page_of(share)}photos/{photo.pk}-large.jpg"


def of_another_size(share: Share, photo: Photo) -> str:
    return photo_address(share, photo).replace("-large:", "-small:")


def of_no_size(share: Share, photo: Photo) -> str:
    return photo_address(share, photo, "original")


def of_another_child(share: Share, photo: Photo) -> str:
    other = make_child(share.child.family)
    return photo_address(share, make_photo(make_entry(make_concern(other), DAY)))


@pytest.mark.parametrize(
    "wrong",
    [of_another_link, unsigned, of_another_size, of_no_size, of_another_child],
    ids=lambda wrong: wrong.__name__,
)
def test_no_other_photo_can_be_asked_for(
    doctor: Client, share: Share, photo: Photo, wrong: Callable
) -> None:
    assert doctor.get(wrong(share, photo)).status_code == 404
