"""A child's diary out of the database, as the values that the domain reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

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
    Photo,
    Question,
    Sign,
    Spot,
    Visit,
)
from tracker.rules_in_force import current_rules


def whole_diary(child: Child, *, with_photos: bool = False) -> records.Diary:
    """All that was written about a child. Thirteen queries at most, whatever its length; one more
    with the photos.
    """
    entries = Entry.objects.filter(concern__child=child, concern__deleted_at=None)
    spots: dict[int, list[records.Spot]] = defaultdict(list)
    for spot in Spot.objects.filter(entry__in=entries):
        spots[spot.entry_id].append(spot_record(spot))
    signs = _signs(Sign.objects.filter(entry__in=entries).values_list("entry", "key", "answer"))
    photos = _photos(child) if with_photos else defaultdict(list)
    looks: dict[int, list[records.Entry]] = defaultdict(list)
    for entry in entries.in_order():
        record = entry_record(entry, spots[entry.pk], signs[entry.pk])
        looks[entry.concern_id].append(replace(record, photos=tuple(photos[entry.pk])))
    return _diary(child, looks, whole=True)


def stored_pictures(child: Child) -> dict[str, str]:
    """What the pictures of the child's diary are called there, and in the storage. One query."""
    rows = _photos_of(child).select_related("entry")
    names: dict[str, str] = {}
    for photo in rows:
        file = picture_file(str(photo.entry.uuid), str(photo.uuid))
        names[file], names[small_file(file)] = photo.large.name, photo.small.name
    return names


def diary_for_check(child: Child) -> records.Diary:
    """What the timeline check and the pictures look at: no entry's notes, no spots, no care.

    Nine queries, whatever the length of the diary.
    """
    entries = Entry.objects.filter(concern__child=child, concern__deleted_at=None)
    signs = _signs(
        Sign.objects.filter(entry__in=entries, answer="yes").values_list("entry", "key", "answer")
    )
    looks: dict[int, list[records.Entry]] = defaultdict(list)
    columns = ("pk", "concern", "uuid", "day", "at", "status", "trend", "severity", "temperature_c")
    rows = entries.in_order().values_list(*columns)
    for pk, concern, uuid, day, at, status, trend, severity, celsius in rows:
        looks[concern].append(
            records.Entry(
                day=day,
                status=status,
                id=str(uuid),
                at=at,
                trend=trend or None,
                severity=severity,
                signs=signs[pk],
                temperature_c=celsius,
            )
        )
    return _diary(child, looks, whole=False)


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


def _diary(child: Child, looks: dict[int, list[records.Entry]], *, whole: bool) -> records.Diary:
    concerns = list(Concern.objects.filter(child=child).order_by("pk"))
    former_names = _former_names(child) if whole else {}
    care = _care(child) if whole else {}
    return records.Diary(
        child=child_record(child),
        concerns=tuple(
            records.Concern(
                id=str(concern.uuid),
                condition=concern.condition,
                first_noticed_on=concern.first_noticed_on,
                title=concern.title,
                named_by=concern.named_by,
                milia_type=concern.milia_type or None,
                former_names=tuple(former_names.get(concern.pk, ())),
                entries=tuple(looks.get(concern.pk, ())),
                care=tuple(care.get(concern.pk, ())),
            )
            for concern in concerns
        ),
        day_notes=_day_notes(child),
        exposures=_exposures(child),
        visits=_visits(child),
        questions=_questions(child) if whole else (),
        acknowledgements=_acknowledgements(child),
    )


def _photos(child: Child) -> dict[int, list[records.Photo]]:
    photos: dict[int, list[records.Photo]] = defaultdict(list)
    columns = ("entry_id", "entry__uuid", "uuid", "site", "view", "caption")
    for entry_id, entry, uuid, site, view, caption in _photos_of(child).values_list(*columns):
        file = picture_file(str(entry), str(uuid))
        photos[entry_id].append(records.Photo(file, site, view, caption))
    return photos


def _photos_of(child: Child) -> Any:
    return Photo.objects.filter(
        entry__concern__child=child, entry__concern__deleted_at=None, entry__deleted_at=None
    )


def _signs(rows: Iterable[tuple[int, str, str]]) -> dict[int, dict[str, str]]:
    signs: dict[int, dict[str, str]] = defaultdict(dict)
    for owner, key, answer in rows:
        signs[owner][key] = answer
    return signs


def _former_names(child: Child) -> dict[int, list[records.FormerName]]:
    names: dict[int, list[records.FormerName]] = defaultdict(list)
    for row in FormerName.objects.filter(concern__child=child):
        names[row.concern_id].append(former_name_record(row))
    return names


def _care(child: Child) -> dict[int, list[records.Care]]:
    care: dict[int, list[records.Care]] = defaultdict(list)
    for row in Care.objects.filter(concern__child=child).order_by("started_on", "pk"):
        care[row.concern_id].append(care_record(row))
    return care


def _day_notes(child: Child) -> tuple[records.DayNote, ...]:
    notes = DayNote.objects.filter(child=child)
    signs = _signs(Sign.objects.filter(day_note__in=notes).values_list("day_note", "key", "answer"))
    return tuple(note_record(note, signs[note.pk]) for note in notes.in_order())


def _exposures(child: Child) -> tuple[records.Exposure, ...]:
    rows = Exposure.objects.filter(child=child).order_by("day", "pk")
    return tuple(records.Exposure(row.day, row.kind, row.name, row.notes) for row in rows)


def _visits(child: Child) -> tuple[records.Visit, ...]:
    """Each names its concerns in the order in which those were begun.

    A visit that was only about deleted concerns goes with them: without its concerns it would
    read as a visit about the child, and answer flags it never was about.
    """
    about: dict[int, list[str]] = defaultdict(list)
    links = Visit.concerns.through._default_manager.filter(visit__child=child)
    columns = ("visit_id", "concern__uuid", "concern__deleted_at")
    for visit_id, uuid, deleted_at in links.order_by("concern_id").values_list(*columns):
        about[visit_id] += [] if deleted_at else [str(uuid)]
    return tuple(
        records.Visit(
            day=visit.day,
            at=visit.at,
            who=visit.who,
            concerns=tuple(about.get(visit.pk, ())),
            said=visit.said,
            follow_up_on=visit.follow_up_on,
        )
        for visit in Visit.objects.filter(child=child).in_order()
        if about.get(visit.pk) != []
    )


def _questions(child: Child) -> tuple[records.Question, ...]:
    rows = Question.objects.filter(child=child).order_by("pk")
    return tuple(records.Question(row.text, row.asked_on) for row in rows)


def _acknowledgements(child: Child) -> tuple[records.Acknowledgement, ...]:
    """Those of a deleted concern or look are gone with it."""
    rows = (
        Acknowledgement.objects.filter(child=child)
        .filter(concern__deleted_at=None, entry__deleted_at=None, day_note__deleted_at=None)
        .select_related("concern", "entry", "day_note")
        .order_by("day", "pk")
    )
    return tuple(
        records.Acknowledgement(
            day=row.day,
            rule=row.rule,
            concern=str(row.concern.uuid) if row.concern else None,
            entry=_look_id(row),
            note=row.note,
            author=row.author_name,
        )
        for row in rows
    )


def _look_id(row: Acknowledgement) -> str | None:
    look = row.entry or row.day_note
    return str(look.uuid) if look else None
