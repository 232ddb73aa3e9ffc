"""A photo first: from the home screen or out of the gallery, without a service worker."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, drawn_jpeg, make_concern, make_member
from tests.views.entry_posts import concern_post, entry_new, entry_post
from tests.views.pages import text_of
from tracker.actions.waiting_photos import SECONDS
from tracker.models import Entry, Photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

ADDRESS = "/photo/"


def share(client: Client, content: bytes | None = None):
    file = SimpleUploadedFile("IMG_1.jpg", content or drawn_jpeg((80, 60)), "image/jpeg")
    return client.post(ADDRESS, {"photos": file})


def waiting_files() -> list[Path]:
    """Nobody logged in by the page, so there is nothing else in the cache."""
    return list(Path(settings.CACHES["default"]["LOCATION"]).glob("*.djcache"))


def test_of_one_open_concern_it_leads_to_a_new_entry(parent, concern) -> None:
    assert parent.get(ADDRESS)["Location"] == entry_new(concern, "#photos-heading")


def test_of_several_it_asks(parent, child) -> None:
    concerns = [make_concern(child, title=title) for title in ("chin", "neck")]
    page = parent.get(ADDRESS).content.decode()
    for concern in concerns:
        assert f'<a href="{entry_new(concern, "#photos-heading")}">{concern.title}' in page
    new = reverse("concern_new", args=[child.pk])
    assert f'<a href="{new}#photos-heading">Something new on the skin' in page


def test_of_none_it_leads_to_a_new_concern_with_the_photo(parent, child) -> None:
    address = reverse("concern_new", args=[child.pk])
    to_form = share(parent)["Location"]
    assert to_form.startswith(f"{address}?shared=")
    page = parent.get(to_form)
    assert "Photo 1, not saved yet" in page.content.decode()
    parent.post(address, concern_post(shared=page.context["shared"]))
    assert Photo.objects.get().entry == Entry.objects.get()


def test_from_the_only_open_concern_it_is_a_step_to_a_new_one(parent, concern) -> None:
    page = parent.get(share(parent)["Location"]).content.decode()
    address = reverse("concern_new", args=[concern.child_id])
    key = page.partition(f'href="{address}?shared=')[2].partition("#")[0]
    parent.post(address, concern_post(condition="eczema", shared=key))
    assert Photo.objects.get().entry.concern.condition == "eczema"


def test_a_shared_photo_is_kept_with_the_entry_and_once(parent, concern) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = parent.cookies
    to_entry = share(client)["Location"]  # no token: a phone's share menu knows none
    assert Photo.objects.count() == 0
    page = parent.get(to_entry).content.decode()
    assert "Photo 1, not saved yet" in page
    key = page.partition('name="shared" value="')[2].partition('"')[0]
    data = entry_post(shared=key)
    for _ in range(2):
        parent.post(entry_new(concern), data)
    entry = Entry.objects.get()
    assert entry.uuid == UUID(data["uuid"])
    assert [photo.width for photo in entry.photos.all()] == [80]
    assert "Photo 1, not saved yet" not in parent.get(to_entry).content.decode()


def test_nobody_else_gets_it(parent, concern, child) -> None:
    to_entry = share(parent)["Location"]
    other = client_of(make_member(child.family))
    assert "Photo 1, not saved yet" not in other.get(to_entry).content.decode()


def test_it_waits_an_hour(parent, concern, time_machine) -> None:
    to_entry = share(parent)["Location"]
    time_machine.shift(SECONDS + 1)
    assert "Photo 1, not saved yet" not in parent.get(to_entry).content.decode()


def test_tidying_clears_what_waited_too_long(parent, concern, time_machine) -> None:
    share(parent)
    call_command("tidy")
    assert len(waiting_files()) == 1
    time_machine.shift(SECONDS + 1)
    call_command("tidy")
    assert waiting_files() == []


def test_what_is_no_photo_is_told(parent, concern) -> None:
    response = share(parent, b"no picture")
    assert response.status_code == 422
    assert "It's still in your gallery." in text_of(response)
    assert waiting_files() == []


def test_logged_out_it_says_so_plainly(concern) -> None:
    response = share(Client())
    assert response.status_code == 401
    assert "You're logged out, so the photo isn't saved." in text_of(response)


def test_logged_out_it_asks_to_log_in_and_comes_back(concern) -> None:
    assert Client().get(ADDRESS)["Location"] == f"{reverse('account_login')}?next={ADDRESS}"
    shared = Client().get(f"{ADDRESS}?shared=phone")["Location"]
    assert shared == f"{reverse('account_login')}?next={ADDRESS}%3Fshared%3Dphone"


def test_who_only_reads_has_nothing_to_choose(child, concern) -> None:
    viewer = client_of(make_member(child.family, "viewer"))
    assert "There's no skin problem you can add to yet." in text_of(viewer.get(ADDRESS))
