"""The values of the summary: facts that were written, and arithmetic on their dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.records import (
    Care,
    DayNote,
    Entry,
    Exposure,
    Photo,
    Question,
    Spot,
    Visit,
    Weight,
)
from tracker.domain.spells import CourseDay, Spell
from tracker.domain.timeline import Flag, SetAside, Timeline, Upcoming
from tracker.domain.vocabulary import Level


@dataclass(frozen=True)
class Span:
    """The days that the summary covers, both ends included."""

    start: date
    end: date

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Choice:
    """What a parent chose to show in the summary.

    ``concerns``: their ids, or None for all. ``picked``: files of the photos that were ticked.
    ``paper``: a key of ``PAPERS``. Ids and files that no longer exist are ignored.
    """

    span: Span
    concerns: tuple[str, ...] | None = None
    with_notes: bool = True
    picked: tuple[str, ...] = ()
    with_log: bool = True
    with_other_photos: bool = False
    paper: str = "a4"


@dataclass(frozen=True)
class ChildDetails:
    """The child. ``corrected_age``: None unless it was born before 37 weeks."""

    name: str
    sex: str
    birth_date: date
    age: Sentences
    corrected_age: Sentences | None
    allergies: str
    medicines: str


@dataclass(frozen=True)
class History:
    """The child's history before the diary. ``family_atopy``: keys of ``ATOPIES``."""

    gestation: Phrase | None
    birth: str
    feeding: str
    family_atopy: tuple[str, ...]
    skin_tone: str
    weights: tuple[Weight, ...]
    contacts: str


@dataclass(frozen=True)
class SignAnswer:
    """The answers to one sign: the days on which it was seen, and on which it was not.

    ``in_one_list_on``: days with a "no" to many signs at once, which does not count as not seen.
    ``is_in_few_words``: not seen on some day by the few words of the short question alone.
    """

    key: str
    seen_on: tuple[date, ...] = ()
    not_seen_on: tuple[date, ...] = ()
    in_one_list_on: tuple[date, ...] = ()
    is_in_few_words: bool = False

    @property
    def days_with_entries(self) -> int:
        return len(self.seen_on) + len(self.not_seen_on)

    @property
    def last_entry_on(self) -> date | None:
        return max((*self.seen_on, *self.not_seen_on), default=None)


@dataclass(frozen=True)
class Signs:
    """The signs of one kind, each in exactly one of the four lists.

    ``days``: number of days with records. A sign without an answer, as after one-tap entries, is
    not checked.
    """

    days: int
    seen: tuple[SignAnswer, ...]
    not_seen: tuple[SignAnswer, ...]
    not_checked: tuple[SignAnswer, ...]
    in_one_list: tuple[SignAnswer, ...] = ()

    @property
    def is_answered(self) -> bool:
        return bool(self.seen or self.not_seen or self.in_one_list)


@dataclass(frozen=True)
class Temperature:
    """A temperature in °C. ``how``: where it was taken, a key of ``TEMPERATURE_PLACES``."""

    day: date
    at: time | None
    celsius: float
    how: str | None = None


@dataclass(frozen=True)
class CoursePoint:
    """One day with entries. ``places``: number of different body sites with their side.

    ``count``: all spots together. ``size_mm``: the largest spot. None where not written.
    """

    day: date
    is_present: bool
    trend: str | None
    severity: int | None
    itch: int | None
    sleep_lost: bool | None
    places: int | None
    count: int | None
    size_mm: float | None


@dataclass(frozen=True)
class KeyEntry:
    """The first, the strongest or the latest entry, or several of these at once.

    ``kinds``: first, strongest_before (the span), strongest (within it), latest.

    ``spots``: those of the entry or, where it has none, of the last present entry before it that
    has some. ``spots_on``: the day of that entry.
    """

    kinds: tuple[str, ...]
    entry: Entry
    spots: tuple[Spot, ...]
    spots_on: date | None


@dataclass(frozen=True)
class SummaryPhoto:
    """A photo with its entry.

    ``kinds``: why it is shown: picked, first, returned (the first since it came back), strongest,
    latest, or none of these. ``site`` and ``side``: the photo's own or, where it has none, those
    of an entry with a single place.
    """

    photo: Photo
    entry: Entry
    site: str
    side: str | None
    is_private: bool
    kinds: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        return self.entry.day


@dataclass(frozen=True)
class TickCount:
    """The number of days on which something was ticked, or a question answered with yes.

    ``answered``: of how many days with an answer; None where there is no question.
    """

    key: str
    days: int
    answered: int | None = None


@dataclass(frozen=True)
class LogLine:
    """One entry or day note, or several adjacent days of the log with the same content."""

    days: tuple[date, ...]
    entry: Entry | DayNote


@dataclass(frozen=True)
class UrgentRecord:
    """An entry or day note that meets urgent rules, with the highest of their levels.

    ``about``: names of the concern and of the child, as far as it is about them. ``seen``: keys
    of the signs that were seen. ``answered_on``: the day of the visit or answer after which no
    rule is open any more; None before it.
    """

    level: Level
    about: tuple[Value, ...]
    record: Entry | DayNote
    seen: tuple[str, ...]
    rules: tuple[Phrase, ...]
    answered_on: date | None


@dataclass(frozen=True)
class Reminder:
    """A flag with the name of its rule, or the signs seen, and of its concern or child."""

    rule: Phrase | Sentences
    about: Value
    flag: Flag


@dataclass(frozen=True)
class ConcernSummary:
    """One concern; its course up to ``as_of`` is in the summary's timeline.

    ``due``: its reminders that are due, most urgent first. ``week``: answers of the last 7 days;
    empty without an entry. ``seen_earlier``: signs seen before the span.
    ``photos``: those of the first page. ``other_photos``: those of the following pages.
    """

    id: str
    name: Value
    sentence: Sentences
    due: tuple[Reminder, ...]
    spells: tuple[Spell, ...]
    key_entries: tuple[KeyEntry, ...]
    photos: tuple[SummaryPhoto, ...]
    other_photos: tuple[SummaryPhoto, ...]
    signs: Signs
    seen_earlier: tuple[SignAnswer, ...]
    course: tuple[CoursePoint, ...]
    week: tuple[TickCount, ...]
    appearances: tuple[TickCount, ...]
    also_seen: tuple[TickCount, ...]
    care: tuple[Care, ...]
    log: tuple[LogLine, ...]


@dataclass(frozen=True)
class PastConcern:
    """A concern that is gone, or without a spell or entry within the span, in one sentence.

    ``seen``: signs seen on any day. ``photos`` and ``log`` are those of the following pages.
    """

    name: Value
    sentence: Sentences
    seen: tuple[SignAnswer, ...]
    photos: tuple[SummaryPhoto, ...]
    log: tuple[LogLine, ...]


@dataclass(frozen=True)
class PausedReminder:
    """A flag that is set aside, with the name of its rule and of its concern or child."""

    rule: Phrase
    about: Value
    set_aside: SetAside


@dataclass(frozen=True)
class NextReminder:
    """The next rule to fall due for a concern, with the name of both."""

    rule: Phrase
    about: Value
    upcoming: Upcoming


@dataclass(frozen=True)
class Summary:
    """The whole summary, in reading order.

    ``urgent``: of the day itself and the day before. ``unanswered``: earlier ones that are open.
    ``old_fevers``: single ones that nothing answered, too old to be called due here. Visits and
    illnesses of the concerns, and exposures of theirs that something followed, are also from
    before the span.
    ``left_out``: number of concerns that were not chosen. ``timeline``: that of the diary up to
    ``as_of``, and ``days`` those of each concern with entries by its id, for the charts.
    """

    as_of: date
    choice: Choice
    child: ChildDetails
    reporters: tuple[str, ...]
    urgent: tuple[UrgentRecord, ...]
    unanswered: tuple[UrgentRecord, ...]
    questions: tuple[Question, ...]
    concerns: tuple[ConcernSummary, ...]
    past_concerns: tuple[PastConcern, ...]
    left_out: int
    signs: Signs
    temperatures: tuple[Temperature, ...]
    old_fevers: tuple[Temperature, ...]
    exposures: tuple[Exposure, ...]
    vaccines: tuple[Exposure, ...]
    illnesses: tuple[Exposure, ...]
    visits: tuple[Visit, ...]
    history: History
    due: tuple[Reminder, ...]
    paused: tuple[PausedReminder, ...]
    upcoming: tuple[NextReminder, ...]
    day_notes: tuple[LogLine, ...]
    recorded_by: Sentences
    timeline: Timeline
    days: Mapping[str, Sequence[CourseDay]]

    @property
    def span(self) -> Span:
        return self.choice.span
