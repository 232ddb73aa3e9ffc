"""The random diaries are valid by the diary format, and the same for the same seed."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from .engine import flags
from .generator import LAST_DAY, days, diary
from .table import CHILD, CHILD_SIGNS, CONCERN_RULES, CONDITIONS, SIGNS, URGENT

Record = dict[str, Any]


@pytest.mark.parametrize("seed", range(20))
def test_valid(seed: int) -> None:
    """No list of problems, and any day can be asked for."""
    document = diary(Random(seed))
    assert list(problems(document)) == []
    asked = days(document)
    assert asked == sorted(set(asked))
    for day in asked:
        for flag in flags(document, day):
            assert flag["since"] <= flag["due_on"] <= day.isoformat()


def test_same_seed_same_diary() -> None:
    """Nothing but the random source decides."""
    assert diary(Random(7)) == diary(Random(7))
    assert days(diary(Random(7))) == days(diary(Random(7)))


def problems(document: Record) -> Iterator[str]:
    """What is wrong with a document, of the rules that the generator could break."""
    looks = [*document["day_notes"]]
    looks += [entry for concern in document["concerns"] for entry in concern["entries"]]
    ids = [item["id"] for item in (*looks, *document["concerns"]) if "id" in item]
    if len(ids) != len(set(ids)):
        yield "an id used twice"
    yield from _dates(document, looks)
    for concern in document["concerns"]:
        yield from _concern(concern)
    for note in document["day_notes"]:
        if not set(note.get("signs", {})) <= set(CHILD_SIGNS):
            yield "a note with a sign about the spot"
    names = {concern["id"] for concern in document["concerns"]}
    for visit in document["visits"]:
        if not set(visit.get("concerns", [])) <= names:
            yield "a visit about an unknown concern"
        if visit.get("follow_up_on") and visit["follow_up_on"] <= visit["date"]:
            yield "a follow-up on or before its visit"
    by_id = {look["id"]: look for look in looks if "id" in look}
    for ack in document["acknowledgements"]:
        yield from _acknowledgement(ack, names, by_id)


def _dates(document: Record, looks: list[Record]) -> Iterator[str]:
    birth = document["child"]["birth_date"]
    records = [*looks, *document["exposures"], *document["visits"]]
    found = [record["date"] for record in (*records, *document["acknowledgements"])]
    found += [concern["first_noticed_on"] for concern in document["concerns"]]
    for day in found:
        date.fromisoformat(day)
        if not birth <= day <= LAST_DAY.isoformat():
            yield f"{day} before birth or after the last day"


def _concern(concern: Record) -> Iterator[str]:
    row = CONDITIONS[concern["condition"]]
    if concern.get("milia_type") and row.group != "milia":
        yield "a milia type outside the group"
    for entry in concern["entries"]:
        if entry["status"] == "clear" and entry.get("trend"):
            yield "a clear entry with a trend"
        if not set(entry.get("signs", {})) <= SIGNS:
            yield "an unknown sign"


def _acknowledgement(ack: Record, names: set[str], by_id: dict[str, Record]) -> Iterator[str]:
    rule, entry = ack["rule"], ack.get("entry")
    if rule in URGENT and (ack["concern"] is None) != (URGENT[rule].about == CHILD):
        yield f"{rule} of the wrong subject"
    if rule in CONCERN_RULES and rule != "follow_up" and ack["concern"] is None:
        yield f"{rule} without a concern"
    if ack["concern"] is not None and ack["concern"] not in names:
        yield "an unknown concern"
    if entry is not None and ack["date"] < by_id[entry]["date"]:
        yield "an acknowledgement before its entry"
