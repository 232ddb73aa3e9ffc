"""What every answer carries, whatever it is about."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_member,
    make_photo,
)
from tracker.models import Visit

pytestmark = pytest.mark.django_db

STATIC = ("file", "drawing")


@pytest.fixture
def answers(settings, monkeypatch) -> dict[str, HttpResponse]:
    """A page about a child, open pages, a form, errors and files of every kind."""
    settings.WHITENOISE_USE_FINDERS = True  # nothing is collected under test
    child = make_child()
    photo = make_photo(make_entry(make_concern(child), child.birth_date + timedelta(days=30)))
    tomorrow = timezone.localdate() + timedelta(days=1)
    visit = Visit.objects.create(child=child, day=child.birth_date, follow_up_on=tomorrow)
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
        "photo": parent.get(reverse("photo_file", args=[child.pk, photo.uuid, "small"])),
        "PDF": parent.get(reverse("summary_pdf", args=[child.pk])),
        "table": parent.get(reverse("export_csv", args=[child.pk])),
        "diary file": parent.get(reverse("export_json", args=[child.pk])),
        "calendar": parent.get(reverse("calendar_day", args=[child.pk, visit.follow_up_on])),
        "refused": parent.get(reverse("child_edit", args=[make_child().pk])),
        "forged": Client(enforce_csrf_checks=True).post(reverse("account_login")),
        "health": visitor.get("/healthz", headers={"host": "elsewhere.example"}),
        "worker": visitor.get("/sw.js"),
        "manifest": visitor.get(reverse("manifest")),
        "error": _broken(visitor, monkeypatch),
    }
    made["file"].close()
    made["drawing"].close()
    return made


def _broken(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    with monkeypatch.context() as patched:
        patched.setattr("tracker.views.info.rules.render", None)
        response = visitor.get(reverse("rules"))
    assert response.status_code == 500
    return response


def test_every_answer_holds_the_browser_to_our_own_files(answers) -> None:
    assert answers["file"].status_code == 200
    for name, response in answers.items():
        assert response.headers.get("X-Content-Type-Options") == "nosniff", name
        assert response.headers.get("Referrer-Policy") == "same-origin", name
        assert response.headers.get("Cross-Origin-Resource-Policy") == "same-origin", name
        assert "Access-Control-Allow-Origin" not in response.headers, name
        policy = set(response.headers.get("Content-Security-Policy", "").split("; "))
        assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= policy, name
    pages = {name: response for name, response in answers.items() if name not in STATIC}
    for name, response in pages.items():
        assert "object-src 'none'" in response.headers["Content-Security-Policy"], name
        assert response.headers.get("Cross-Origin-Opener-Policy") == "same-origin", name


def test_every_answer_says_what_it_is_and_text_its_letters(answers) -> None:
    kinds = {name: response.headers["Content-Type"] for name, response in answers.items()}
    text = {name: kind for name, kind in kinds.items() if kind.startswith("text/")}
    assert [name for name, kind in text.items() if not re.search("charset=.?utf-8", kind)] == []
    assert len(text) > 10


def test_a_style_sheet_carries_no_header_that_is_heeded_in_pages_alone(answers) -> None:
    assert "Permissions-Policy" not in answers["file"].headers


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
    assert kept == {*STATIC, "photo", "worker"}


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
