"""What is said when something went wrong."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories import client_of, make_child, make_family, make_member
from tracker.models import Family
from tracker.views.info import errors


def test_a_wrong_address(client, db):
    response = client.get("/nowhere/")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "Page not found" in response.content.decode()


@pytest.mark.django_db
def test_a_page_of_another_family_reads_like_one_that_never_was():
    child = make_child(make_family())
    browser = client_of(make_member(make_family()))
    response = browser.get(reverse("more", args=[child.pk]))
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert child.name not in response.content.decode()


@pytest.mark.django_db
def test_from_there_it_goes_back_to_the_child_last_looked_at():
    family = make_family()
    make_child(family)
    last = make_child(family)
    browser = client_of(make_member(family))
    browser.get(reverse("more", args=[last.pk]))
    page = browser.get(reverse("more", args=[make_child(make_family()).pk])).content.decode()
    assert f'href="{reverse("timeline", args=[last.pk])}"' in page


@pytest.mark.django_db
def test_a_role_that_is_not_enough():
    child = make_child(make_family())
    viewer = client_of(make_member(child.family, "viewer"))
    response = viewer.get(reverse("child_edit", args=[child.pk]))
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "your role doesn't let you" in response.content.decode()


@pytest.mark.django_db
def test_in_the_sample_no_owner_could_do_it_either():
    guest = Client()
    guest.post(reverse("sample_open"))
    family = Family.objects.get()
    for address in (reverse("family_removal", args=[family.pk]), reverse("account")):
        response = guest.get(address)
        assert response.status_code == HTTPStatus.FORBIDDEN
        page = response.content.decode()
        assert "This is the sample diary. You can do this in a diary of your own." in page
        assert "owner" not in page


def test_a_break_is_told_without_a_database():
    """No database is allowed in this test, and no session, user or context processor either."""
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    page = response.content.decode()
    assert "Something went wrong" in page
    assert reverse("worried") in page
    assert "app.css" in page


def test_a_break_is_told_even_without_the_templates(monkeypatch):
    def broken(*_: object) -> str:
        raise OSError

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert response["Content-Type"] == "text/plain"


def test_a_view_that_breaks_ends_on_that_page(client, monkeypatch, db):
    def broken(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("tracker.views.info.rules.rules_page", broken)
    client.raise_request_exception = False
    response = client.get(reverse("rules"))
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Something went wrong" in response.content.decode()


def test_what_cannot_be_read_is_told_without_a_database():
    response = errors.bad_request(RequestFactory().get("/"), SuspiciousOperation())
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "That didn't work" in response.content.decode()


def test_an_unknown_host_is_told(client):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "under “When pages are refused”" in response.content.decode()


@pytest.mark.django_db
def test_a_lost_token_says_what_to_do():
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(reverse("start"), {"name": "Iris"})
    assert response.status_code == HTTPStatus.FORBIDDEN
    page = response.content.decode()
    assert "Send it again" in page
    assert "back button" in page
    assert "The address the browser gave" not in page


@pytest.mark.django_db
def test_a_wrong_address_of_the_host_names_it_and_the_guide():
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(reverse("start"), headers={"origin": "https://diary.example"})
    assert response.status_code == HTTPStatus.FORBIDDEN
    page = response.content.decode()
    assert "under “When pages are refused”" in page
    assert "The address the browser gave: https://diary.example" in page


@pytest.mark.django_db
def test_a_parents_lost_token_keeps_the_way_home():
    child = make_child(make_family())
    user = make_member(child.family)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    response = browser.post(reverse("child_new"), {})
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert reverse("today", args=[child.pk]) in response.content.decode()
