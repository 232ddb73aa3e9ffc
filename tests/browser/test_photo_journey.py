"""Two photos from a phone: sent, viewed, compared; one is removed with its files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_photos_in_the_browser import heic_photo, phone_photo
from tests.browser.thumb import log_in
from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tracker.models import Photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IS_DRAWN = "picture => picture.decode().then(() => picture.naturalWidth > 0)"


def are_drawn(pictures: Locator) -> list[bool]:
    """Scroll to each picture, since they load lazily."""
    drawn = []
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        drawn.append(picture.evaluate(IS_DRAWN))
    return drawn


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*.jpg")}


def test_two_photos_are_sent_compared_and_one_removed(
    page: Page, live_server: LiveServer, media: Path
) -> None:
    today = timezone.now().date()
    child = make_child(make_family(time_zone="UTC"), birth_date=today - timedelta(days=60))
    concern = make_concern(child, first_noticed_on=today)
    log_in(page, make_member(child.family), live_server)
    entry = make_entry(concern, today)
    photos_page = live_server.url + reverse("photos", args=[child.pk, concern.uuid, entry.uuid])

    page.goto(photos_page)
    page.set_input_files("[type=file]", [phone_photo(date.today()), heic_photo()])
    page.get_by_role("button", name="Add", exact=True).click()
    pictures = page.locator("main img[src*='small']")
    expect(pictures).to_have_count(2, timeout=30_000)
    assert are_drawn(pictures) == [True, True]
    assert len(files_in(media)) == 4

    page.goto(live_server.url + reverse("concern_compare", args=[child.pk, concern.uuid]))
    compared = page.locator("main img[src*='large']:visible")
    assert are_drawn(compared) == [True] * 4, "side by side, and one over the other"

    first = Photo.objects.earliest("position")
    names = {first.large.name, first.small.name}
    page.goto(live_server.url + reverse("photo_edit", args=[child.pk, first.uuid]))
    page.get_by_text("Delete this photo").click()
    page.get_by_role("link", name="Delete permanently").click()
    page.get_by_role("button", name="Delete permanently").click()
    expect(page.locator(".notice")).to_contain_text("deleted permanently")
    assert Photo.objects.count() == 1
    assert len(files_in(media)) == 2
    assert not names & files_in(media)
