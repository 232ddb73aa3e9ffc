"""Where the forms about a look are, and what they send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.urls import reverse

from tracker.forms.signs import SignsForm
from tracker.models import Concern, Entry


def entry_new(concern: Concern, query: str = "") -> str:
    return reverse("entry_new", args=[concern.child_id, concern.uuid]) + query


def entry_edit(entry: Entry) -> str:
    concern = entry.concern
    return reverse("entry_edit", args=[concern.child_id, concern.uuid, entry.uuid])


NO_SPOTS = {"spots-TOTAL_FORMS": "0", "spots-INITIAL_FORMS": "0"}


OFFERED = SignsForm().offered


def signs_post(
    gate: str = "not_looked",
    *seen: str,
    glass: str = "not_checked",
    listed: Sequence[str] = OFFERED.listed,
    in_gate: Sequence[str] = OFFERED.in_gate,
) -> dict[str, Any]:
    """``listed``, ``in_gate``: the signs that the page showed; those of an entry by default."""
    return {
        "signs-glass": glass,
        "signs-gate": gate,
        "signs-seen": list(seen),
        "signs-listed": " ".join(listed),
        "signs-in_gate": " ".join(in_gate),
    }


def spots_post(*rows: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {"spots-TOTAL_FORMS": len(rows), "spots-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"spots-{number}-{name}": value for name, value in row.items()}
    return data


def note_post(**changes: Any) -> dict[str, Any]:
    return {
        "uuid": str(uuid4()),
        "day": "2026-03-10",
        "at": "12:00",
        "initial-at": "12:00",
        "temperature": "",
        "notes": "",
        **signs_post(),
        **changes,
    }


def entry_post(**changes: Any) -> dict[str, Any]:
    return note_post() | {"status": "present", "trend": "", "severity": ""} | NO_SPOTS | changes


def concern_post(**changes: Any) -> dict[str, Any]:
    return {
        "uuid": str(uuid4()),
        "condition": "milia",
        "title": "",
        "first_noticed_on": "2026-03-10",
        "severity": "",
        **NO_SPOTS,
        **signs_post(),
        **changes,
    }
