"""Builds the summary from which the doctor's page, its PDF and its shared link are rendered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from tracker.domain.canonical import asked_once
from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.phrases import phrase as _
from tracker.domain.records import Child, DayNote, Diary, Entry, Exposure, Visit, moment
from tracker.domain.rules import RuleTable
from tracker.domain.sentences import concern_name
from tracker.domain.spells import Course, CourseDay
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
from tracker.domain.summary.names import SIGN_NAMES
from tracker.domain.summary.photos import ChosenPhotos, chosen_photos, later_photos
from tracker.domain.summary.sentence import concern_sentence, short_sentence
from tracker.domain.summary.urgent import old_fevers, recent_urgent, unanswered, without_old_fevers
from tracker.domain.summary.values import (
    ChildDetails,
    Choice,
    ConcernSummary,
    History,
    NextReminder,
    PastConcern,
    PausedReminder,
    Reminder,
    Span,
    Summary,
)
from tracker.domain.summary.week import last_week
from tracker.domain.timeline import Flag, Timeline
from tracker.domain.vocabulary import Level


def summarise(
    diary: Diary,
    as_of: date,
    choice: Choice,
    rules: RuleTable,
    days: Mapping[str, Sequence[CourseDay]] | None = None,
) -> Summary:
    """Return the summary of the diary as known on ``as_of``, limited to what was chosen.

    The span selects entries, day notes, exposures and visits; onsets and spells come from the
    whole diary up to ``as_of``. What is about the child (signs, temperatures and flags) is shown
    whichever concern it was written on, and an open urgent sign is always shown.

    ``days``: those with entries up to ``as_of``, by the concern's id, for a diary without the
    entries that the summary does not read (``queries.summary``).
    """
    span = choice.span
    known = _known(diary, as_of, choice.with_notes)
    timeline = Timeline.of(known, rules)
    chosen = [
        course
        for course in timeline.courses
        if choice.concerns is None or course.concern.id in choice.concerns
    ]
    chosen_ids = {course.concern.id for course in chosen}
    due = _due(without_old_fevers(timeline, as_of), chosen_ids, as_of)
    shown = _shown(chosen, due, span, as_of)
    past = [course for course in chosen if course not in shown]
    visits = [visit for visit in known.visits if _is_visit_shown(visit, span, chosen_ids)]
    entries = [entry for course in timeline.courses for entry in course.concern.entries]
    records: list[Entry | DayNote] = [*entries, *known.day_notes]
    in_span = [record for record in records if span.contains(record.day)]
    day_notes = [note for note in known.day_notes if choice.with_log and span.contains(note.day)]
    photos = chosen_photos(shown, choice, as_of)
    exposures = [row for row in known.exposures if _is_exposure_shown(row, span, chosen_ids)]
    exposures.sort(key=lambda exposure: moment(exposure.day, exposure.at))
    return Summary(
        as_of=as_of,
        choice=choice,
        child=_child_details(known.child, as_of),
        reporters=_reporters(in_span),
        urgent=recent_urgent(timeline, as_of),
        unanswered=unanswered(timeline, as_of),
        questions=known.questions,
        concerns=tuple(
            _concern(course, known.child, photos[course.concern.id], due, choice, as_of)
            for course in shown
        ),
        past_concerns=tuple(_past(course, known.child, choice, as_of) for course in past),
        left_out=len(timeline.courses) - len(chosen),
        signs=signs(in_span, "child"),
        temperatures=temperatures(in_span),
        old_fevers=old_fevers(timeline, as_of),
        exposures=_of_kinds(exposures, excluded=("vaccine", "illness")),
        vaccines=_of_kinds(exposures, included=("vaccine",)),
        illnesses=_of_kinds(exposures, included=("illness",)),
        visits=tuple(sorted(visits, key=lambda visit: moment(visit.day, visit.at))),
        history=_history(known.child),
        due=due,
        paused=_paused(timeline, chosen_ids, as_of),
        upcoming=_upcoming(timeline, chosen_ids, as_of),
        day_notes=log(day_notes),
        recorded_by=RECORDED_BY,
        timeline=timeline,
        days=_days(timeline, as_of) if days is None else days,
    )


def _days(timeline: Timeline, as_of: date) -> Mapping[str, Sequence[CourseDay]]:
    return {course.concern.id: course.course_days_until(as_of) for course in timeline.courses}


R = TypeVar("R", Entry, DayNote, Exposure, Visit)

RECORDED_BY = Sentences((_("Written by the family."), _("A diary, not a diagnosis.")))


def _known(diary: Diary, as_of: date, with_notes: bool) -> Diary:
    """Return the diary up to ``as_of``, without notes unless ``with_notes``.

    Each entry says once that it is dry.
    """
    known = replace(
        diary,
        concerns=tuple(
            replace(
                concern,
                entries=tuple(map(asked_once, _dated_until(concern.entries, as_of))),
                care=tuple(care for care in concern.care if care.started_on <= as_of),
            )
            for concern in diary.concerns
            if concern.begins_on <= as_of
        ),
        day_notes=_dated_until(diary.day_notes, as_of),
        exposures=_dated_until(diary.exposures, as_of),
        visits=_dated_until(diary.visits, as_of),
    )
    return known if with_notes else _without_notes(known)


def _dated_until(records: Iterable[R], as_of: date) -> tuple[R, ...]:
    return tuple(record for record in records if record.day <= as_of)


def _without_notes(diary: Diary) -> Diary:
    """Return the diary without free text; the caption of a photo counts as such."""
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


def _shown(
    courses: Iterable[Course], due: Iterable[Reminder], span: Span, as_of: date
) -> list[Course]:
    """Return the concerns to show at length: those due, then the others that go on.

    One that is gone is shown at length only where none goes on.
    """
    levels: dict[str | None, Level] = {}
    for reminder in due:
        levels.setdefault(reminder.flag.concern, reminder.flag.level)
    in_span = [course for course in courses if _is_in_span(course, span, as_of)]
    going_on = [course for course in in_span if course.open_spell_on(as_of)]
    return sorted(going_on or in_span, key=lambda course: -levels.get(course.concern.id, 0))


def _is_in_span(course: Course, span: Span, as_of: date) -> bool:
    """Return whether the concern has a spell or an entry within the span."""
    spells = course.spells_on(as_of)
    return any(
        spell.onset <= span.end and (spell.cleared_on is None or spell.cleared_on >= span.start)
        for spell in spells
    ) or any(span.contains(day_entries.day) for day_entries in course.days_until(as_of))


def _is_visit_shown(visit: Visit, span: Span, concerns: Collection[str]) -> bool:
    """Return whether the visit is about a chosen concern, or about the child in the span."""
    if visit.concerns:
        return not set(visit.concerns).isdisjoint(concerns)
    return span.contains(visit.day)


def _is_exposure_shown(exposure: Exposure, span: Span, concerns: Collection[str]) -> bool:
    """Return whether it is of the span, or an illness or a reaction of a chosen concern."""
    if span.contains(exposure.day):
        return True
    is_telling = exposure.kind == "illness" or _was_followed(exposure)
    return is_telling and not set(exposure.concerns).isdisjoint(concerns)


def _was_followed(exposure: Exposure) -> bool:
    return bool(exposure.followed) or exposure.after_minutes is not None


def _child_details(child: Child, as_of: date) -> ChildDetails:
    return ChildDetails(
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
        weights=child.weights,
        contacts=child.contacts,
    )


def _reporters(records: Iterable[Entry | DayNote]) -> tuple[str, ...]:
    """Return the authors of the records, those with the most records first."""
    authors = [record.author for record in records if record.author]
    return tuple(sorted(dict.fromkeys(authors), key=lambda author: -authors.count(author)))


def _concern(
    course: Course,
    child: Child,
    photos: ChosenPhotos,
    due: Sequence[Reminder],
    choice: Choice,
    as_of: date,
) -> ConcernSummary:
    concern, days, span = course.concern, course.days_until(as_of), choice.span
    days_in_span = [day_entries for day_entries in days if span.contains(day_entries.day)]
    entries = [entry for day_entries in days_in_span for entry in day_entries.entries]
    spells = course.spells_on(as_of)
    return ConcernSummary(
        id=concern.id,
        name=concern_name(concern),
        sentence=concern_sentence(concern, child, spells, days, span, as_of),
        due=tuple(reminder for reminder in due if reminder.flag.concern == concern.id),
        spells=spells,
        key_entries=key_entries(days, span),
        photos=photos.first_page,
        other_photos=photos.others,
        signs=signs(entries, "spot"),
        seen_earlier=signs(
            [entry for entry in concern.entries if entry.day < span.start], "spot"
        ).seen,
        course=course_points(days_in_span),
        week=last_week(days, as_of),
        appearances=appearances(days_in_span),
        also_seen=also_seen(days_in_span),
        care=concern.care,
        log=log(entries if choice.with_log else ()),
    )


def _past(course: Course, child: Child, choice: Choice, as_of: date) -> PastConcern:
    concern = course.concern
    entries = [entry for entry in concern.entries if choice.span.contains(entry.day)]
    return PastConcern(
        name=concern_name(concern),
        sentence=short_sentence(concern, child, course.spells_on(as_of), as_of),
        seen=signs(concern.entries, "spot").seen,
        photos=later_photos(course, choice, as_of),
        log=log(entries if choice.with_log else ()),
    )


def _of_kinds(
    exposures: Iterable[Exposure], included: Collection[str] = (), excluded: Collection[str] = ()
) -> tuple[Exposure, ...]:
    return tuple(
        exposure
        for exposure in exposures
        if exposure.kind not in excluded and (not included or exposure.kind in included)
    )


def _due(timeline: Timeline, chosen_ids: Collection[str], as_of: date) -> tuple[Reminder, ...]:
    rules, names = _rule_labels(timeline), _concern_names(timeline)
    return tuple(
        Reminder(
            _seen(flag) or rules[flag.rule],
            timeline.diary.child.name if flag.concern is None else names[flag.concern],
            flag,
        )
        for flag in timeline.flags_on(as_of)
        if _is_shown(flag, chosen_ids)
    )


def _seen(flag: Flag) -> Sentences | None:
    """Return the signs of the flag that were seen: its rule has more than these."""
    names = tuple(SIGN_NAMES[key] for key in flag.seen)
    return Sentences(names, separator=", ") if names else None


def _paused(
    timeline: Timeline, chosen_ids: Collection[str], as_of: date
) -> tuple[PausedReminder, ...]:
    rules, names = _rule_labels(timeline), _concern_names(timeline)
    return tuple(
        PausedReminder(
            rules[row.flag.rule],
            timeline.diary.child.name if row.flag.concern is None else names[row.flag.concern],
            row,
        )
        for row in timeline.set_aside_on(as_of)
        if _is_shown(row.flag, chosen_ids)
    )


def _upcoming(
    timeline: Timeline, chosen_ids: Collection[str], as_of: date
) -> tuple[NextReminder, ...]:
    rules, names = _rule_labels(timeline), _concern_names(timeline)
    return tuple(
        NextReminder(rules[item.rule], names[item.concern], item)
        for item in timeline.upcoming_on(as_of)
        if item.concern in chosen_ids
    )


def _rule_labels(timeline: Timeline) -> dict[str, Phrase]:
    labels = {rule.key: rule.label for rule in timeline.rules.concern_rules}
    return labels | {rule.key: rule.label for rule in timeline.rules.urgent_rules}


def _concern_names(timeline: Timeline) -> dict[str, Value]:
    return {concern.id: concern_name(concern) for concern in timeline.diary.concerns}


def _is_shown(flag: Flag, concerns: Collection[str]) -> bool:
    """Return whether the flag is shown; of a concern not chosen only an urgent sign is."""
    return flag.concern is None or flag.concern in concerns or flag.is_urgent_sign
