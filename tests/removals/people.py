"""Members, what happened in their family, and the copies they have."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from django.core.files.storage import default_storage

from tests.factories import make_member
from tracker.interchange import DiaryZip
from tracker.models import Family, FamilyEvent, KeptCopy, Member, User

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def member(family: Family, role: str) -> Member:
    return Member.objects.get(family=family, user=make_member(family, role))


def kinds(family: Family) -> list[str]:
    """What happened, oldest first: ``left``, ``became owner``."""
    events = FamilyEvent.objects.filter(family=family).order_by("pk")
    return [f"{event.kind} {event.role}".strip() for event in events]


def copies_of(user: User) -> list[str]:
    """The names of the children in somebody's copies, each read as a diary with its photo."""
    names = []
    for copy in KeptCopy.objects.filter(user=user).order_by("pk"):
        with copy.file.open("rb") as file:
            names.append(name_in(file.read()))
    return names


def name_in(content: bytes) -> str:
    """The name of the child in a zip that is a whole diary with one photo."""
    archive = DiaryZip(io.BytesIO(content))
    diary = archive.diary(NOW.date(), for_import=True)
    assert len(list(archive.pictures(diary))) == 1
    return diary.child.name


def stored_files() -> set[str]:
    folders, _ = default_storage.listdir("")
    return {f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]}
