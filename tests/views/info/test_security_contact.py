"""security.txt: whom to tell about a weakness."""

from __future__ import annotations

import pytest
from django.test import Client

ADDRESS = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("operator", "contacts"),
    [
        ("Ana Lima, ana@example.org", ["mailto:ana@example.org"]),
        ("Ana Lima <ana@example.org>.", ["mailto:ana@example.org"]),
        ("mailto:ana@example.org", ["mailto:ana@example.org"]),
        (
            "ana@example.org or https://example.org/contact",
            ["mailto:ana@example.org", "https://example.org/contact"],
        ),
    ],
)
def test_it_names_the_contacts_of_who_runs_the_server(
    settings, time_machine, operator: str, contacts: list[str]
) -> None:
    time_machine.move_to("2026-12-03T10:00:00Z", tick=False)
    settings.OPERATOR, settings.PUBLIC_URL = operator, "https://milkspot.example.org"
    response = Client().get(ADDRESS)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        *(f"Contact: {contact}" for contact in contacts),
        "Expires: 2027-03-03T10:00:00+00:00",
        f"Canonical: https://milkspot.example.org{ADDRESS}",
    ]


@pytest.mark.parametrize(
    "operator", ["", "Ana Lima", "ask at the door", "http://example.org/", "ana@", "javascript:x"]
)
@pytest.mark.django_db
def test_without_a_contact_there_is_none(settings, operator: str) -> None:
    settings.OPERATOR = operator
    assert Client().get(ADDRESS).status_code == 404
