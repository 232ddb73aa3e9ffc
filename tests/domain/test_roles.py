"""What each role may do."""

from __future__ import annotations

from tracker.domain.roles import NOT_OWNING, OWNING, ROLES, WRITING


def test_who_writes_and_who_owns() -> None:
    assert WRITING == ["caregiver", "owner"]
    assert OWNING == ["owner"]


def test_a_caregiver_inherits_before_a_viewer() -> None:
    assert NOT_OWNING == ["caregiver", "viewer"]


def test_whoever_owns_writes() -> None:
    assert set(OWNING) <= set(WRITING)


def test_each_has_words_of_its_own() -> None:
    for words in ("name", "with_article", "description"):
        assert len({str(getattr(role, words)) for role in ROLES.values()}) == len(ROLES)
    for role in ROLES.values():
        assert str(role.with_article).endswith(f" {role.name}")
