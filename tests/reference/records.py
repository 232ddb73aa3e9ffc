"""The diary document as values, and what of it is known on a day."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from .table import CONDITIONS, Condition

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Look:
    """One entry of a concern, or one day note (then `concern` is None)."""

    day: date
    time: str  # "" where none is given: before every time of that day
    id: str | None
    concern: str | None
    present: bool
    trend: str | None
    signs: frozenset[str]  # those answered yes
    temperature: Decimal | None
    bleeding: bool


@dataclass(frozen=True)
class Concern:
    """One concern; its entries are in order of day, time and writing."""

    id: str
    condition: str
    by_doctor: bool
    first_noticed_on: date | None  # None: not yet known
    entries: tuple[Look, ...]

    @property
    def row(self) -> Condition:
        """The row of the present name."""
        return CONDITIONS[self.condition]

    def until(self, day: date) -> "Concern":
        """The same concern with only what is dated up to that day."""
        noticed = self.first_noticed_on
        return replace(
            self,
            first_noticed_on=noticed if noticed and noticed <= day else None,
            entries=tuple(entry for entry in self.entries if entry.day <= day),
        )


@dataclass(frozen=True)
class Visit:
    """One visit; no concerns: about the child as a whole."""

    day: date
    time: str
    concerns: frozenset[str]
    follow_up_on: date | None


@dataclass(frozen=True)
class Acknowledgement:
    """One acknowledgement of a rule."""

    day: date
    rule: str
    concern: str | None
    entry: str | None


@dataclass(frozen=True)
class Diary:
    """One child's diary; visits are in order of day, time and writing."""

    age_from: date
    concerns: tuple[Concern, ...]
    notes: tuple[Look, ...]
    vaccine_days: frozenset[date]
    visits: tuple[Visit, ...]
    acknowledgements: tuple[Acknowledgement, ...]

    def until(self, day: date) -> "Diary":
        """The same diary with only what is dated up to that day."""
        return Diary(
            self.age_from,
            tuple(concern.until(day) for concern in self.concerns),
            tuple(note for note in self.notes if note.day <= day),
            frozenset(vaccine for vaccine in self.vaccine_days if vaccine <= day),
            tuple(visit for visit in self.visits if visit.day <= day),
            tuple(ack for ack in self.acknowledgements if ack.day <= day),
        )

    @property
    def looks(self) -> list[Look]:
        """All looks by day and time, then concerns before day notes, then as written."""
        looks = [entry for concern in self.concerns for entry in concern.entries]
        return in_order([*looks, *self.notes])


Dated = TypeVar("Dated", Look, Visit)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_in_days(diary: Diary, day: date) -> int:
    """Days from birth or due date, whichever is later; may be negative."""
    return (day - diary.age_from).days


def under_months(diary: Diary, day: date, months: int) -> bool:
    """Whether the day lies before that monthly birthday."""
    return day < add_months(diary.age_from, months)


def in_order(records: Iterable[Dated]) -> list[Dated]:
    """By day, then time (none first); else as they were."""
    return sorted(records, key=lambda record: (record.day, record.time))


def read(document: dict[str, Any]) -> Diary:
    """The diary of a document that is valid by the diary format."""
    child = document["child"]
    birth = date.fromisoformat(child["birth_date"])
    due = _day(child.get("due_date"))
    return Diary(
        max(birth, due) if due else birth,
        tuple(_concern(item) for item in document.get("concerns", ())),
        tuple(_look(item, None) for item in document.get("day_notes", [])),
        frozenset(
            date.fromisoformat(item["date"])
            for item in document.get("exposures", [])
            if item["kind"] == "vaccine"
        ),
        tuple(in_order(_visit(item) for item in document.get("visits", []))),
        tuple(_acknowledgement(item) for item in document.get("acknowledgements", [])),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _temperature(value: float | None) -> Decimal | None:
    if value is None:
        return None
    return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _look(item: dict[str, Any], concern: str | None) -> Look:
    return Look(
        day=date.fromisoformat(item["date"]),
        time=item.get("time") or "",
        id=item.get("id"),
        concern=concern,
        present=item.get("status") == "present",
        trend=item.get("trend"),
        signs=frozenset(key for key, answer in item.get("signs", {}).items() if answer == "yes"),
        temperature=_temperature(item.get("temperature_c")),
        bleeding=item.get("bleeding") is True,
    )


def _concern(item: dict[str, Any]) -> Concern:
    return Concern(
        id=item["id"],
        condition=item["condition"],
        by_doctor=item.get("named_by") == "doctor",
        first_noticed_on=date.fromisoformat(item["first_noticed_on"]),
        entries=tuple(in_order(_look(entry, item["id"]) for entry in item.get("entries", []))),
    )


def _visit(item: dict[str, Any]) -> Visit:
    return Visit(
        day=date.fromisoformat(item["date"]),
        time=item.get("time") or "",
        concerns=frozenset(item.get("concerns") or ()),
        follow_up_on=_day(item.get("follow_up_on")),
    )


def _acknowledgement(item: dict[str, Any]) -> Acknowledgement:
    return Acknowledgement(
        day=date.fromisoformat(item["date"]),
        rule=item["rule"],
        concern=item.get("concern"),
        entry=item.get("entry"),
    )
