"""A photo's bytes: for the family alone, at both sizes, whole and in ranges."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tracker.models import Family, Member, Photo, User

pytestmark = pytest.mark.django_db
SIZES = ["large", "small"]
RANGES = ["", "bytes=0-9"]


@pytest.fixture
def family() -> Family:
    return make_family()


@pytest.fixture
def photo(family: Family) -> Photo:
    return make_photo(make_entry(make_concern(make_child(family)), date(2026, 3, 1)))


@pytest.fixture
def owner(family: Family) -> User:
    return make_member(family)


@pytest.fixture
def client(owner: User) -> Client:
    return client_of(owner)


def address(photo: Photo, size: str = "large", child: int | None = None) -> str:
    child = child or photo.entry.concern.child_id
    return reverse("photo_file", args=[child, photo.uuid, size])


def stored(photo: Photo, size: str = "large") -> bytes:
    with getattr(photo, size).open("rb") as file:
        return file.read()


# Who sees it


@pytest.mark.parametrize("role", ["owner", "caregiver", "viewer"])
@pytest.mark.parametrize("size", SIZES)
def test_every_member_sees_it(family: Family, photo: Photo, role: str, size: str) -> None:
    response = client_of(make_member(family, role)).get(address(photo, size))
    assert response.status_code == 200
    assert response.content == stored(photo, size)


def stranger(photo: Photo) -> Client:
    """Somebody with a photo of their own."""
    family = make_family()
    make_photo(make_entry(make_concern(make_child(family)), date(2026, 3, 1)))
    return client_of(make_member(family))


def former_member(photo: Photo) -> Client:
    """Who saw it until just now."""
    family = photo.entry.concern.child.family
    client = client_of(user := make_member(family, "caregiver"))
    assert client.get(address(photo)).status_code == 200
    Member.objects.filter(user=user).delete()
    return client


def logged_out(photo: Photo) -> Client:
    client = client_of(make_member(photo.entry.concern.child.family))
    assert client.get(address(photo)).status_code == 200
    client.logout()
    return client


def switched_off(photo: Photo) -> Client:
    client = client_of(user := make_member(photo.entry.concern.child.family))
    user.is_active = False
    user.save()
    return client


@pytest.mark.parametrize("asked", RANGES, ids=["whole", "a range"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    "who",
    [stranger, former_member, lambda _: Client(), logged_out, switched_off],
    ids=["stranger", "former member", "visitor", "logged out", "switched off"],
)
def test_nobody_else_gets_anything(photo: Photo, who, method: str, size: str, asked: str) -> None:
    client = who(photo)
    etag = f'"{photo.uuid.hex}-{size}"'
    for headers in ({"Range": asked}, {"Range": asked, "If-None-Match": etag}):
        response = getattr(client, method)(address(photo, size), headers=headers)
        assert response.status_code == 404
        assert "image" not in response["Content-Type"]
        assert not response.has_header("Content-Range")
        assert not response.has_header("ETag")


def test_a_stranger_learns_nothing_by_their_own_child_in_the_address(photo: Photo) -> None:
    family = make_family()
    child = make_child(family)
    client = client_of(make_member(family))
    assert client.get(address(photo, child=child.pk)).status_code == 404


@pytest.mark.parametrize("what", ["entry", "concern"])
def test_a_photo_of_what_was_deleted_is_not_shown(client: Client, photo: Photo, what: str) -> None:
    row = photo.entry if what == "entry" else photo.entry.concern
    row.deleted_at = timezone.now()
    row.save()
    assert client.get(address(photo)).status_code == 404


@pytest.mark.parametrize("size", ["original", "Large", "width"])
def test_there_are_two_sizes(client: Client, photo: Photo, size: str) -> None:
    assert client.get(address(photo, size)).status_code == 404


def test_a_file_that_is_gone(client: Client, photo: Photo) -> None:
    default_storage.delete(photo.large.name)
    assert client.get(address(photo)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_can_only_be_read(client: Client, photo: Photo, method: str) -> None:
    assert getattr(client, method)(address(photo)).status_code == 405


def test_no_address_maps_onto_the_folder(client: Client, photo: Photo) -> None:
    assert django_settings.MEDIA_URL in ("", "/")  # under a script's prefix Django adds the slash
    name = photo.large.name
    tried = [f"/{name}", f"/media/{name}", f"/static/{name}", f"/static/../media/{name}"]
    assert [client.get(path).status_code for path in tried] == [404] * 4


# How it is sent


def test_headers(client: Client, photo: Photo) -> None:
    response = client.get(address(photo, "small"))
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == str(len(stored(photo, "small")))
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Cookie" in response["Vary"]
    assert photo.small.name not in str(response.headers)


def test_head_says_the_same_without_the_bytes(client: Client, photo: Photo) -> None:
    whole, head = client.get(address(photo)), client.head(address(photo))
    assert head.content == b""
    assert head.status_code == 200
    assert dict(head.headers) == dict(whole.headers)


def test_what_the_browser_has_already_is_not_sent_again(client: Client, photo: Photo) -> None:
    etag = client.get(address(photo))["ETag"]
    response = client.get(address(photo), headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["Cache-Control"] == "private, no-cache"
    small = client.get(address(photo, "small"), headers={"If-None-Match": etag})
    assert small.status_code == 200


LENGTH = 100


@pytest.fixture
def hundred(client: Client, photo: Photo) -> bytes:
    """The file is a hundred bytes long."""
    content = bytes(range(LENGTH))
    with default_storage.open(photo.large.name, "wb") as file:
        file.write(content)
    return content


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, 99),
        ("bytes=-10", 90, 99),
        ("bytes=-1000", 0, 99),
        ("bytes=90-1000", 90, 99),
        ("bytes=99-", 99, 99),
        ("bytes=0-99", 0, 99),
        ("Bytes=5-6", 5, 6),
        (" bytes=5-6 ", 5, 6),
        ("bytes=5-999999999999999999", 5, 99),
    ],
)
def test_a_range(
    client: Client, photo: Photo, hundred: bytes, asked: str, first: int, last: int
) -> None:
    response = client.get(address(photo), headers={"Range": asked})
    assert response.status_code == 206
    assert response.content == hundred[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{LENGTH}"
    assert response["Content-Length"] == str(last + 1 - first)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0", f"bytes={9**17}-"])
def test_a_range_beyond_the_end(client: Client, photo: Photo, hundred: bytes, asked: str) -> None:
    response = client.get(address(photo), headers={"Range": asked})
    assert (response.status_code, response.content) == (416, b"")
    assert response["Content-Range"] == f"bytes */{LENGTH}"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=9-5",
        "bytes=0-1,5-6",
        "bytes=a-b",
        "bytes=1--2",
        "bytes=-1-2",
        "items=0-1",
        f"bytes={'9' * 5000}-",
        "bytes=\u0661-\u0662",
    ],
)
def test_what_is_no_single_right_range_gets_the_whole(
    client: Client, photo: Photo, hundred: bytes, asked: str
) -> None:
    response = client.get(address(photo), headers={"Range": asked})
    assert (response.status_code, response.content) == (200, hundred)
    assert not response.has_header("Content-Range")


def test_a_range_of_another_version_gets_the_whole(
    client: Client, photo: Photo, hundred: bytes
) -> None:
    etag = client.get(address(photo))["ETag"]
    asked = {"Range": "bytes=0-9"}
    same = client.get(address(photo), headers={**asked, "If-Range": etag})
    other = client.get(address(photo), headers={**asked, "If-Range": '"another"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_head_of_a_range_is_that_of_the_whole(client: Client, photo: Photo, hundred: bytes) -> None:
    response = client.head(address(photo), headers={"Range": "bytes=0-9"})
    assert (response.status_code, response["Content-Length"]) == (200, str(LENGTH))


def test_it_costs_five_queries(client: Client, photo: Photo, django_assert_num_queries) -> None:
    client.get(address(photo))
    # the session, the user, the child with its family, the member, the photo
    with django_assert_num_queries(5):
        client.get(address(photo))
