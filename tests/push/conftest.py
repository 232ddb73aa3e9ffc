from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.push.service import PushService, push_service
from tracker.push.subscriptions import make_push_key


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PushService, Path]]:
    folder = tmp_path_factory.mktemp("push")
    with push_service(folder) as service:
        yield service, folder / "ca.pem"


@pytest.fixture
def service(db: None, _running: tuple[PushService, Path], settings) -> PushService:
    """A push service on this machine, which Milkspot may use."""
    make_push_key()
    service, certificate = _running
    service.received.clear()
    service.status, service.dawdles = 201, False
    settings.PUSH_CA_FILE = str(certificate)
    settings.PUSH_TO_PRIVATE_ADDRESSES = True
    settings.OPERATOR = "Ana Lima, ana@milkspot.de"
    return service
