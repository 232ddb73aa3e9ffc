"""Writing a diary file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import accumulate
from typing import Any

from tracker.domain import records
from tracker.domain.canonical import canonical, canonical_entry
from tracker.domain.diary_reader import DiaryReader, InMemoryDiary
from tracker.interchange.parsing import LARGEST_FILE
from tracker.interchange.stream import LazyList, json_parts

FORMAT = "milkspot-diary"
VERSION = 1


def write_diary(diary: records.Diary) -> bytes:
    """The diary as a file: UTF-8, one space of indent a level, a newline at its end.

    Keys stand in the order in which this module names them, lists in that of ``canonical``. What
    is empty (null, false, "", [] or {}) is left out: it says no more than a missing key. A diary
    so long that the file would be too large to be read again is written on one line.
    ``read_diary`` gives back ``canonical(diary)``.
    """
    source = InMemoryDiary(diary)
    indented = b"".join(_indented(source))
    return indented if len(indented) <= LARGEST_FILE else b"".join(_on_one_line(source))


def diary_parts(source: DiaryReader) -> Iterator[bytes]:
    """What ``write_diary`` writes, in parts, without ever holding all of it.

    To know how it is to be written it is gone through twice.
    """
    yield from _indented(source) if _is_short(_indented(source)) else _on_one_line(source)


def _is_short(parts: Iterable[bytes]) -> bool:
    """Stops to look once it is too long."""
    return all(length <= LARGEST_FILE for length in accumulate(map(len, parts)))


def _indented(source: DiaryReader) -> Iterator[bytes]:
    return json_parts(_document(source), indent=1)


def _on_one_line(source: DiaryReader) -> Iterator[bytes]:
    return json_parts(_document(source), separators=(",", ":"))


def _document(source: DiaryReader) -> dict[str, Any]:
    diary = canonical(source.diary)
    return {
        "format": FORMAT,
        "version": VERSION,
        "child": _child(diary.child),
        "concerns": LazyList(_concern(concern, source) for concern in diary.concerns),
        **_given(
            day_notes=[_day_note(note) for note in diary.day_notes],
            exposures=[_exposure(exposure) for exposure in diary.exposures],
            visits=[_visit(visit) for visit in diary.visits],
            questions=[_question(question) for question in diary.questions],
            acknowledgements=[_acknowledgement(ack) for ack in diary.acknowledgements],
        ),
    }


def _given(**values: Any) -> dict[str, Any]:
    """What is not empty, as JSON takes it; a severity of 0 is not empty."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value or (value == 0 and value is not False)
    }


def _clock(at: time | None) -> str | None:
    return None if at is None else at.isoformat("minutes")


def _child(child: records.Child) -> dict[str, Any]:
    return _given(
        name=child.name,
        birth_date=child.birth_date,
        due_date=child.due_date,
        sex=child.sex,
        allergies=child.allergies,
        medicines=child.medicines,
        family_atopy=child.family_atopy,
        feeding=child.feeding,
        skin_tone=child.skin_tone,
        history=child.history,
    )


def _concern(concern: records.Concern, source: DiaryReader) -> dict[str, Any]:
    return _given(
        id=concern.id,
        title=concern.title,
        condition=concern.condition,
        named_by=concern.named_by,
        former_names=[
            _given(condition=name.condition, named_by=name.named_by, until=name.until)
            for name in concern.former_names
        ],
        milia_type=concern.milia_type,
        first_noticed_on=concern.first_noticed_on,
        entries=LazyList(_entry(canonical_entry(entry)) for entry in source.entries_of(concern)),
        care=[_care(care) for care in concern.care],
    )


def _entry(entry: records.Entry) -> dict[str, Any]:
    return _given(
        id=entry.id,
        date=entry.day,
        time=_clock(entry.at),
        status=entry.status,
        trend=entry.trend,
        severity=entry.severity,
        itch=entry.itch,
        sleep_lost=entry.sleep_lost,
        scratched=entry.scratched,
        bleeding=entry.bleeding,
        dry=entry.dry,
        appearance=entry.appearance,
        spots=[_spot(spot) for spot in entry.spots],
        signs=entry.signs,
        temperature_c=entry.temperature_c,
        notes=entry.notes,
        photos=[_photo(photo) for photo in entry.photos],
        author=entry.author,
    )


def _photo(photo: records.Photo) -> dict[str, Any]:
    return _given(file=photo.file, site=photo.site, view=photo.view, caption=photo.caption)


def _spot(spot: records.Spot) -> dict[str, Any]:
    return _given(
        site=spot.site,
        side=spot.side,
        view=spot.view,
        x=spot.x,
        y=spot.y,
        count=spot.count,
        size_mm=spot.size_mm,
        track=spot.track,
    )


def _care(care: records.Care) -> dict[str, Any]:
    return _given(
        kind=care.kind,
        product=care.product,
        **{"from": care.started_on},
        to=care.ended_on,
        prescribed=care.prescribed,
        outcome=care.outcome,
        notes=care.notes,
    )


def _day_note(note: records.DayNote) -> dict[str, Any]:
    return _given(
        id=note.id,
        date=note.day,
        time=_clock(note.at),
        temperature_c=note.temperature_c,
        signs=note.signs,
        notes=note.notes,
        author=note.author,
    )


def _exposure(exposure: records.Exposure) -> dict[str, Any]:
    return _given(date=exposure.day, kind=exposure.kind, name=exposure.name, notes=exposure.notes)


def _visit(visit: records.Visit) -> dict[str, Any]:
    return _given(
        date=visit.day,
        time=_clock(visit.at),
        who=visit.who,
        concerns=visit.concerns,
        said=visit.said,
        follow_up_on=visit.follow_up_on,
    )


def _question(question: records.Question) -> dict[str, Any]:
    return _given(text=question.text, asked_on=question.asked_on)


def _acknowledgement(acknowledgement: records.Acknowledgement) -> dict[str, Any]:
    return _given(
        date=acknowledgement.day,
        rule=acknowledgement.rule,
        concern=acknowledgement.concern,
        entry=acknowledgement.entry,
        note=acknowledgement.note,
        author=acknowledgement.author,
    )
