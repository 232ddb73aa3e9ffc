"""The records of one child's diary, as frozen dataclasses.

The diary file and the database are read into these; every check, chart and summary is computed
from these. Days and times are in the family's time zone, temperatures in °C, sizes in mm, points
on the body map fractions of the view (0 to 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True)
class Weight:
    """The child's weight on a day, in kg."""

    day: date
    kg: float


@dataclass(frozen=True)
class Child:
    """The child that the diary is about.

    ``contacts``: infections at home, in pregnancy and at birth. ``map_tone``: in which colour the
    body map is drawn, a key of ``MAP_TONES``; a line drawing if empty.
    """

    name: str
    birth_date: date
    due_date: date | None = None
    sex: str = ""
    allergies: str = ""
    medicines: str = ""
    family_atopy: tuple[str, ...] = ()
    feeding: str = ""
    skin_tone: str = ""
    history: str = ""
    weights: tuple[Weight, ...] = ()
    contacts: str = ""
    map_tone: str = ""

    @property
    def age_counts_from(self) -> date:
        """The later of birth and due date, so that a preterm baby's age is corrected."""
        return max(self.birth_date, self.due_date or self.birth_date)


@dataclass(frozen=True)
class Spot:
    """A place on the skin. ``x`` and ``y`` are fractions of the ``view`` (0 to 1).

    ``track``: the same text identifies the same spot from entry to entry.
    """

    site: str
    side: str | None = None
    view: str | None = None
    x: float | None = None
    y: float | None = None
    count: int | None = None
    size_mm: float | None = None
    track: str | None = None


@dataclass(frozen=True)
class Photo:
    """A photo of an entry. ``file``: its name in an exported zip, see ``pictures``."""

    file: str
    site: str = ""
    view: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Entry:
    """A dated observation of one concern. Answers are None where nobody was asked.

    ``come_back``: ids of the visits whose "come back if" is met.
    """

    day: date
    status: str
    id: str | None = None
    at: time | None = None
    trend: str | None = None
    severity: int | None = None
    itch: int | None = None
    sleep_lost: bool | None = None
    scratched: bool | None = None
    bleeding: bool | None = None
    dry: bool | None = None
    appearance: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    temperature_c: float | None = None
    temperature_how: str | None = None
    notes: str = ""
    photos: tuple[Photo, ...] = ()
    author: str = ""
    come_back: tuple[str, ...] = ()

    @property
    def is_present(self) -> bool:
        return self.status == "present"


@dataclass(frozen=True)
class DayNote:
    """A dated observation of the child as a whole."""

    day: date
    id: str | None = None
    at: time | None = None
    signs: Mapping[str, str] = field(default_factory=dict)
    temperature_c: float | None = None
    notes: str = ""
    author: str = ""
    temperature_how: str | None = None


@dataclass(frozen=True)
class Care:
    """Care given for a concern, both days included; ongoing without ``ended_on``."""

    kind: str
    started_on: date
    ended_on: date | None = None
    product: str = ""
    prescribed: bool = False
    outcome: str | None = None
    notes: str = ""


@dataclass(frozen=True)
class FormerName:
    """A former condition of a concern, and the day until which it was used."""

    condition: str
    named_by: str
    until: date


@dataclass(frozen=True)
class Concern:
    """A skin problem that the family follows. Entries are in the order of writing.

    ``first_noticed_on`` is as typed; an entry may be dated before it, see ``begins_on``.
    """

    id: str
    condition: str
    first_noticed_on: date
    title: str = ""
    named_by: str = "parent"
    milia_type: str | None = None
    former_names: tuple[FormerName, ...] = ()
    entries: tuple[Entry, ...] = ()
    care: tuple[Care, ...] = ()

    @property
    def begins_on(self) -> date:
        """The day first noticed, or that of the earliest entry if it is before it."""
        return min([self.first_noticed_on, *(entry.day for entry in self.entries)])


@dataclass(frozen=True)
class Exposure:
    """Something that the child was exposed to on a day.

    ``followed``: what was seen after it, ``after_minutes`` later. ``concerns``: those that the
    parent connects with it.
    """

    day: date
    kind: str
    name: str = ""
    notes: str = ""
    id: str | None = None
    at: time | None = None
    concerns: tuple[str, ...] = ()
    followed: str = ""
    after_minutes: int | None = None


@dataclass(frozen=True)
class Visit:
    """A visit to, or advice from, a professional. Without concerns it is about the child.

    All but ``follow_up_on`` and the day itself are the professional's words. ``called``: the name
    that they gave it. ``do``: what to do meanwhile. ``expect``: what to expect, and by when.
    ``come_back_if``: keys of ``SIGNS``, with ``come_back_words`` for the rest.
    """

    day: date
    at: time | None = None
    who: str = ""
    concerns: tuple[str, ...] = ()
    said: str = ""
    follow_up_on: date | None = None
    id: str | None = None
    called: str = ""
    do: str = ""
    expect: str = ""
    expect_by: date | None = None
    come_back_if: tuple[str, ...] = ()
    come_back_words: str = ""


@dataclass(frozen=True)
class Question:
    """A question that the parent wants to ask the doctor, and the answer."""

    text: str
    asked_on: date | None = None
    answered_on: date | None = None
    answer: str = ""


@dataclass(frozen=True)
class Acknowledgement:
    """A member's note that a flag was dealt with."""

    day: date
    rule: str
    concern: str | None = None
    entry: str | None = None
    note: str = ""
    author: str = ""


@dataclass(frozen=True)
class Author:
    """What somebody who writes is to the child, such as its gran."""

    name: str
    relation: str = ""


@dataclass(frozen=True)
class Diary:
    """The whole diary of one child. Every list is in the order of writing."""

    child: Child
    concerns: tuple[Concern, ...] = ()
    day_notes: tuple[DayNote, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    visits: tuple[Visit, ...] = ()
    questions: tuple[Question, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    authors: tuple[Author, ...] = ()


def moment(day: date, at: time | None) -> tuple[date, bool, time]:
    """Return the sort key of a record: by day, then by time of day, none first."""
    return (day, at is not None, at or time.min)
