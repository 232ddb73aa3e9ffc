"""What every answer carries, whatever it is about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_member,
    make_photo,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(settings) -> dict[str, HttpResponse]:
    """A page about a child, open pages, a form, errors and a file."""
    settings.WHITENOISE_USE_FINDERS = True  # nothing is collected under test
    child = make_child()
    parent, visitor = client_of(make_member(child.family)), Client(raise_request_exception=False)
    made = {
        "page": parent.get(reverse("today", args=[child.pk])),
        "form": parent.get(reverse("note_new", args=[child.pk])),
        "redirect": visitor.get(reverse("today", args=[child.pk])),
        "open page": visitor.get(reverse("worried")),
        "log-in": visitor.get(reverse("account_login")),
        "nothing there": parent.get("/nowhere/"),
        "not this way": parent.get(reverse("log_all_same", args=[child.pk])),
        "wrong host": visitor.get("/", headers={"host": "elsewhere.example"}),
        "file": visitor.get("/static/tracker/css/app.css"),
        "drawing": visitor.get("/static/tracker/no_photo.svg"),
    }
    made["file"].close()
    made["drawing"].close()
    return made


def test_every_answer_holds_the_browser_to_our_own_files(answers) -> None:
    assert answers["file"].status_code == 200
    for name, response in answers.items():
        assert response.headers.get("X-Content-Type-Options") == "nosniff", name
        assert response.headers.get("Referrer-Policy") == "same-origin", name
        assert response.headers.get("Cross-Origin-Resource-Policy") == "same-origin", name
        assert "Access-Control-Allow-Origin" not in response.headers, name
    documents = {name: response for name, response in answers.items() if name != "file"}
    for name, response in documents.items():
        assert "default-src 'none'" in response.headers.get("Content-Security-Policy", ""), name
        assert response.headers.get("Cross-Origin-Opener-Policy") == "same-origin", name
    pages = {name: response for name, response in documents.items() if name != "drawing"}
    for name, response in pages.items():
        assert "object-src 'none'" in response.headers["Content-Security-Policy"], name


def test_a_style_sheet_carries_no_policy_that_is_heeded_in_documents_alone(answers) -> None:
    for name in ("Content-Security-Policy", "Permissions-Policy"):
        assert name not in answers["file"].headers


def test_a_name_that_is_not_of_the_home_network_is_refused_with_them(settings) -> None:
    settings.HOME_NETWORK, settings.ALLOWED_HOSTS = True, ["*"]
    response = Client().get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_no_cache_keeps_a_page(answers) -> None:
    """Neither a shared one nor the browser's, out of which the back button reads after log-out."""
    kept = {
        name
        for name, response in answers.items()
        if not {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    }
    assert kept == {"file", "drawing"}


def test_pages_are_compressed_and_nothing_else_is() -> None:
    child = make_child()
    photo = make_photo(make_entry(make_concern(child), child.birth_date + timedelta(days=30)))
    browser = client_of(make_member(child.family))
    browser.defaults["HTTP_ACCEPT_ENCODING"] = "gzip, br"
    here = [child.pk]
    compressed = {
        name: browser.get(address).headers.get("Content-Encoding")
        for name, address in {
            "page": reverse("today", args=here),
            "photo": reverse("photo_file", args=[child.pk, photo.uuid, "small"]),
            "diary file": reverse("export_json", args=here),
        }.items()
    }
    assert compressed == {"page": "gzip", "photo": None, "diary file": None}


def test_a_browser_that_reads_no_gzip_gets_the_page_as_it_is(answers) -> None:
    assert "Content-Encoding" not in answers["page"].headers


def test_two_answers_of_the_same_page_differ_in_length() -> None:
    """Else the length would tell whether what somebody guessed stands in it."""
    browser = Client(headers={"accept-encoding": "gzip"})
    lengths = {len(browser.get(reverse("worried")).content) for _ in range(9)}
    assert len(lengths) > 1


def test_the_browser_forgets_at_log_out() -> None:
    parent = client_of(make_member(make_child().family))
    address = reverse("account_logout")
    assert "Clear-Site-Data" not in parent.get(address).headers
    assert parent.post(address)["Clear-Site-Data"] == '"cache"'
