"""Looking at the photos of a concern: strip, all, one, two together, one after another."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tracker.models import Child, Concern, Entry, Photo, Spot

pytestmark = pytest.mark.django_db

FIRST = date(2026, 2, 1)
PAGES = ("concern_photos", "concern_film", "concern_compare")


@pytest.fixture(autouse=True)
def _today(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-05-10T14:00+01:00", tick=False)


@pytest.fixture
def child() -> Child:
    return make_child()


@pytest.fixture
def concern(child: Child) -> Concern:
    return make_concern(child, first_noticed_on=FIRST)


@pytest.fixture
def parent(child: Child) -> Client:
    return client_of(make_member(child.family))


def address(name: str, concern: Concern) -> str:
    return reverse(name, args=[concern.child_id, concern.uuid])


def view_address(photo: Photo) -> str:
    return reverse("photo_view", args=[photo.entry.concern.child_id, photo.uuid])


def html(client: Client, place: str, **query: object) -> str:
    response = client.get(place, query)
    assert response.status_code == 200
    return response.content.decode()


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def shown(page: str) -> list[UUID]:
    """The photos of a page in its order."""
    return [UUID(found) for found in re.findall(r'<img[^>]* src="[^"]*/photos/([\w-]{36})/', page)]


def blurred(page: str) -> list[UUID]:
    return shown("".join(re.findall(r'class="picture picture-private">.*?<img[^>]*>', page, re.S)))


def three_photos(concern: Concern) -> list[Photo]:
    """Written out of order: of the third day, of the first, and of the second."""
    days = {name: FIRST + timedelta(days=n) for n, name in enumerate(("one", "two", "three"))}
    made = {
        name: make_photo(make_entry(concern, days[name]), caption=name)
        for name in ("three", "one", "two")
    }
    return [made[name] for name in days]


def many_photos(concern: Concern, number: int) -> Photo:
    """Copies of one photo over the entries of as many days; returns the last."""
    first = make_photo(make_entry(concern, FIRST, sites=("chin",)))
    entries = Entry.objects.bulk_create(
        Entry(
            concern=concern, day=FIRST + timedelta(days=n % 90), at=time(n % 24), status="present"
        )
        for n in range(1, number)
    )
    Spot.objects.bulk_create(Spot(entry=entry, site="chin") for entry in entries)
    photos = Photo.objects.bulk_create(
        Photo(entry=entry, large=first.large, small=first.small, width=80, height=60)
        for entry in entries
    )
    return photos[-1]


# All, and the strip


def test_the_strip_stands_newest_first_with_day_and_count(parent: Client, concern: Concern) -> None:
    one, two, three = three_photos(concern)
    page = html(parent, address("concern", concern))
    strip = re.search(r'<ol class="photo-strip".*?</ol>', page, re.S)
    assert strip
    assert shown(strip[0]) == [three.uuid, two.uuid, one.uuid]
    assert text_of(strip[0]).strip() == "3 Feb day 3 2 Feb day 2 1 Feb day 1"
    assert strip[0].count('loading="lazy"') == 3
    assert strip[0].count("/small.jpg") == 3
    assert f'href="{view_address(one)}"' in strip[0]


def test_a_concern_without_photos_has_no_strip(parent: Client, concern: Concern) -> None:
    make_entry(concern, FIRST)
    page = html(parent, address("concern", concern))
    assert "photo-strip" not in page
    assert "Add a photo" in page


def test_each_entry_shows_its_photos(parent: Client, concern: Concern) -> None:
    one, two, _ = three_photos(concern)
    second = make_photo(one.entry)
    page = html(parent, address("concern", concern))
    row = re.search(rf'id="entry-{one.entry.uuid}".*?</tr>', page, re.S)
    assert row
    assert shown(row[0]) == [one.uuid, second.uuid]
    place = reverse("photos", args=[concern.child_id, concern.uuid, one.entry.uuid])
    assert f'href="{place}">Photos' in row[0]
    assert two.uuid not in shown(row[0])


def test_a_viewer_is_not_asked_to_add_a_photo(child: Child, concern: Concern) -> None:
    make_entry(concern, FIRST)
    viewer = client_of(make_member(child.family, "viewer"))
    assert "Add a photo" not in html(viewer, address("concern", concern))


@pytest.mark.parametrize(
    ("query", "order"),
    [
        pytest.param({}, ["three", "two", "one"], id="newest first"),
        pytest.param({"order": "oldest"}, ["one", "two", "three"], id="oldest first"),
        pytest.param({"order": "?"}, ["three", "two", "one"], id="nonsense"),
    ],
)
def test_all_photos_stand_in_the_order_asked_for(
    parent: Client, concern: Concern, query: dict[str, str], order: list[str]
) -> None:
    captions = {photo.uuid: photo.caption for photo in three_photos(concern)}
    page = html(parent, address("concern_photos", concern), **query)
    assert [captions[uuid] for uuid in shown(page)] == order


def test_photos_of_one_entry_keep_the_order_given_to_them(parent: Client, concern: Concern) -> None:
    entry = make_entry(concern, FIRST)
    second, first = make_photo(entry, position=2), make_photo(entry, position=1)
    page = html(parent, address("concern_photos", concern), order="oldest")
    assert shown(page) == [first.uuid, second.uuid]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("number", [0, 1])
def test_too_few_photos_are_no_error(
    parent: Client, concern: Concern, name: str, number: int
) -> None:
    for _ in range(number):
        make_photo(make_entry(concern, FIRST))
    page = html(parent, address(name, concern))
    assert len(shown(page)) == (number if name == "concern_photos" else 0)


# One


def test_a_photo_stands_large_with_what_was_written(parent: Client, concern: Concern) -> None:
    entry = make_entry(concern, FIRST, at=time(3, 12), notes="after the bath", severity=2)
    photo = make_photo(entry, site="chin", view="close", caption="by the window")
    page = html(parent, view_address(photo))
    text = text_of(page)
    assert shown(page) == [photo.uuid]
    assert "/large.jpg" in page
    assert "1 February 2026 day 1" in text
    assert "Where chin Distance close up Caption by the window" in text
    assert "Entry from this day 03:12 bad after the bath" in text
    assert "1 of 1" in text


def steps(page: str) -> dict[str, str]:
    return dict(re.findall(r'rel="(prev|next)"[^>]* href="([^"]*)"', page))


def test_it_leads_to_its_neighbours_in_time(parent: Client, concern: Concern) -> None:
    one, two, three = map(view_address, three_photos(concern))
    assert steps(html(parent, one)) == {"next": two}
    assert steps(html(parent, two)) == {"prev": one, "next": three}
    assert steps(html(parent, three)) == {"prev": two}


@pytest.mark.parametrize(("role", "writes"), [("owner", True), ("viewer", False)])
def test_who_writes_may_describe_it(
    child: Child, concern: Concern, role: str, writes: bool
) -> None:
    photo = make_photo(make_entry(concern, FIRST))
    page = html(client_of(make_member(child.family, role)), view_address(photo))
    assert (f'href="{reverse("photo_edit", args=[child.pk, photo.uuid])}"' in page) == writes


# Two, and one after another


def test_two_photos_are_compared_as_chosen(parent: Client, concern: Concern) -> None:
    one, two, three = three_photos(concern)
    page = html(parent, address("concern_compare", concern), a=three.uuid, b=two.uuid)
    assert shown(page) == [three.uuid, two.uuid, two.uuid, three.uuid]  # beside, and over
    chosen = re.findall(r'<option value="([\w-]+)" selected>', page)
    assert chosen == [str(three.uuid), str(two.uuid)]
    assert page.count(f'<option value="{one.uuid}"') == 2
    assert f'href="?a={two.uuid}&amp;b={three.uuid}"' in page


def test_without_a_choice_the_oldest_is_compared_with_the_newest(
    parent: Client, concern: Concern
) -> None:
    one, _, three = three_photos(concern)
    elsewhere = make_photo(make_entry(make_concern(concern.child), FIRST))
    for query in ({}, {"a": "nonsense", "b": elsewhere.uuid}):
        page = html(parent, address("concern_compare", concern), **query)
        assert shown(page)[:2] == [one.uuid, three.uuid]


def test_the_film_begins_with_the_oldest_and_does_not_play_by_itself(
    parent: Client, concern: Concern
) -> None:
    photos = three_photos(concern)
    page = html(parent, address("concern_film", concern))
    assert shown(page) == [photo.uuid for photo in photos]
    assert 'min="0" max="2" value="0"' in page
    assert "autoplay" not in page


# Private places


@pytest.mark.parametrize(
    ("site", "sites", "others", "condition", "is_private"),
    [
        pytest.param("chin", (), (), "milia", False, id="the photo says chin"),
        pytest.param("groin", ("chin",), (), "milia", True, id="the photo says groin"),
        pytest.param("chin", ("bottom",), (), "diaper_rash", False, id="its own word counts first"),
        pytest.param("", ("chin", "genitals"), (), "milia", True, id="a spot of its entry"),
        pytest.param("", ("thigh",), ("bottom",), "milia", False, id="its entry before others"),
        pytest.param("", (), ("bottom",), "milia", True, id="a spot of another entry"),
        pytest.param("", (), (), "diaper_rash", True, id="a nappy rash without places"),
        pytest.param("", (), (), "milia", False, id="nothing known"),
    ],
)
def test_photos_of_private_places_are_blurred_wherever_they_are_shown(
    parent: Client,
    child: Child,
    site: str,
    sites: tuple[str, ...],
    others: tuple[str, ...],
    condition: str,
    is_private: bool,
) -> None:
    concern = make_concern(child, condition=condition, first_noticed_on=FIRST)
    make_entry(concern, FIRST, sites=others)
    photo = make_photo(make_entry(concern, FIRST + timedelta(days=1), sites=sites), site=site)
    plain = make_photo(make_entry(concern, FIRST + timedelta(days=2)), site="nose")
    places = [address(name, concern) for name in ("concern", *PAGES)] + [view_address(photo)]
    places.append(reverse("photos", args=[child.pk, concern.uuid, photo.entry.uuid]))
    places.append(reverse("photo_edit", args=[child.pk, photo.uuid]))
    for place in places:
        page = html(parent, place)
        expected = {photo.uuid} if is_private else set()
        assert photo.uuid in shown(page)
        assert set(blurred(page)) == expected, place
        assert len(blurred(page)) == shown(page).count(photo.uuid) * is_private
        assert ("checkbox" in page) == is_private
    assert blurred(html(parent, view_address(plain))) == []


# What is deleted, and who


def test_photos_of_what_is_deleted_are_never_shown(parent: Client, concern: Concern) -> None:
    kept = make_photo(make_entry(concern, FIRST))
    thrown = make_photo(make_entry(concern, FIRST, deleted_at="2026-05-01T00:00Z"))
    taken = make_photo(kept.entry, deleted_at="2026-05-01T00:00Z")
    assert set(shown(html(parent, address("concern", concern)))) == {kept.uuid}
    assert shown(html(parent, address("concern_photos", concern))) == [kept.uuid]
    assert [parent.get(view_address(photo)).status_code for photo in (kept, thrown, taken)] == [
        200,
        404,
        404,
    ]
    Concern.objects.filter(pk=concern.pk).update(deleted_at="2026-05-01T00:00Z")
    assert parent.get(view_address(kept)).status_code == 404
    for name in PAGES:
        page = parent.get(address(name, concern))
        assert (page.status_code, shown(page.content.decode())) == (410, [])


def test_photos_of_another_child_are_not_found(parent: Client, child: Child) -> None:
    sister = make_concern(make_child(child.family, name="Ruth"))
    photo = make_photo(make_entry(sister, FIRST))
    assert parent.get(view_address(photo)).status_code == 200
    assert parent.get(reverse("photo_view", args=[child.pk, photo.uuid])).status_code == 404
    assert parent.get(reverse("photo_view", args=[child.pk, uuid4()])).status_code == 404
    for name in PAGES:
        assert parent.get(reverse(name, args=[child.pk, sister.uuid])).status_code == 404


def test_a_stranger_finds_nothing(concern: Concern) -> None:
    photo = make_photo(make_entry(concern, FIRST))
    stranger = client_of(make_member(make_family()))
    places = [view_address(photo), *(address(name, concern) for name in PAGES)]
    assert [stranger.get(place).status_code for place in places] == [404] * 4


def test_a_viewer_looks_at_all_of_it(child: Child, concern: Concern) -> None:
    viewer = client_of(make_member(child.family, "viewer"))
    photo = three_photos(concern)[0]
    places = [view_address(photo), *(address(name, concern) for name in PAGES)]
    assert [photo.uuid in shown(html(viewer, place)) for place in places] == [True] * 4


# Cost


@pytest.mark.parametrize("number", [3, 300])
@pytest.mark.parametrize(
    ("name", "queries"),
    # 1 session, 2 user, 3 child with its family, 4 the user's membership, 5 concern, 6 its entries
    # for the spells, 7 photos with their entries, 8 where entries had spots, 9 children to switch
    # between
    [(name, 9) for name in PAGES]
    # the same, with 5 the photo with its entry and concern, and 9 spots, 10 signs of its entry
    + [("photo_view", 12)]
    # those of the concern page (test_concern_page)
    + [("concern", 31)],
)
def test_the_number_of_queries_does_not_depend_on_the_number_of_photos(
    parent: Client,
    concern: Concern,
    name: str,
    queries: int,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    last = many_photos(concern, number)
    place = view_address(last) if name == "photo_view" else address(name, concern)
    html(parent, place)  # the session learns which child it looks at
    with django_assert_num_queries(queries):
        page = html(parent, place)
    assert str(last.uuid) in page
