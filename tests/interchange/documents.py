"""Small diary files as Python values, and what the reader says of them."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.domain.records import Diary
from tracker.interchange import WrongDiary, read_diary

TODAY = date(2026, 6, 30)
BORN = "2026-01-10"
ENTRY = "concerns[0].entries[0]"
SPOT = f"{ENTRY}.spots[0]"
"""The places of what ``with_entry`` and ``with_spot`` make."""


def document(**given: Any) -> dict[str, Any]:
    child = {"name": "Noah", "birth_date": BORN}
    return {
        "format": "milkspot-diary",
        "version": 1,
        "child": child,
        "concerns": [],
        **given,
    }


def concern(*entries: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {
        "id": "c1",
        "condition": "milia",
        "first_noticed_on": "2026-02-20",
        "entries": list(entries),
        **given,
    }


def entry(**given: Any) -> dict[str, Any]:
    return {"date": "2026-03-01", "status": "present", **given}


def with_entry(**given: Any) -> dict[str, Any]:
    """A document with one entry."""
    return document(concerns=[concern(entry(**given))])


def with_spot(**given: Any) -> dict[str, Any]:
    return with_entry(spots=[{"site": "chin", **given}])


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def read(value: Any, *, for_import: bool = False) -> Diary:
    return read_diary(as_bytes(value), TODAY, for_import=for_import)


def problems_of(data: bytes, *, for_import: bool = False) -> list[str]:
    """Every line the reader has to say; none where it reads the file."""
    try:
        read_diary(data, TODAY, for_import=for_import)
    except WrongDiary as wrong:
        return [str(problem) for problem in wrong.problems]
    return []


def problems(value: Any, *, for_import: bool = False) -> list[str]:
    return problems_of(as_bytes(value), for_import=for_import)


def full() -> dict[str, Any]:
    """A right document that gives every key there is."""
    entry = {
        "id": "e1",
        "date": "2026-05-24",
        "time": "19:30",
        "status": "present",
        "trend": "same",
        "severity": 1,
        "itch": 0,
        "sleep_lost": False,
        "scratched": True,
        "bleeding": False,
        "dry": False,
        "appearance": ["raised", "white"],
        "spots": [
            {"site": "chin", "side": "middle", "view": "face", "x": 0.52, "y": 0.81}
            | {"count": 12, "size_mm": 2, "track": "a"}
        ],
        "signs": {"nonblanching": "no", "worried": "not_checked"},
        "temperature_c": 36.8,
        "temperature_how": "ear",
        "notes": "",
        "photos": [],
        "author": "Ada",
        "come_back": ["v1"],
    }
    chin = {
        "id": "c1",
        "title": "patch on the chin",
        "condition": "milia",
        "named_by": "parent",
        "former_names": [{"condition": "other", "named_by": "parent", "until": "2026-03-01"}],
        "milia_type": "primary",
        "first_noticed_on": "2026-02-20",
        "entries": [entry],
        "care": [
            {"kind": "moisturiser", "product": "plain", "from": "2026-03-02", "to": None}
            | {"prescribed": False, "outcome": "same", "notes": ""}
        ],
    }
    child = {"name": "Noah", "birth_date": BORN, "due_date": None, "sex": "", "allergies": ""}
    history = {"medicines": "", "family_atopy": [], "feeding": "", "skin_tone": "", "history": ""}
    history |= {"weights": [{"date": "2026-02-01", "kg": 4.2}], "contacts": "", "map_tone": "brown"}
    note = {"id": "n1", "date": "2026-03-05", "time": "06:10", "temperature_c": 37.2, "signs": {}}
    visit = {"date": "2026-06-02", "time": None, "who": "Dr Okafor", "concerns": ["c1"]}
    advice = {"id": "v1", "called": "milia", "do": "nothing", "expect": "gone by itself"}
    advice |= {"expect_by": "2026-07-01", "come_back_if": ["pus"], "come_back_words": "it grows"}
    food = {"id": "x1", "date": "2026-03-01", "time": "12:00", "kind": "food", "name": "egg"}
    food |= {"concerns": ["c1"], "followed": "weals", "after_minutes": 10, "notes": ""}
    dealt_with = {"date": "2026-06-03", "rule": "milia_over_3_months", "concern": "c1"}
    return document(
        false_means_no=True,
        child=child | history,
        concerns=[chin],
        day_notes=[note | {"notes": "slept badly", "author": "Ada"}],
        exposures=[food],
        visits=[visit | advice | {"said": "wait", "follow_up_on": None}],
        questions=[
            {"text": "Can it stay?", "asked_on": "2026-05-30"}
            | {"answered_on": "2026-06-02", "answer": "yes"}
        ],
        authors=[{"name": "Ada", "relation": "Gran"}],
        acknowledgements=[dealt_with | {"entry": None, "note": "asked", "author": "Ada"}],
    )


def objects(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a document with its place, the document first."""
    if isinstance(value, dict):
        yield place, value
        for key, inner in value.items():
            yield from objects(inner, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from objects(item, f"{place}[{index}]")
