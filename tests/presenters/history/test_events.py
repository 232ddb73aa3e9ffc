"""Every kind of event has its sentence, and nobody's name is lost in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.models import FamilyEvent
from tracker.presenters.history.events import WITH_ACTOR, WITHOUT_ACTOR, EventRow, event_row

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_each_kind_has_words() -> None:
    assert {*WITH_ACTOR, *WITHOUT_ACTOR} == set(FamilyEvent.Kind)
    assert set(FamilyEvent.Kind) - {*WITH_ACTOR} == {FamilyEvent.Kind.SHARE_LOCKED}


@pytest.mark.parametrize(
    ("kind", "role", "by", "text"),
    [
        ("invited", "viewer", "Ana", "Ana invited Gran as a viewer."),
        ("joined", "viewer", "Gran", "Gran joined as a viewer."),
        ("became", "owner", "Ana", "Ana made Gran an owner."),
        ("became", "owner", "", "Gran became an owner, because there was no other owner."),
        ("became", "caregiver", "", "As requested, Gran became a caregiver."),
        ("removed", "", "", "As requested, Gran was removed from the family and got a copy."),
        ("left", "", "Gran", "Gran left the family and got a copy."),
    ],
)
def test_it_says_who_did_what(kind: str, role: str, by: str, text: str) -> None:
    event = FamilyEvent(kind=kind, role=role, about="Gran", by_name=by, at=NOW)
    assert event_row(event, NOW) == EventRow("1 March 2026, 12:00", text)
