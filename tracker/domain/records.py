"""What the core eats: one child's diary as plain frozen values.

The diary file is read into these, the database is read into these, and every check, chart and
summary starts from these. Days are the family's days, times its wall clock, temperatures °C,
sizes millimetres, places on the body map fractions of the view (0 to 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True)
class Child:
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

    @property
    def age_counts_from(self) -> date:
        """The later of birth and due date: a preterm baby is younger than the calendar says."""
        return max(self.birth_date, self.due_date or self.birth_date)


@dataclass(frozen=True)
class Spot:
    """A place on the skin. ``x`` and ``y`` are fractions of the ``view``; ``track`` names the same
    spot from look to look."""

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
    """One picture of an entry. ``file``: what it is called beside the diary, see ``pictures``."""

    file: str
    site: str = ""
    view: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Entry:
    """One dated look at one concern."""

    day: date
    status: str
    id: str | None = None
    at: time | None = None
    trend: str | None = None
    severity: int | None = None
    itch: int | None = None
    sleep_lost: bool = False
    scratched: bool = False
    bleeding: bool = False
    dry: bool = False
    appearance: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    temperature_c: float | None = None
    notes: str = ""
    photos: tuple[Photo, ...] = ()
    author: str = ""

    @property
    def is_present(self) -> bool:
        return self.status == "present"


@dataclass(frozen=True)
class DayNote:
    """A dated look at the child as a whole."""

    day: date
    id: str | None = None
    at: time | None = None
    signs: Mapping[str, str] = field(default_factory=dict)
    temperature_c: float | None = None
    notes: str = ""
    author: str = ""


@dataclass(frozen=True)
class Care:
    """Something done for a concern, both days included; without an end it goes on."""

    kind: str
    started_on: date
    ended_on: date | None = None
    product: str = ""
    prescribed: bool = False
    outcome: str | None = None
    notes: str = ""


@dataclass(frozen=True)
class FormerName:
    """What the concern was called before, and until which day."""

    condition: str
    named_by: str
    until: date


@dataclass(frozen=True)
class Concern:
    """One skin problem that the family follows. Entries stand in the order they were written."""

    id: str
    condition: str
    first_noticed_on: date
    title: str = ""
    named_by: str = "parent"
    milia_type: str | None = None
    former_names: tuple[FormerName, ...] = ()
    entries: tuple[Entry, ...] = ()
    care: tuple[Care, ...] = ()


@dataclass(frozen=True)
class Exposure:
    """Something dated that happened to the child."""

    day: date
    kind: str
    name: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Visit:
    """The child was seen, or a professional was asked. Without concerns it is about the child."""

    day: date
    at: time | None = None
    who: str = ""
    concerns: tuple[str, ...] = ()
    said: str = ""
    follow_up_on: date | None = None


@dataclass(frozen=True)
class Question:
    """What the parent wants to ask the doctor."""

    text: str
    asked_on: date | None = None


@dataclass(frozen=True)
class Acknowledgement:
    """A member says that a flag was dealt with."""

    day: date
    rule: str
    concern: str | None = None
    entry: str | None = None
    note: str = ""
    author: str = ""


@dataclass(frozen=True)
class Diary:
    """All that was written about one child. Every list stands in the order it was written."""

    child: Child
    concerns: tuple[Concern, ...] = ()
    day_notes: tuple[DayNote, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    visits: tuple[Visit, ...] = ()
    questions: tuple[Question, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()


def moment(day: date, at: time | None) -> tuple[date, bool, time]:
    """The key that puts records in order: by day, then by time of day, none first."""
    return (day, at is not None, at or time.min)
