"""A family and a phone with a service worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.offline.phones import visit, watched
from tests.browser.test_photos_in_the_browser import log_in
from tests.conftest import A_PHONE
from tests.factories import (
    make_child,
    make_concern,
    make_family,
    make_member,
)
from tracker.models import Concern, User


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def concern(today: date) -> Concern:
    child = make_child(make_family(time_zone="UTC", country="GB"), birth_date=today - timedelta(60))
    return make_concern(child, first_noticed_on=today - timedelta(days=30))


@pytest.fixture
def parent(concern: Concern) -> User:
    return make_member(concern.child.family)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with a service worker."""
    context = browser.new_context(**A_PHONE)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def home(context: BrowserContext, parent: User, concern: Concern, live_server: LiveServer) -> Page:
    """Today after a first visit, when the phone has stored its offline pages."""
    page = watched(context.new_page())
    log_in(page, parent, live_server)
    visit(page, live_server, concern)
    return page
