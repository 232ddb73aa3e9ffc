"""What a hostile request gets: little, early, and nothing of how it is made here."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_invitation,
    make_member,
    make_photo,
)
from tests.project.test_settings import settings_of

ROOT = Path(__file__).parent.parent.parent


# Over https

PREFIXES = (
    "SECURE_",
    "SESSION_",
    "CSRF_",
    "ALLOWED_",
    "APPEARANCE_",
    "TRUSTED_",
    "PUBLIC_",
    "REDIRECT_",
)


@pytest.fixture
def public(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Client:
    """A browser of a host who did as docs/hosting.md says, with a proxy that adds https."""
    values = settings_of(
        monkeypatch,
        tmp_path / "data",
        PUBLIC_URL="https://milkspot.example.org",
        TRUSTED_PROXIES="127.0.0.1",
    )
    for name in values:
        if name.startswith(PREFIXES):
            setattr(settings, name, values[name])
    return Client(headers={"host": "milkspot.example.org", "x-forwarded-proto": "https"})


@pytest.mark.django_db
def test_a_browser_comes_back_over_https_only(public: Client) -> None:
    response = public.get(reverse("start"))
    assert response.status_code == 200
    assert response["Strict-Transport-Security"] == "max-age=31536000"
    plain = public.get(reverse("start"), headers={"x-forwarded-proto": "http"})
    assert plain.status_code == 302, "a permanent one stays in browsers even if https never worked"
    assert plain["Location"] == "https://milkspot.example.org/start/"


def test_a_proxy_that_does_not_say_https_is_told_so_and_nothing_turns_in_circles(
    public: Client,
) -> None:
    silent = public.get(reverse("start"), headers={"x-forwarded-proto": ""})
    page = silent.content.decode()
    assert silent.status_code == 400
    assert 'href="https://milkspot.example.org/start/"' in page
    assert "127.0.0.1 did not send the header X-Forwarded-Proto" in page
    unknown = public.get(reverse("start"), REMOTE_ADDR="172.17.0.1")
    assert unknown.status_code == 400
    assert "172.17.0.1, which is not one of your trusted proxies" in unknown.content.decode()


@pytest.mark.django_db
def test_cookies_are_for_this_name_and_https_alone(public: Client) -> None:
    page = public.get(reverse("start"))
    filled = {"name": "Iris", "birth_date": "2026-01-10", "condition": "nothing"}
    answer = public.post(
        reverse("start"), filled, headers={"origin": "https://milkspot.example.org"}
    )
    cookies = page.cookies | answer.cookies
    assert set(cookies) == {"__Host-milkspot_session", "__Host-milkspot_csrf"}
    for name, cookie in cookies.items():
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", ""), name
        assert cookie["samesite"] == "Lax", name
    assert cookies["__Host-milkspot_session"]["httponly"] is True


@pytest.mark.django_db
def test_so_are_those_of_the_colours_and_of_an_invitation(public: Client) -> None:
    family = make_family()
    owner = make_member(family)
    make_invitation(family, owner, token="K" * 43)
    headers = {"origin": "https://milkspot.example.org"}
    opened = public.post(reverse("invitation_open", args=["K" * 43]), headers=headers)
    public.force_login(owner)
    address = reverse("account_appearance")
    colours = public.post(address, {"appearance": "dark"}, headers=headers)
    cookies = colours.cookies | opened.cookies
    names = {name for name in cookies if "csrf" not in name and "session" not in name}
    assert names == {"__Host-milkspot_appearance", "__Secure-milkspot_invited"}
    for name in names:
        assert (cookies[name]["secure"], cookies[name]["samesite"]) == (True, "Lax"), name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["start", "health", "home"])
def test_trace_gives_nothing_of_the_request_back(public: Client, name: str) -> None:
    public.cookies["milkspot_secret"] = "swallow"
    answer = public.trace(reverse(name), headers={"x-secret": "swallow"})
    assert b"swallow" not in answer.content
    assert "swallow" not in str(answer.headers)


def test_under_a_path_the_cookies_cannot_promise_as_much(monkeypatch, tmp_path: Path) -> None:
    values = settings_of(monkeypatch, tmp_path / "data", PUBLIC_URL="https://example.org/baby")
    assert values["SESSION_COOKIE_NAME"] == "__Secure-milkspot_session"
    assert values["CSRF_COOKIE_NAME"] == "__Secure-milkspot_csrf"


# How much may be sent

HUGE = 100_000_000
FORM, FILES = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


class Untouched:
    """A body that nobody may begin to read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("it was read")

    readline = read


def send(address: str, content_type: str, session: str = "") -> int:
    """The status of the answer to a body of 100 MB."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(HUGE),
        "HTTP_COOKIE": f"{django_settings.SESSION_COOKIE_NAME}={session}",
        "wsgi.input": Untouched(),
        "wsgi.url_scheme": "http",
    }
    return ClientHandler(enforce_csrf_checks=False)(environ).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/login/", "/start/", "/sample/", "/healthz", "/no/"])
@pytest.mark.parametrize("content_type", [FORM, FILES])
def test_a_strangers_huge_body_is_refused_unread(address: str, content_type: str) -> None:
    assert send(address, content_type) in {400, 404, 405}


@pytest.mark.django_db
def test_a_members_huge_form_is_refused_unread() -> None:
    session = client_of(make_member(make_child().family)).session.session_key
    assert send(reverse("child_new"), FORM, session) == 400


# What is not for anybody

NOT_THERE = ["/media/", "/static/", "/static/tracker/", "/.env", "/.git/config", "/db.sqlite3"]
NOT_THERE += ["/static/..%2f..%2fmanage.py", "/static/../manage.py", "/admin/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", NOT_THERE)
def test_no_folder_and_no_file_but_the_static_ones_has_an_address(settings, path: str) -> None:
    settings.WHITENOISE_USE_FINDERS = True  # nothing is collected under test
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_a_photo_has_no_address_but_that_of_its_view(settings, media: Path) -> None:
    photo = make_photo(make_entry(make_concern(make_child()), date(2026, 3, 1)))
    assert (media / photo.large.name).is_file()
    for place in ("/", "/media/", "/static/"):
        assert Client().get(f"{place}{photo.large.name}").status_code == 404


# What an error tells

SECRET = "Iris has a rash"


def breaks(_: object) -> HttpResponse:
    kept = SECRET  # a page for programmers would show it
    raise RuntimeError(kept)


@pytest.mark.django_db
def test_an_error_tells_nothing_of_how_it_came_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.views.info.rules.rules_page", breaks)
    response = Client(raise_request_exception=False).get(reverse("rules"))
    page = response.content.decode()
    assert response.status_code == 500
    for word in (SECRET, "RuntimeError", "Traceback", "rules_page", django_settings.SECRET_KEY):
        assert word not in page


# What nothing here may use

WAYS_AROUND = {"csrf_exempt", "xframe_options_exempt", "csp_exempt", "csp_replace", "mark_safe"}
WAYS_AROUND |= {"eval", "exec", "RawSQL", "pickle", "marshal", "subprocess", "popen"}

WITH_A_REASON = {
    "tracker/forms/renderer.py": {"mark_safe"},  # inputs, of escaped attributes and labels
    "tracker/reports/typesetting.py": {"subprocess"},  # typst gives back its memory only so
    "tracker/templatetags/milkspot.py": {"mark_safe"},  # a drawing of our own, out of a file
    "tracker/views/photos/share_target.py": {"csrf_exempt"},  # a phone's share menu knows no token
    "tracker/views/doctor/shared_page.py": {
        "csrf_exempt"
    },  # nothing is done in anybody's name there
    "tracker/views/family/reminders.py": {"csrf_exempt"},  # a mail program's one-click stop
}


def test_nothing_goes_around_the_common_protection() -> None:
    used: dict[str, set[str]] = {}
    for path in (ROOT / "tracker").rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = {getattr(node, "id", getattr(node, "attr", None)) for node in nodes}
        if names & WAYS_AROUND:
            used[str(path.relative_to(ROOT))] = names & WAYS_AROUND
    assert used == WITH_A_REASON
