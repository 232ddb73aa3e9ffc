"""The sample diary: opened by anybody while nobody keeps a diary, removed by one click."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, client_of, drawn_jpeg, make_child, make_family, make_member
from tests.reports.test_summary_pdf import pages_of
from tracker.actions import sample
from tracker.actions.people import GUEST_EMAIL
from tracker.models import CalendarLink, Child, Entry, Family, Photo, Share, User

pytestmark = pytest.mark.django_db


def test_a_visitor_looks_around_as_the_guest(client):
    response = client.post(reverse("sample_open"))
    child = Child.objects.get()
    assert response["Location"] == reverse("today", args=[child.pk])
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert "A made-up baby" in page.content.decode()


def test_it_is_dated_by_the_visitors_day(client, time_machine):
    time_machine.move_to("2026-03-10T20:00:00Z", tick=False)
    client.post(reverse("sample_open"), {"time_zone": "Pacific/Auckland"})
    family = Family.objects.get()
    assert (family.time_zone, family.country) == ("Pacific/Auckland", "NZ")
    assert str(Child.objects.get().birth_date) == "2025-10-31"


def test_a_link_opens_nothing(client):
    assert client.get(reverse("sample_open")).status_code == 302
    assert User.objects.count() == 0


PAGES_OF_AN_ACCOUNT = (
    "account",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "sessions",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
)


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_guest_gets_no_way_to_stay(client, method):
    client.post(reverse("sample_open"))
    sent = {"email": "kept@example.org", "password1": PASSWORD, "code": "123456"}
    for page in PAGES_OF_AN_ACCOUNT:
        assert getattr(client, method)(reverse(page), sent).status_code == 403, page
    guest = User.objects.get()
    assert guest.email == GUEST_EMAIL
    assert not guest.has_usable_password()


def test_a_stranger_gets_no_sample_where_a_diary_is_kept(client):
    make_family()
    assert client.post(reverse("sample_open"))["Location"] == reverse("account_login")
    assert User.objects.count() == 0


def test_the_guest_removes_it_and_is_out(client):
    client.post(reverse("sample_open"))
    response = client.post(reverse("sample_remove"))
    assert response["Location"] == reverse("home")
    assert (User.objects.count(), Family.objects.count()) == (0, 0)
    assert client.get("/")["Location"] == reverse("start")


def test_a_second_guest_who_was_there_is_led_to_the_start(client):
    client.post(reverse("sample_open"))
    other = Client()
    other.post(reverse("sample_open"))
    client.post(reverse("sample_remove"))
    assert other.get("/")["Location"] == reverse("start")


def test_a_parent_looks_at_it_beside_the_own_diary():
    family = make_family(time_zone="Europe/Vienna", country="AT")
    child = make_child(family)
    browser = client_of(make_member(family))
    browser.post(reverse("sample_open"))
    sample = Child.objects.get(family__is_sample=True)
    assert sample.family.time_zone == "Europe/Vienna"
    assert browser.get("/").context["child_context"].child == sample
    browser.post(reverse("sample_remove"))
    assert browser.get("/").context["child_context"].child == child


def test_removing_needs_an_account_and_a_post(client):
    assert reverse("account_login") in client.post(reverse("sample_remove"))["Location"]
    browser = client_of(make_member(make_family()))
    assert browser.get(reverse("sample_remove")).status_code == 302


def test_what_the_guest_writes_goes_with_the_sample(client):
    client.post(reverse("sample_open"))
    child = Child.objects.get()
    assert client.get(reverse("more", args=[child.pk])).status_code == 200
    assert client.get(reverse("child_new"))["Location"] == reverse("start")


def test_its_photos_make_the_paper_no_longer(client, monkeypatch, time_machine):
    time_machine.move_to("2026-03-10T12:00Z", tick=False)
    pages = []
    for add_photos in (sample._add_photos, lambda *_: None):
        monkeypatch.setattr(sample, "_add_photos", add_photos)
        client.post(reverse("sample_open"))
        paper = client.get(reverse("summary_pdf", args=[Child.objects.get().pk]))
        pages.append((Photo.objects.exists(), pages_of(paper.content)))
        client.post(reverse("sample_remove"))
    assert pages == [(True, pages[1][1]), (False, pages[1][1])]


def test_the_guest_stores_no_photo_and_is_told_why(client, media):
    client.post(reverse("sample_open"))
    kept = Photo.objects.count()
    entry = Entry.objects.filter(photos=None).first()
    page = reverse("photos", args=[entry.concern.child_id, entry.concern.uuid, entry.uuid])
    sent = SimpleUploadedFile("rash.jpg", drawn_jpeg((80, 60)), "image/jpeg")
    assert client.post(page, {"photos": sent}).context["form"].errors["photos"] == [
        "This is the sample diary. You can add photos in a diary of your own."
    ]
    assert Photo.objects.count() == kept


def test_the_guest_makes_no_link_and_is_told_why(client):
    client.post(reverse("sample_open"))
    child = Child.objects.get()
    refused = "This is the sample diary. You can make links in a diary of your own."
    choices = {"days": "7", "shows": "frozen", "code": "yes", "name": "short"}
    made = client.post(reverse("share_new", args=[child.pk]), choices)
    assert refused in made.content.decode()
    made = client.post(reverse("calendar", args=[child.pk]), follow=True)
    assert refused in made.content.decode()
    assert (Share.objects.count(), CalendarLink.objects.count()) == (0, 0)
