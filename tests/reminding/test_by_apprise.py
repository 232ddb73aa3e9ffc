"""Reminders through Apprise: to a service of the test's own, at an address that the host set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from threading import Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.factories import client_of
from tests.reminding.test_sending import EVENING, HOUR, MINUTE, choose, concern, member, sent
from tracker.models import Concern, Job, Member, User
from tracker.reminding import by_apprise
from tracker.reminding.sending import is_reached

__all__ = ["concern", "member"]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings(
        "ignore:.* is deprecated:DeprecationWarning"
    ),  # what Apprise finds installed
]


class Service:
    """Keeps what it is sent, and answers with ``status``."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.status = 200
        self.url = ""


@contextmanager
def running() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if service.status == 200:
                service.received.append(json.loads(body))
            self.send_response(service.status)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        service.url = f"json://127.0.0.1:{server.server_port}"
        yield service
        server.shutdown()


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as service:
        yield service


def set_address(user: User, *url: str) -> str:
    out = StringIO()
    call_command("reminder_address", user.email, *url, stdout=out)
    return out.getvalue()


def test_a_reminder_goes_to_the_address_once(
    member: Member, concern: Concern, service: Service
) -> None:
    assert set_address(member.user, service.url).startswith("Saved.")
    choose(member, by_mail=False, evening=True)
    assert sent(EVENING) == []
    assert sent(EVENING + MINUTE) == []
    (message,) = service.received
    assert message["title"] == "Time for today's entry"
    address, _blank, why, stop = message["message"].splitlines()
    assert address == "https://milkspot.example.org/"
    assert why == "You asked Milkspot for this reminder. To stop reminders of this kind:"
    assert stop.startswith("https://milkspot.example.org/stop/")
    for word in (concern.child.name, concern.title, "rash", "Family"):
        assert word not in json.dumps(message)


def test_a_service_that_is_down_is_tried_again(member: Member, service: Service) -> None:
    set_address(member.user, service.url)
    choose(member, by_mail=False, evening=True)
    service.status = 503
    sent(EVENING)
    assert service.received == []
    service.status = 200
    sent(EVENING + MINUTE)
    assert [message["title"] for message in service.received] == ["Time for today's entry"]
    sent(EVENING + HOUR)
    assert len(service.received) == 1


def test_nothing_is_sent_that_was_not_chosen_or_after_it_was_taken_away(
    member: Member, service: Service
) -> None:
    set_address(member.user, service.url)
    sent(EVENING)
    choose(member, by_mail=False, evening=True)
    assert set_address(member.user) == "Saved. Nothing is sent to another address any more.\n"
    sent(EVENING)
    assert service.received == []
    assert not Job.objects.filter(kind="reminder by apprise").exists()


def test_the_page_of_reminders_says_so(member: Member, service: Service, settings) -> None:
    settings.SENDS_MAIL = False
    page = reverse("reminders", args=[member.family_id])
    client = client_of(member.user)
    says = "They also reach you in a way that the person who hosts the diary set up for you."
    assert says not in client.get(page).content.decode()
    set_address(member.user, service.url)
    html = client.get(page).content.decode()
    assert says in html
    assert service.url not in html


def test_without_the_package_nobody_is_reached(
    member: Member, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_address(member.user, service.url)
    member.user.refresh_from_db()
    assert is_reached(member)
    monkeypatch.setattr(by_apprise, "find_spec", lambda _name: None)
    assert not is_reached(member)
    with pytest.raises(CommandError, match="requirements-apprise"):
        set_address(member.user, service.url)


@pytest.mark.parametrize(
    ("email", "url", "text"),
    [
        ("nobody@example.org", "json://localhost", "There is no account"),
        ("", "nothing like it", "Apprise doesn't know"),
    ],
)
def test_what_cannot_be_right_is_refused(member: Member, email: str, url: str, text: str) -> None:
    with pytest.raises(CommandError, match=text):
        call_command("reminder_address", email or member.user.email, url)
    assert not User.objects.exclude(apprise_url="").exists()
