"""All photos of a child: by day, by place on the body, a page at a time."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

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
from tracker.models import Child, Concern, Photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)


def html(client: Client, child: Child, **query: str) -> str:
    response = client.get(reverse("child_photos", args=[child.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def shown(page: str) -> list[str]:
    return re.findall(r'src="/children/\d+/photos/([\w-]+)/small.jpg"', page)


def ids(*photos: Photo) -> list[str]:
    return [str(photo.uuid) for photo in photos]


def test_photos_of_all_skin_problems_by_day(parent: Client, child: Child) -> None:
    rash, chin = make_concern(child, title="rash"), make_concern(child, title="bumps")
    old = make_photo(make_entry(rash, TODAY - timedelta(days=3)), site="cheek", caption="window")
    first = make_photo(make_entry(rash, TODAY))
    second = make_photo(make_entry(chin, TODAY), site="chin")
    page = html(parent, child)
    assert shown(page) == ids(second, first, old)
    assert re.findall(r"<strong>(\d+ May) 2026</strong>", page) == ["10 May", "10 May", "7 May"]
    assert "7 May 2026 rash cheek window" in text_of(page)
    assert parent.get(reverse("photo_view", args=[child.pk, old.uuid])).status_code == 200


def test_photos_of_one_place(parent: Client, child: Child, concern: Concern) -> None:
    """A photo without a place of its own is of the places of its entry."""
    own = make_photo(make_entry(concern, TODAY, sites=("chin",)), site="cheek")
    of_entry = make_photo(make_entry(concern, TODAY - timedelta(days=1), sites=("cheek", "chin")))
    make_photo(make_entry(concern, TODAY - timedelta(days=2)))
    assert shown(html(parent, child, place="cheek")) == ids(own, of_entry)
    assert shown(html(parent, child, place="chin")) == ids(of_entry)
    assert len(shown(html(parent, child, place="foot"))) == 3  # no photo of it: all
    page = html(parent, child)
    assert re.findall(r'<option value="(\w+)"', page) == ["cheek", "chin"]


def test_what_was_removed_is_not_shown(parent: Client, child: Child, concern: Concern) -> None:
    now = timezone.now()
    make_photo(make_entry(concern, TODAY), deleted_at=now)
    make_photo(make_entry(concern, TODAY, deleted_at=now))
    make_photo(make_entry(make_concern(child, deleted_at=now), TODAY), site="chin")
    page = html(parent, child)
    assert shown(page) == []
    assert "No photos yet." in page
    assert "<option" not in page


def test_a_private_photo_is_blurred(parent: Client, child: Child, concern: Concern) -> None:
    make_photo(make_entry(concern, TODAY), site="bottom")
    assert "picture-private" in html(parent, child)


def test_who_sees_them(child: Child, concern: Concern) -> None:
    make_photo(make_entry(concern, TODAY))
    viewer = client_of(make_member(child.family, "viewer"))
    stranger = client_of(make_member(make_child(make_family()).family))
    assert len(shown(html(viewer, child))) == 1
    assert stranger.get(reverse("child_photos", args=[child.pk])).status_code == 404


def test_a_page_does_not_grow_with_the_diary(
    parent: Client,
    child: Child,
    concern: Concern,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    photo = make_photo(make_entry(concern, TODAY, sites=("chin",)), site="chin")
    html(parent, child)  # stores the child in the session

    def copies(number: int) -> None:
        files = {"large": photo.large.name, "small": photo.small.name, "width": 80, "height": 60}
        Photo.objects.bulk_create(
            Photo(entry=photo.entry, site="chin", **files) for _ in range(number)
        )

    copies(30)
    with django_assert_num_queries(10):
        few = html(parent, child, place="chin")
    copies(1_000)
    with django_assert_num_queries(10):
        many = html(parent, child, place="chin")
    assert len(shown(few)) == len(shown(many)) == 24
    assert len(many) < 1.02 * len(few)
    assert "?place=chin&amp;page=2" in many
    assert len(shown(html(parent, child, place="chin", page="43"))) == 23
