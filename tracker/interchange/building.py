"""From a document without problems to the records of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from tracker.domain import records
from tracker.domain.canonical import canonical_id

Raw = Mapping[str, Any]


def build(document: Raw) -> records.Diary:
    """The diary in the order of the document. A name of an id is spelled as the id itself is."""
    concerns = tuple(_concern(raw) for raw in document["concerns"])
    day_notes = tuple(_day_note(raw) for raw in document.get("day_notes", ()))
    ids = {canonical_id(concern.id): concern.id for concern in concerns}
    for concern in concerns:
        ids |= {canonical_id(entry.id): entry.id for entry in concern.entries if entry.id}
    ids |= {canonical_id(note.id): note.id for note in day_notes if note.id}
    return records.Diary(
        child=_child(document["child"]),
        concerns=concerns,
        day_notes=day_notes,
        exposures=tuple(_exposure(raw) for raw in document.get("exposures", ())),
        visits=tuple(_visit(raw, ids) for raw in document.get("visits", ())),
        questions=tuple(_question(raw) for raw in document.get("questions", ())),
        acknowledgements=tuple(
            _acknowledgement(raw, ids) for raw in document.get("acknowledgements", ())
        ),
    )


def _child(raw: Raw) -> records.Child:
    return records.Child(
        name=raw["name"],
        birth_date=date.fromisoformat(raw["birth_date"]),
        due_date=_day(raw.get("due_date")),
        sex=raw.get("sex", ""),
        allergies=raw.get("allergies", ""),
        medicines=raw.get("medicines", ""),
        family_atopy=tuple(dict.fromkeys(raw.get("family_atopy", ()))),
        feeding=raw.get("feeding", ""),
        skin_tone=raw.get("skin_tone", ""),
        history=raw.get("history", ""),
    )


def _concern(raw: Raw) -> records.Concern:
    return records.Concern(
        id=raw["id"],
        condition=raw["condition"],
        first_noticed_on=date.fromisoformat(raw["first_noticed_on"]),
        title=raw.get("title", ""),
        named_by=raw.get("named_by", "parent"),
        milia_type=raw.get("milia_type"),
        former_names=tuple(_former_name(name) for name in raw.get("former_names", ())),
        entries=tuple(_entry(entry) for entry in raw.get("entries", ())),
        care=tuple(_care(care) for care in raw.get("care", ())),
    )


def _former_name(raw: Raw) -> records.FormerName:
    return records.FormerName(raw["condition"], raw["named_by"], date.fromisoformat(raw["until"]))


def _care(raw: Raw) -> records.Care:
    return records.Care(
        kind=raw["kind"],
        started_on=date.fromisoformat(raw["from"]),
        ended_on=_day(raw.get("to")),
        product=raw.get("product", ""),
        prescribed=raw.get("prescribed", False),
        outcome=raw.get("outcome"),
        notes=raw.get("notes", ""),
    )


def _entry(raw: Raw) -> records.Entry:
    return records.Entry(
        day=date.fromisoformat(raw["date"]),
        status=raw["status"],
        id=raw.get("id"),
        at=_time(raw.get("time")),
        trend=raw.get("trend"),
        severity=_whole(raw.get("severity")),
        itch=_whole(raw.get("itch")),
        sleep_lost=raw.get("sleep_lost", False),
        scratched=raw.get("scratched", False),
        bleeding=raw.get("bleeding", False),
        dry=raw.get("dry", False),
        appearance=tuple(raw.get("appearance", ())),
        spots=tuple(_spot(spot) for spot in raw.get("spots", ())),
        signs=raw.get("signs", {}),
        temperature_c=_number(raw.get("temperature_c")),
        notes=raw.get("notes", ""),
        photos=tuple(_photo(photo) for photo in raw.get("photos", ()) if "file" in photo),
        author=raw.get("author", ""),
    )


def _photo(raw: Raw) -> records.Photo:
    return records.Photo(
        raw["file"], raw.get("site", ""), raw.get("view", ""), raw.get("caption", "")
    )


def _spot(raw: Raw) -> records.Spot:
    return records.Spot(
        site=raw["site"],
        side=raw.get("side"),
        view=raw.get("view"),
        x=_number(raw.get("x")),
        y=_number(raw.get("y")),
        count=_whole(raw.get("count")),
        size_mm=_number(raw.get("size_mm")),
        track=raw.get("track") or None,
    )


def _day_note(raw: Raw) -> records.DayNote:
    return records.DayNote(
        day=date.fromisoformat(raw["date"]),
        id=raw.get("id"),
        at=_time(raw.get("time")),
        signs=raw.get("signs", {}),
        temperature_c=_number(raw.get("temperature_c")),
        notes=raw.get("notes", ""),
        author=raw.get("author", ""),
    )


def _exposure(raw: Raw) -> records.Exposure:
    return records.Exposure(
        date.fromisoformat(raw["date"]), raw["kind"], raw.get("name", ""), raw.get("notes", "")
    )


def _visit(raw: Raw, ids: Mapping[str, str]) -> records.Visit:
    named = (ids[canonical_id(concern)] for concern in raw.get("concerns", ()))
    return records.Visit(
        day=date.fromisoformat(raw["date"]),
        at=_time(raw.get("time")),
        who=raw.get("who", ""),
        concerns=tuple(dict.fromkeys(named)),
        said=raw.get("said", ""),
        follow_up_on=_day(raw.get("follow_up_on")),
    )


def _question(raw: Raw) -> records.Question:
    return records.Question(raw["text"], _day(raw.get("asked_on")))


def _acknowledgement(raw: Raw, ids: Mapping[str, str]) -> records.Acknowledgement:
    concern, entry = raw.get("concern"), raw.get("entry")
    return records.Acknowledgement(
        day=date.fromisoformat(raw["date"]),
        rule=raw["rule"],
        concern=None if concern is None else ids[canonical_id(concern)],
        entry=None if entry is None else ids[canonical_id(entry)],
        note=raw.get("note", ""),
        author=raw.get("author", ""),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _number(number: float | None) -> float | None:
    """Adding nought makes minus nought nought, which databases do not tell apart."""
    return None if number is None else float(number) + 0.0
