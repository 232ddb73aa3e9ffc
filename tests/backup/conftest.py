"""A diary to back up, and a fast key derivation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.actions.test_photos_in_a_bucket import bucket  # noqa: F401 (a fixture)
from tests.factories import (
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tracker.backup import age
from tracker.models import Child


@pytest.fixture(autouse=True)
def _fast_key_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use two rounds of scrypt instead of 131,072."""
    monkeypatch.setattr(age, "WORK_FACTOR", 1)


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()


@pytest.fixture
def database(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The diary's database; also allow connections to that of a backup."""
    original = BaseDatabaseWrapper.ensure_connection

    def ensure_connection(self: BaseDatabaseWrapper) -> None:
        if self.alias.startswith("backup-") and self.connection is None:
            self.connect()
        else:
            original(self)

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensure_connection)


@pytest.fixture
def child(database: None) -> Child:
    """A child with photos, one of them of a deleted entry."""
    family = make_family()
    make_member(family)
    child = make_child(family, family_atopy=["eczema"])
    concern = make_concern(child)
    for day in range(1, 4):
        entry = make_entry(
            concern,
            date(2026, 3, day),
            signs=("nonblanching",),
            sites=("chin",),
            temperature_c=37.25,
        )
        make_photo(entry, caption="Größer 🌡")
    deleted = make_entry(concern, date(2026, 3, 9))
    make_photo(deleted)
    deleted.deleted_at = "2026-03-10T12:00:00.123456Z"
    deleted.save()
    make_day_note(child, date(2026, 3, 2), notes="slept badly")
    return child
