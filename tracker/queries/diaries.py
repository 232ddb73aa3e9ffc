"""A child's diary out of the database, as the values that the domain reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import F, Q, Value

from tracker.domain import records
from tracker.domain.pictures import picture_file, small_file
from tracker.domain.timeline import Timeline
from tracker.models import (
    Acknowledgement,
    Care,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    FormerName,
    Question,
    Sign,
    Spot,
    Visit,
)
from tracker.queries.photos import photos_of_child
from tracker.queries.snapshot import read_snapshot
from tracker.rules_in_force import current_rules

EntriesByConcern = dict[int, list[records.Entry]]
"""The entries of each concern, in order."""


@read_snapshot()
def whole_diary(child: Child, *, with_photos: bool = False) -> records.Diary:
    """All that was written about a child. Nine queries, whatever its length; one more with the
    photos. Of the many rows no models are made: that takes half of the time.
    """
    entries = Entry.objects.filter(concern__child=child, concern__deleted_at=None)
    spots: dict[int, list[records.Spot]] = defaultdict(list)
    rows: Any = Spot.objects.filter(entry__in=entries).values_list(named=True)
    for spot in rows:
        spots[spot.entry_id].append(spot_record(spot))
    signs = _signs(child, Sign.objects.filter(entry__in=entries))
    photos = _photos(child) if with_photos else defaultdict(list)
    written: EntriesByConcern = defaultdict(list)
    for entry in entries.in_order().values_list(named=True):
        record = entry_record(entry, spots[entry.id], signs.of_entries[entry.id])
        written[entry.concern_id].append(replace(record, photos=tuple(photos[entry.id])))
    return _diary(child, _concerns_in_full(child, written), signs)


@read_snapshot()
def outline_of(child: Child) -> records.Diary:
    """All that was written about a child but the entries. Seven queries."""
    signs = _signs(child, Sign.objects.none())
    return _diary(child, _concerns_in_full(child, defaultdict(list)), signs)


def stored_pictures(child: Child) -> dict[str, str]:
    """What the pictures of the child's diary are called there, and in the storage. One query."""
    rows = photos_of_child(child).select_related("entry")
    names: dict[str, str] = {}
    for photo in rows:
        file = picture_file(str(photo.entry.uuid), str(photo.uuid))
        names[file], names[small_file(file)] = photo.large.name, photo.small.name
    return names


@read_snapshot()
def diary_for_check(child: Child) -> records.Diary:
    """What the timeline check and the pictures look at: no entry's notes, no spots, no care.

    Seven queries, whatever the length of the diary.
    """
    entries = Entry.objects.filter(concern__child=child, concern__deleted_at=None)
    signs = _signs(child, Sign.objects.filter(entry__in=entries, answer="yes"))
    written: EntriesByConcern = defaultdict(list)
    columns = ("pk", "concern", "uuid", "day", "at", "status", "trend", "severity", "temperature_c")
    rows = entries.in_order().values_list(*columns)
    for pk, concern, uuid, day, at, status, trend, severity, celsius in rows:
        written[concern].append(
            records.Entry(
                day=day,
                status=status,
                id=str(uuid),
                at=at,
                trend=trend or None,
                severity=severity,
                signs=signs.of_entries[pk],
                temperature_c=celsius,
            )
        )
    concerns = Concern.objects.filter(child=child).order_by("pk")
    return _diary(child, [_concern_record(concern, written) for concern in concerns], signs)


def timeline_of(child: Child) -> Timeline:
    """The diary prepared for the check, with the rules in force. As many queries as its diary.

    Raises RulesError where the host's rules file is wrong.
    """
    return Timeline.of(diary_for_check(child), current_rules())


def entry_as_written(entry: Entry) -> records.Entry:
    """With its spots and signs: two queries, or none where they are prefetched."""
    spots = [spot_record(spot) for spot in entry.spots.all()]
    return entry_record(entry, spots, {sign.key: sign.answer for sign in entry.signs.all()})


def note_as_written(note: DayNote) -> records.DayNote:
    """With its signs: one query."""
    return note_record(note, {sign.key: sign.answer for sign in note.signs.all()})


def child_record(child: Child) -> records.Child:
    """What the row says, as in all of these; empty text becomes None where it can. No query."""
    return records.Child(
        name=child.name,
        birth_date=child.birth_date,
        due_date=child.due_date,
        sex=child.sex,
        allergies=child.allergies,
        medicines=child.medicines,
        family_atopy=tuple(child.family_atopy),
        feeding=child.feeding,
        skin_tone=child.skin_tone,
        history=child.history,
    )


def entry_record(
    entry: Entry, spots: Iterable[records.Spot], signs: dict[str, str]
) -> records.Entry:
    """``signs``: answers by sign."""
    return records.Entry(
        day=entry.day,
        status=entry.status,
        id=str(entry.uuid),
        at=entry.at,
        trend=entry.trend or None,
        severity=entry.severity,
        itch=entry.itch,
        sleep_lost=entry.sleep_lost,
        scratched=entry.scratched,
        bleeding=entry.bleeding,
        dry=entry.dry,
        appearance=tuple(entry.appearance),
        spots=tuple(spots),
        signs=signs,
        temperature_c=entry.temperature_c,
        notes=entry.notes,
        author=entry.author_name,
    )


def spot_record(spot: Spot) -> records.Spot:
    return records.Spot(
        site=spot.site,
        side=spot.side or None,
        view=spot.view or None,
        x=spot.x,
        y=spot.y,
        count=spot.count,
        size_mm=spot.size_mm,
        track=spot.track or None,
    )


def note_record(note: DayNote, signs: dict[str, str]) -> records.DayNote:
    return records.DayNote(
        day=note.day,
        id=str(note.uuid),
        at=note.at,
        signs=signs,
        temperature_c=note.temperature_c,
        notes=note.notes,
        author=note.author_name,
    )


def care_record(care: Care) -> records.Care:
    return records.Care(
        kind=care.kind,
        started_on=care.started_on,
        ended_on=care.ended_on,
        product=care.product,
        prescribed=care.prescribed,
        outcome=care.outcome or None,
        notes=care.notes,
    )


def former_name_record(name: FormerName) -> records.FormerName:
    return records.FormerName(name.condition, name.named_by, name.until)


def _diary(child: Child, concerns: Iterable[records.Concern], signs: _Signs) -> records.Diary:
    exposures, questions = _exposures_and_questions(child)
    return records.Diary(
        child=child_record(child),
        concerns=tuple(concerns),
        day_notes=_day_notes(child, signs),
        exposures=exposures,
        visits=tuple(_visits(child)),
        questions=questions,
        acknowledgements=_acknowledgements(child),
    )


def _concerns_in_full(child: Child, written: EntriesByConcern) -> Iterator[records.Concern]:
    """With former names and care. Two queries: each concern comes once for each former name."""
    care = _care(child)
    rows = (
        Concern.objects.filter(child=child)
        .annotate(
            former=F("former_names"),
            former_condition=F("former_names__condition"),
            former_named_by=F("former_names__named_by"),
            former_until=F("former_names__until"),
        )
        .order_by("pk", "former")
    )
    for _pk, same in groupby(rows, key=attrgetter("pk")):
        names = list(same)
        yield replace(
            _concern_record(names[0], written),
            former_names=tuple(
                records.FormerName(row.former_condition, row.former_named_by, row.former_until)
                for row in names
                if row.former
            ),
            care=tuple(care[names[0].pk]),
        )


def _concern_record(concern: Concern, written: EntriesByConcern) -> records.Concern:
    return records.Concern(
        id=str(concern.uuid),
        condition=concern.condition,
        first_noticed_on=concern.first_noticed_on,
        title=concern.title,
        named_by=concern.named_by,
        milia_type=concern.milia_type or None,
        entries=tuple(written.get(concern.pk, ())),
    )


def _photos(child: Child) -> dict[int, list[records.Photo]]:
    photos: dict[int, list[records.Photo]] = defaultdict(list)
    columns = ("entry_id", "entry__uuid", "uuid", "site", "view", "caption")
    for entry_id, entry, uuid, site, view, caption in photos_of_child(child).values_list(*columns):
        file = picture_file(str(entry), str(uuid))
        photos[entry_id].append(records.Photo(file, site, view, caption))
    return photos


@dataclass(frozen=True)
class _Signs:
    """Answers by sign, for each look that has some."""

    of_entries: dict[int, dict[str, str]]
    of_notes: dict[int, dict[str, str]]


def _signs(child: Child, of_entries: Any) -> _Signs:
    """``of_entries``: the signs that are wanted of entries; of day notes it is all. One query."""
    of_notes = Sign.objects.filter(day_note__child=child)
    columns = ("pk", "entry", "day_note", "key", "answer")
    entries, notes = (rows.order_by().values_list(*columns) for rows in (of_entries, of_notes))
    signs = _Signs(defaultdict(dict), defaultdict(dict))
    for _pk, entry, note, key, answer in entries.union(notes, all=True).order_by("pk"):
        record = signs.of_notes[note] if entry is None else signs.of_entries[entry]
        record[key] = answer
    return signs


def _care(child: Child) -> dict[int, list[records.Care]]:
    care: dict[int, list[records.Care]] = defaultdict(list)
    for row in Care.objects.filter(concern__child=child).order_by("started_on", "pk"):
        care[row.concern_id].append(care_record(row))
    return care


def _day_notes(child: Child, signs: _Signs) -> tuple[records.DayNote, ...]:
    notes = DayNote.objects.filter(child=child).in_order()
    return tuple(note_record(note, signs.of_notes[note.pk]) for note in notes)


def _exposures_and_questions(
    child: Child,
) -> tuple[tuple[records.Exposure, ...], tuple[records.Question, ...]]:
    """Both are a day and a few words. One query."""
    exposures = Exposure.objects.filter(child=child).values_list(
        Value("exposure"), "pk", "day", "kind", "name", "notes"
    )
    questions = Question.objects.filter(child=child).values_list(
        Value("question"), "pk", "asked_on", Value(""), Value(""), "text"
    )
    rows = sorted(exposures.union(questions, all=True), key=itemgetter(1))
    told = [
        records.Exposure(day, kind, name, notes)
        for table, _pk, day, kind, name, notes in rows
        if table == "exposure"
    ]
    asked = [
        records.Question(text, asked_on)
        for table, _pk, asked_on, _kind, _name, text in rows
        if table == "question"
    ]
    return tuple(sorted(told, key=attrgetter("day"))), tuple(asked)


def _visits(child: Child) -> Iterator[records.Visit]:
    """Each names its concerns in the order in which those were begun.

    A visit that was only about deleted concerns goes with them: without its concerns it would
    read as a visit about the child, and answer flags it never was about. One query: each visit
    comes once for each concern.
    """
    visit = ("pk", "day", "at", "who", "said", "follow_up_on")
    concern = ("concerns", "concerns__uuid", "concerns__deleted_at")
    rows = Visit.objects.filter(child=child).in_order().values_list(*visit, *concern)
    for (_pk, *written), same in groupby(rows, key=itemgetter(slice(len(visit)))):
        named = sorted(row[len(visit) :] for row in same)
        about = tuple(str(uuid) for pk, uuid, deleted_at in named if pk and deleted_at is None)
        if about or named[0][0] is None:
            day, at, who, said, follow_up_on = written
            yield records.Visit(day, at, who, about, said, follow_up_on)


def _acknowledgements(child: Child) -> tuple[records.Acknowledgement, ...]:
    """Those of a deleted concern or look are gone with it; of a look that was put on a later day
    since they answer nothing.
    """
    rows = (
        Acknowledgement.objects.filter(child=child)
        .filter(concern__deleted_at=None, entry__deleted_at=None, day_note__deleted_at=None)
        .exclude(Q(entry__day__gt=F("day")) | Q(day_note__day__gt=F("day")))
        .select_related("concern", "entry", "day_note")
        .order_by("day", "pk")
    )
    return tuple(
        records.Acknowledgement(
            day=row.day,
            rule=row.rule,
            concern=str(row.concern.uuid) if row.concern else None,
            entry=_entry_id(row),
            note=row.note,
            author=row.author_name,
        )
        for row in rows
    )


def _entry_id(row: Acknowledgement) -> str | None:
    record = row.entry or row.day_note
    return str(record.uuid) if record else None
