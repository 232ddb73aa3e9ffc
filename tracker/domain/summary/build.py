"""From a diary to the one value that the doctor's page, its print and its link are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.phrases import phrase as _
from tracker.domain.records import Child, DayNote, Diary, Entry, Exposure, Visit
from tracker.domain.rules import RuleTable
from tracker.domain.sentences import named
from tracker.domain.spells import Course
from tracker.domain.summary import ages
from tracker.domain.summary.entries import (
    also_seen,
    appearances,
    course_points,
    key_entries,
    log,
    signs,
    temperatures,
)
from tracker.domain.summary.photos import ChosenPhotos, chosen_photos
from tracker.domain.summary.sentence import concern_sentence, past_sentence
from tracker.domain.summary.values import (
    About,
    Choice,
    ConcernSummary,
    History,
    NextReminder,
    PastConcern,
    Reminder,
    Span,
    Summary,
)
from tracker.domain.timeline import Flag, Timeline


def summarise(diary: Diary, as_of: date, choice: Choice, rules: RuleTable) -> Summary:
    """What a doctor reads of the diary as it was known on ``as_of``, as far as it was chosen.

    The span chooses entries, day notes, exposures and visits; onsets and spells come from the
    whole diary up to ``as_of``. What is about the child (its signs, temperatures and flags) is
    told whatever concern it was written on, and an urgent sign that is open is told always.
    """
    span = choice.span
    known = _known(diary, as_of, choice.with_notes)
    timeline = Timeline.of(known, rules)
    chosen = [
        course
        for course in timeline.courses
        if choice.concerns is None or course.concern.id in choice.concerns
    ]
    ids = {course.concern.id for course in chosen}
    shown = [course for course in chosen if _touches(course, span, as_of)]
    past = [course for course in chosen if not _touches(course, span, as_of)]
    visits = tuple(
        visit
        for visit in known.visits
        if span.holds(visit.day) and (not visit.concerns or ids & set(visit.concerns))
    )
    entries = [entry for course in timeline.courses for entry in course.concern.entries]
    days: list[Entry | DayNote] = [*entries, *known.day_notes]
    written = [day_entries for day_entries in days if span.holds(day_entries.day)]
    day_notes = [note for note in known.day_notes if choice.with_log and span.holds(note.day)]
    photos = chosen_photos(shown, choice, as_of)
    exposures = [exposure for exposure in known.exposures if span.holds(exposure.day)]
    return Summary(
        as_of=as_of,
        choice=choice,
        child=_about(known.child, as_of),
        reporters=_reporters(written),
        questions=known.questions,
        concerns=tuple(
            _concern(course, known.child, photos[course.concern.id], choice, as_of)
            for course in shown
        ),
        past_concerns=tuple(_past(course, known.child, as_of) for course in past),
        left_out=len(timeline.courses) - len(chosen),
        signs=signs(written, "child"),
        temperatures=temperatures(written),
        exposures=_of_kinds(exposures, but=("vaccine", "illness")),
        vaccines=_of_kinds(exposures, only=("vaccine",)),
        illnesses=_of_kinds(exposures, only=("illness",)),
        visits=visits,
        history=_history(known.child),
        due=_due(timeline, ids, as_of),
        upcoming=_upcoming(timeline, ids, as_of),
        day_notes=log(day_notes),
        recorded_by=RECORDED_BY,
        timeline=timeline,
    )


R = TypeVar("R", Entry, DayNote, Exposure, Visit)

RECORDED_BY = Sentences((_("Recorded by a parent."), _("A diary, not a diagnosis.")))


def _known(diary: Diary, as_of: date, with_notes: bool) -> Diary:
    """What is dated up to that day; without the notes where they are not to be shown."""
    known = replace(
        diary,
        concerns=tuple(
            replace(
                concern,
                entries=_until(concern.entries, as_of),
                care=tuple(care for care in concern.care if care.started_on <= as_of),
            )
            for concern in diary.concerns
            if concern.first_noticed_on <= as_of
        ),
        day_notes=_until(diary.day_notes, as_of),
        exposures=_until(diary.exposures, as_of),
        visits=_until(diary.visits, as_of),
    )
    return known if with_notes else _without_notes(known)


def _until(records: Iterable[R], as_of: date) -> tuple[R, ...]:
    return tuple(record for record in records if record.day <= as_of)


def _without_notes(diary: Diary) -> Diary:
    """What somebody wrote in free words; the caption of a photo is a note, too."""
    return replace(
        diary,
        concerns=tuple(
            replace(
                concern,
                entries=tuple(
                    replace(
                        entry,
                        notes="",
                        photos=tuple(replace(photo, caption="") for photo in entry.photos),
                    )
                    for entry in concern.entries
                ),
                care=tuple(replace(care, notes="") for care in concern.care),
            )
            for concern in diary.concerns
        ),
        day_notes=tuple(replace(note, notes="") for note in diary.day_notes),
        exposures=tuple(replace(exposure, notes="") for exposure in diary.exposures),
    )


def _touches(course: Course, span: Span, as_of: date) -> bool:
    """It was there, or was written about or seen to be gone, within the span."""
    spells = course.spells_on(as_of)
    return any(
        spell.onset <= span.end and (spell.cleared_on is None or spell.cleared_on >= span.start)
        for spell in spells
    ) or any(span.holds(day_entries.day) for day_entries in course.days_until(as_of))


def _about(child: Child, as_of: date) -> About:
    return About(
        name=child.name,
        sex=child.sex,
        birth_date=child.birth_date,
        age=ages.age(child.birth_date, as_of),
        corrected_age=ages.corrected_age(child, as_of),
        allergies=child.allergies,
        medicines=child.medicines,
    )


def _history(child: Child) -> History:
    return History(
        gestation=ages.gestation(child),
        birth=child.history,
        feeding=child.feeding,
        family_atopy=child.family_atopy,
        skin_tone=child.skin_tone,
    )


def _reporters(written: Iterable[Entry | DayNote]) -> tuple[str, ...]:
    """Whoever wrote within the span, those who wrote most first."""
    authors = [record.author for record in written if record.author]
    return tuple(sorted(dict.fromkeys(authors), key=lambda author: -authors.count(author)))


def _concern(
    course: Course,
    child: Child,
    photos: ChosenPhotos,
    choice: Choice,
    as_of: date,
) -> ConcernSummary:
    concern, days, span = course.concern, course.days_until(as_of), choice.span
    within = [day_entries for day_entries in days if span.holds(day_entries.day)]
    entries = [entry for day_entries in within for entry in day_entries.entries]
    spells = course.spells_on(as_of)
    return ConcernSummary(
        id=concern.id,
        name=named(concern),
        sentence=concern_sentence(concern, child, spells, days, span, as_of),
        spells=spells,
        key_entries=key_entries(days, span),
        photos=photos.first_page,
        other_photos=photos.others,
        signs=signs(entries, "spot"),
        course=course_points(within),
        appearances=appearances(within),
        also_seen=also_seen(within),
        care=concern.care,
        log=log(entries if choice.with_log else ()),
    )


def _past(course: Course, child: Child, as_of: date) -> PastConcern:
    concern = course.concern
    sentence = past_sentence(concern, child, course.spells_on(as_of), as_of)
    return PastConcern(named(concern), sentence)


def _of_kinds(
    exposures: Iterable[Exposure], only: Collection[str] = (), but: Collection[str] = ()
) -> tuple[Exposure, ...]:
    return tuple(
        exposure
        for exposure in exposures
        if exposure.kind not in but and (not only or exposure.kind in only)
    )


def _due(timeline: Timeline, ids: Collection[str], as_of: date) -> tuple[Reminder, ...]:
    rules, names = _rule_labels(timeline), _concern_names(timeline)
    return tuple(
        Reminder(
            rules[flag.rule],
            timeline.diary.child.name if flag.concern is None else names[flag.concern],
            flag,
        )
        for flag in timeline.flags_on(as_of)
        if _is_told(flag, ids)
    )


def _upcoming(timeline: Timeline, ids: Collection[str], as_of: date) -> tuple[NextReminder, ...]:
    rules, names = _rule_labels(timeline), _concern_names(timeline)
    return tuple(
        NextReminder(rules[item.rule], names[item.concern], item)
        for item in timeline.upcoming_on(as_of)
        if item.concern in ids
    )


def _rule_labels(timeline: Timeline) -> dict[str, Phrase]:
    labels = {rule.key: rule.label for rule in timeline.rules.concern_rules}
    return labels | {rule.key: rule.label for rule in timeline.rules.urgent_rules}


def _concern_names(timeline: Timeline) -> dict[str, Value]:
    return {concern.id: named(concern) for concern in timeline.diary.concerns}


def _is_told(flag: Flag, concerns: Collection[str]) -> bool:
    """Of a concern that was not chosen only what is urgent."""
    return flag.concern is None or flag.concern in concerns or flag.is_urgent_sign
