"""A child whose summary is shared, who shares it, and who reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    client_of,
    make_child,
    make_entry,
    make_member,
    make_photo,
    make_share,
    make_user,
)
from tests.views.doctor.sharing.doctor import DAY, set_access_cookie
from tracker.models import Child, Concern, Photo, Share
from tracker.presenters.summary import Sheet
from tracker.reports.typesetting import TypesettingTimeoutError


@pytest.fixture
def child(family) -> Child:
    return make_child(family, name="Iris Marie")


@pytest.fixture
def photo(concern: Concern) -> Photo:
    return make_photo(make_entry(concern, DAY, notes="after the bath"), site="chin")


@pytest.fixture
def share(photo: Photo, child: Child) -> Share:
    return make_share(child)


@pytest.fixture
def doctor(share: Share) -> Client:
    """A browser in which the link was opened."""
    return set_access_cookie(Client())


@pytest.fixture
def parent(family) -> Client:
    return client_of(make_member(family, user=make_user(name="Ada")))


@pytest.fixture
def viewer(family) -> Client:
    return client_of(make_member(family, "viewer"))


@pytest.fixture
def unprintable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked to be printed is too much."""

    def refuse(*_: Any, **__: Any) -> bytes:
        raise TypesettingTimeoutError("it took too long")

    monkeypatch.setattr("tracker.views.doctor.pdf.summary_pdf", refuse)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is asked to be printed, in place of printing it."""
    asked: list[dict[str, Any]] = []

    def note(sheet: Sheet, **given: Any) -> bytes:
        asked.append({"sheet": sheet, **given})
        return b"%PDF-"

    monkeypatch.setattr("tracker.views.doctor.pdf.summary_pdf", note)
    return asked
