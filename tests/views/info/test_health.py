"""What a probe learns: that all is well, or which part is not, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_child, make_member
from tracker.views.info import health

pytestmark = pytest.mark.django_db
ADDRESS = "/healthz"


def failing(client: Client) -> list[str]:
    response = client.get(ADDRESS)
    assert response.status_code == 503
    answer = response.json()
    assert answer == {"status": "failing", "failing": answer["failing"]}
    return answer["failing"]


def test_all_is_well(client: Client, django_assert_num_queries) -> None:
    health._last_migrations()  # read from the disk once
    with django_assert_num_queries(1):  # the migrations
        response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response.content == b'{"status": "ok"}'
    assert response["Content-Type"] == "application/json"
    assert reverse("health") == ADDRESS


def test_it_may_be_asked_without_a_body(client: Client) -> None:
    response = client.head(ADDRESS)
    assert (response.status_code, response.content) == (200, b"")


def test_nothing_can_be_sent_to_it(client: Client) -> None:
    assert client.post(ADDRESS).status_code == 405


def test_it_looks_at_no_session_and_leaves_none(django_assert_num_queries) -> None:
    parent = client_of(make_member(make_child().family))
    with django_assert_num_queries(1):  # the migrations
        response = parent.get(ADDRESS)
    assert "Vary" not in response
    stranger = Client()
    assert not stranger.get(ADDRESS).cookies
    assert Session.objects.count() == 1


def test_no_cache_keeps_the_answer(client: Client) -> None:
    kept = client.get(ADDRESS)["Cache-Control"].split(", ")
    assert {"no-store", "private", "max-age=0"} <= set(kept)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.42.0.7:8000", "milkspot", "elsewhere.org"])
def test_a_probe_may_call_the_server_what_it_likes(settings, host: str) -> None:
    """Even where all else is for https and for one name."""
    settings.ALLOWED_HOSTS, settings.REDIRECT_TO_HTTPS = ["milkspot.example.org"], True
    client = Client(headers={"host": host})
    assert client.get(ADDRESS).status_code == 200
    assert client.get(reverse("worried")).status_code == 400


def test_so_it_may_in_the_home_network(settings) -> None:
    settings.ALLOWED_HOSTS, settings.HOME_NETWORK = ["*"], True
    assert Client().get(ADDRESS, headers={"host": "elsewhere.org"}).status_code == 200


def test_a_database_that_does_not_answer(client: Client) -> None:
    def broken(*_: Any) -> None:
        raise OperationalError("connection to db.example failed for user milkspot")

    with connection.execute_wrapper(broken):
        assert failing(client) == ["database"]


def test_a_migration_that_was_not_run(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="tracker").latest("pk").delete()
    assert failing(client) == ["migrations"]


def test_a_folder_that_is_gone(client: Client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "not mounted"
    assert failing(client) == ["photos"]


def test_a_folder_that_takes_nothing(client: Client, monkeypatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(health, "NamedTemporaryFile", full)
    assert failing(client) == ["photos"]


def test_no_trace_of_the_entry_is_left(client: Client, media) -> None:
    client.get(ADDRESS)
    assert list(media.iterdir()) == []


def test_all_that_fails_is_named(client: Client, settings, tmp_path) -> None:
    MigrationRecorder.Migration.objects.filter(app="tracker").latest("pk").delete()
    settings.MEDIA_ROOT = tmp_path / "not mounted"
    assert failing(client) == ["migrations", "photos"]
