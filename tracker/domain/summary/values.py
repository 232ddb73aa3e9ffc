"""What the doctor reads, as one value. Facts that were written and arithmetic on their dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.records import Care, DayNote, Entry, Exposure, Photo, Question, Spot, Visit
from tracker.domain.spells import Spell
from tracker.domain.timeline import Flag, Timeline, Upcoming


@dataclass(frozen=True)
class Span:
    """The days that the summary tells of, both ends included."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Choice:
    """What a parent wants on the page.

    ``concerns``: their ids, or None for all. ``picked``: the files of the photos that were ticked.
    ``paper``: a key of ``PAPERS``. A choice may name what is there no more; it is left out.
    """

    span: Span
    concerns: tuple[str, ...] | None = None
    with_notes: bool = True
    picked: tuple[str, ...] = ()
    with_log: bool = True
    with_other_photos: bool = False
    paper: str = "a4"


@dataclass(frozen=True)
class About:
    """The child. ``corrected_age`` only for one born before 37 weeks."""

    name: str
    sex: str
    birth_date: date
    age: Sentences
    corrected_age: Sentences | None
    allergies: str
    medicines: str


@dataclass(frozen=True)
class History:
    """What was so before the diary began. ``family_atopy`` are keys of ``ATOPIES``."""

    gestation: Phrase | None
    birth: str
    feeding: str
    family_atopy: tuple[str, ...]
    skin_tone: str


@dataclass(frozen=True)
class SignAnswer:
    """What was written about one sign: the days it was seen, and the days it was not."""

    key: str
    seen_on: tuple[date, ...] = ()
    not_seen_on: tuple[date, ...] = ()

    @property
    def days_with_entries(self) -> int:
        return len(self.seen_on) + len(self.not_seen_on)

    @property
    def last_entry_on(self) -> date | None:
        return max((*self.seen_on, *self.not_seen_on), default=None)


@dataclass(frozen=True)
class Signs:
    """Every sign of one kind is in exactly one of the three; ``days`` is the days looked at all.

    A sign that nobody was asked about, as in a log by one tap, was not checked.
    """

    days: int
    seen: tuple[SignAnswer, ...]
    not_seen: tuple[SignAnswer, ...]
    not_checked: tuple[SignAnswer, ...]


@dataclass(frozen=True)
class Temperature:
    """One that was taken, in °C."""

    day: date
    at: time | None
    celsius: float


@dataclass(frozen=True)
class CoursePoint:
    """One day with entries. ``places``, ``count`` and ``size_mm`` are None where not written."""

    day: date
    is_present: bool
    trend: str | None
    severity: int | None
    itch: int | None
    sleep_lost: bool
    places: int | None
    count: int | None
    size_mm: float | None


@dataclass(frozen=True)
class KeyEntry:
    """The first, the strongest or the latest look, or several of these at once.

    Where it names no place, ``spots`` are those of the last look before it that did, and
    ``spots_on`` is that look's day.
    """

    kinds: tuple[str, ...]
    entry: Entry
    spots: tuple[Spot, ...]
    spots_on: date | None


@dataclass(frozen=True)
class SummaryPhoto:
    """A photo with the look that it belongs to.

    ``kinds``: why it is told: picked, first, returned (the first since it came back), strongest,
    latest, or none of these. ``site`` and ``side`` are the photo's own or, where it names none,
    those of a look with a single place.
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
class Ticked:
    """Something that was ticked, and on how many days."""

    key: str
    days: int


@dataclass(frozen=True)
class LogLine:
    """One look, or several days in a row of the log on which the same few words were written."""

    days: tuple[date, ...]
    entry: Entry | DayNote


@dataclass(frozen=True)
class ConcernSummary:
    """One concern; its course up to ``as_of`` is in the summary's timeline.

    ``photos`` are those of the first page, ``other_photos`` those of the following ones.
    """

    id: str
    name: Value
    sentence: Sentences
    spells: tuple[Spell, ...]
    key_entries: tuple[KeyEntry, ...]
    photos: tuple[SummaryPhoto, ...]
    other_photos: tuple[SummaryPhoto, ...]
    signs: Signs
    course: tuple[CoursePoint, ...]
    appearances: tuple[Ticked, ...]
    also_seen: tuple[Ticked, ...]
    care: tuple[Care, ...]
    log: tuple[LogLine, ...]


@dataclass(frozen=True)
class PastConcern:
    """A concern whose courses all lie outside the span, in one sentence."""

    name: Value
    sentence: Sentences


@dataclass(frozen=True)
class Reminder:
    """A flag with the name of its rule and of what it is about."""

    rule: Phrase
    about: Value
    flag: Flag


@dataclass(frozen=True)
class NextReminder:
    """What falls due next, with the name of its rule and of its concern."""

    rule: Phrase
    about: Value
    upcoming: Upcoming


@dataclass(frozen=True)
class Summary:
    """All that the doctor reads, in the order in which it is read.

    ``left_out``: how many concerns of the diary were not chosen for this page. ``timeline``: the
    diary up to ``as_of``, for the pictures.
    """

    as_of: date
    choice: Choice
    child: About
    reporters: tuple[str, ...]
    questions: tuple[Question, ...]
    concerns: tuple[ConcernSummary, ...]
    past_concerns: tuple[PastConcern, ...]
    left_out: int
    signs: Signs
    temperatures: tuple[Temperature, ...]
    exposures: tuple[Exposure, ...]
    vaccines: tuple[Exposure, ...]
    illnesses: tuple[Exposure, ...]
    visits: tuple[Visit, ...]
    history: History
    due: tuple[Reminder, ...]
    upcoming: tuple[NextReminder, ...]
    day_notes: tuple[LogLine, ...]
    recorded_by: Sentences
    timeline: Timeline

    @property
    def span(self) -> Span:
        return self.choice.span
