"""A token opens a summary to whoever reads it, so it stands in no log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from diary.log import Formatter
from tracker.sharing import new_secrets

pytestmark = pytest.mark.django_db

TOKEN = new_secrets().token


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that is logged, as the server writes it."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Formatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/s/{TOKEN}/", 404),
        (f"/s/{TOKEN}”/", 404),
        (f"/s/{TOKEN}/more/", 404),
        (f"/{TOKEN}/", 404),
        (f"/s/{TOKEN}%0A/", 404),
        (f"/invitation/{TOKEN}/", 404),
    ],
    ids=["right", "copied with a quote", "too long", "elsewhere", "line's end", "an invitation"],
)
def test_an_address_that_does_not_open(
    client: Client, log: StringIO, path: str, status: int
) -> None:
    assert client.post(path).status_code == status
    assert "Not Found" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_another_way_of_asking(client: Client, log: StringIO) -> None:
    assert client.put(f"/s/{TOKEN}/").status_code == 405
    assert "Method Not Allowed" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_a_host_that_is_not_ours(client: Client, log: StringIO) -> None:
    response = client.get(f"/s/{TOKEN}/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "DisallowedHost" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_a_form_that_is_refused(log: StringIO) -> None:
    client = Client(enforce_csrf_checks=True)
    address = reverse("account_login")
    assert client.post(f"{address}?next=/s/{TOKEN}/").status_code == 403
    assert "Forbidden" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_something_that_breaks(client: Client, log: StringIO, monkeypatch) -> None:
    def broken(**given: object) -> None:
        raise ValueError(given)

    monkeypatch.setattr("tracker.views.doctor.shared_page.open_share", broken)
    assert client.post(f"/s/{TOKEN}/").status_code == 500
    assert "Internal Server Error: /s/<str:token>/" in log.getvalue()
    assert "builtins.ValueError" in log.getvalue()
    assert TOKEN not in log.getvalue()
