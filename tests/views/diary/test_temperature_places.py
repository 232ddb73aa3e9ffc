"""Where a temperature was taken: asked beside it, printed with it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.views.pages import text_of
from tracker.models import Child, DayNote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]


def send(client: Client, child: Child, **fields: Any) -> None:
    sent = {"uuid": str(uuid4()), "day": "2026-03-10", "notes": "hot", **fields}
    assert client.post(reverse("note_new", args=[child.pk]), sent).status_code == 302


def words_of(client: Client, page: str, child: Child) -> str:
    return " ".join(text_of(client.get(reverse(page, args=[child.pk])).content.decode()).split())


def test_it_is_printed_with_the_temperature(parent: Client, child: Child) -> None:
    send(parent, child, temperature="38.4", temperature_how="ear")
    assert "38.4 °C (ear)" in words_of(parent, "timeline", child)
    page = words_of(parent, "summary", child)
    assert "38.4 °C (ear, 10 Mar)" in page
    assert "38.4 °C (ear)" in page


def test_not_said_is_nothing(parent: Client, child: Child) -> None:
    send(parent, child, temperature="38.4")
    assert DayNote.objects.get().temperature_how == ""
    assert "38.4 °C (" not in words_of(parent, "timeline", child)


def test_a_place_without_a_temperature_is_dropped(parent: Client, child: Child) -> None:
    send(parent, child, temperature_how="ear")
    assert DayNote.objects.get().temperature_how == ""
